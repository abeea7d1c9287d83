namespace QwenCode.Console;

/// <summary>Rows at the bottom of the screen that are redrawn in place, and the cursor in them.</summary>
/// <param name="Rows">The rows; none for nothing.</param>
/// <param name="CursorRow">The cursor's row, from 0.</param>
/// <param name="CursorColumn">The cursor's column, from 0.</param>
internal readonly record struct ScreenRows(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>Nothing.</summary>
    public static ScreenRows None { get; } = new([], 0, 0);
}
