using System.Text;

namespace QwenCode.Showing;

/// <summary>
/// Breaks a line of foreign text into rows, all but the first indented. Nothing is omitted, blanks included, and no row that others filled with
/// blanks begins where those of this module do.
/// </summary>
internal static class HangingRows
{
    private const int Indentation = 4;
    private const int FewestCells = 8;

    /// <summary>The rows, joined by line breaks.</summary>
    /// <param name="text">A line that is harmless for a terminal.</param>
    /// <param name="width">The columns of the terminal.</param>
    public static string Of(string text, int width)
    {
        // Terminals differ in what a line break after the last column does.
        var limit = Math.Max(width - 1, Indentation + FewestCells);
        var rows = new StringBuilder(text.Length);
        var column = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var cells = CellWidth.Of(rune);
            if (column + cells > limit)
            {
                rows.Append('\n').Append(' ', Indentation);
                column = Indentation;
            }

            rows.Append(rune.ToString());
            column += cells;
        }

        return rows.ToString();
    }
}
