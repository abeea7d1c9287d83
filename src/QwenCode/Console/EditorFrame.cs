namespace QwenCode.Console;

/// <summary>The rows that show the editor, each with fewer cells than the terminal has columns, and the position of the cursor.</summary>
/// <param name="Rows">Harmless text, styled at most; each row stands alone.</param>
/// <param name="CursorRow">The row of the cursor, from 0.</param>
/// <param name="CursorColumn">The column of the cursor, from 0.</param>
internal sealed record EditorFrame(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    private const int LeastWidth = 4;

    /// <summary>The frame for a terminal of a size. If it has too many rows, those around the cursor are in it.</summary>
    /// <param name="view">What to show.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="style">The styles.</param>
    public static EditorFrame Of(EditorView view, int width, int height, ConsoleStyle style)
    {
        var cells = Math.Max(width, LeastWidth) - 1;
        var most = Math.Max(height - 1, 1);
        var text = new TextRows(view, cells, style);
        var hints = HintRows.Of(view, cells, Math.Max(most - text.Rows.Count, most / 2), style);
        var kept = Math.Min(text.Rows.Count, most - hints.Count);
        var first = Math.Clamp(text.CursorRow - (kept / 2), 0, text.Rows.Count - kept);
        return new EditorFrame([.. text.Rows.Skip(first).Take(kept), .. hints], text.CursorRow - first, text.CursorColumn);
    }

    /// <summary>The position of the cursor without the rows, which may be a secret's.</summary>
    public override string ToString() => $"cursor at {CursorRow}, {CursorColumn}";
}
