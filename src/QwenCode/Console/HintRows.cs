using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>The rows below the text: the search in the history, or the candidates that complete the line.</summary>
internal static class HintRows
{
    private const int MostRows = 8;
    private const string Gap = "  ";
    private const string Mark = "> ";

    /// <summary>The rows.</summary>
    /// <param name="view">What to show.</param>
    /// <param name="cells">Maximum number of cells of a row.</param>
    /// <param name="most">Maximum number of rows.</param>
    /// <param name="style">The styles.</param>
    public static IReadOnlyList<string> Of(EditorView view, int cells, int most, ConsoleStyle style)
    {
        if (most == 0)
            return [];
        if (view.Search is { } search)
            return [style.Dim(CellWidth.Cut($"history search: {ForeignText.OneLine(search)}{(view.IsFound || search.Length == 0 ? "" : " (not found)")}", cells))];
        return [.. Candidates(view, cells, Math.Min(most, MostRows), style)];
    }

    private static IEnumerable<string> Candidates(EditorView view, int cells, int most, ConsoleStyle style)
    {
        var count = view.Candidates.Count;
        var shown = count > most ? most - 1 : count;
        var first = Math.Clamp(view.Selected - shown + 1, 0, count - shown);
        var texts = view.Candidates.Skip(first).Take(shown).Select(candidate => CellWidth.Cut(ForeignText.OneLine(candidate.Text), cells / 2)).ToArray();
        var column = texts.Length == 0 ? 0 : texts.Max(CellWidth.Of);
        for (var i = 0; i < shown; i++)
        {
            var isSelected = first + i == view.Selected;
            var padding = new string(' ', column - CellWidth.Of(texts[i]));
            var description = ForeignText.OneLine(view.Candidates[first + i].Description);
            var row = CellWidth.Cut($"{(isSelected ? Mark : Gap)}{texts[i]}{padding}{Gap}{description}".TrimEnd(), cells);
            yield return isSelected ? row : style.Dim(row);
        }

        if (shown < count)
            yield return style.Dim(CellWidth.Cut($"{Gap}… {count - shown} more", cells));
    }
}
