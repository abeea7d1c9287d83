using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>A list of names with descriptions, which are wrapped in a column of their own, or below the names on a narrow screen.</summary>
internal static class DescriptionList
{
    private const int Gap = 2;
    private const int Indentation = 3 * Gap;
    private const int SmallestColumn = 30;

    /// <summary>Appends the list. A name that takes more than half of a row has its description below it.</summary>
    /// <param name="screen">The screen.</param>
    /// <param name="items">The names and descriptions; an empty description is omitted.</param>
    public static void Write(ChatScreen screen, IReadOnlyList<(string Name, string Description)> items)
    {
        foreach (var row in Rows(items, screen.Size.Width))
            screen.WriteLine(row);
    }

    /// <summary>The rows of the list.</summary>
    /// <param name="items">The names and descriptions.</param>
    /// <param name="width">The columns of the terminal.</param>
    public static IEnumerable<string> Rows(IReadOnlyList<(string Name, string Description)> items, int width)
    {
        var harmless = items.Select(item => (Name: ForeignText.OneLine(item.Name), Description: ForeignText.OneLine(item.Description))).ToList();
        var names = harmless.Select(item => CellWidth.Of(item.Name)).Where(cells => cells <= width / 2).DefaultIfEmpty(width).Max();
        var column = names + (2 * Gap);
        if (width - column < SmallestColumn)
            (names, column) = (0, Indentation);
        foreach (var (name, description) in harmless)
        {
            var texts = description.Length == 0 ? [] : Wrapped(description, width - column);
            var cells = CellWidth.Of(name);
            var isBeside = texts.Length > 0 && cells <= names;
            if (isBeside)
                yield return Blanks(Gap) + name + Blanks(column - Gap - cells) + texts[0];
            else
                yield return Blanks(Gap) + string.Join($"\n{Blanks(2 * Gap)}", Wrapped(name, width - (2 * Gap)));
            foreach (var text in texts.Skip(isBeside ? 1 : 0))
                yield return Blanks(column) + text;
        }
    }

    private static string[] Wrapped(string text, int width) => WordWrap.Of(text, Math.Max(width, 2)).Split('\n');

    private static string Blanks(int count) => new(' ', count);
}
