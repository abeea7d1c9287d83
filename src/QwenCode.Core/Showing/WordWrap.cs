using System.Text;

namespace QwenCode.Showing;

/// <summary>Breaks text at blanks, which PowerShell's views do in some languages alone.</summary>
internal static class WordWrap
{
    /// <summary>The text in lines of at most so many columns; a word that is wider than a line is kept whole.</summary>
    /// <param name="text">The text; its line breaks stay.</param>
    /// <param name="columns">The width; 0 or less leaves the text as it is.</param>
    public static string Of(string text, int columns)
    {
        if (columns <= 0)
            return text;
        var wrapped = new StringBuilder(text.Length + 8);
        foreach (var line in text.Split('\n'))
        {
            if (wrapped.Length > 0)
                wrapped.Append('\n');
            Append(wrapped, line, columns);
        }

        return wrapped.ToString();
    }

    private static void Append(StringBuilder wrapped, string line, int columns)
    {
        if (CellWidth.Of(line) <= columns)
        {
            wrapped.Append(line);
            return;
        }

        var used = 0;
        var isFirst = true;
        foreach (var word in line.Split(' '))
        {
            var width = CellWidth.Of(word);
            if (!isFirst && used + 1 + width > columns && used > 0)
            {
                wrapped.Append('\n');
                used = 0;
            }
            else if (!isFirst)
            {
                wrapped.Append(' ');
                used++;
            }

            wrapped.Append(word);
            used += width;
            isFirst = false;
        }
    }
}
