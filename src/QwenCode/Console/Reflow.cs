using QwenCode.Pipeline;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>The rows that a terminal makes of a row that was drawn, after it became narrower.</summary>
internal static class Reflow
{
    /// <summary>The number of rows.</summary>
    public static int Count(string row, int width) => Place(ColorCodes.Remove(row), int.MaxValue, width) + 1;

    /// <summary>The row, from 0, that the cursor is in.</summary>
    /// <param name="row">The row as it was drawn.</param>
    /// <param name="column">The column of the cursor in it.</param>
    /// <param name="width">The columns of the terminal now.</param>
    public static int RowOf(string row, int column, int width) => Place(ColorCodes.Remove(row), column, width);

    private static int Place(string text, int column, int width)
    {
        var (row, used, passed) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            var cells = CellWidth.Of(rune);
            if (cells > 0 && used > 0 && used + cells > width)
                (row, used) = (row + 1, 0);
            if (cells > 0 && passed >= column)
                break;
            used += cells;
            passed += cells;
        }

        return row;
    }
}
