using System.Globalization;
using System.Text;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>
/// Rows at the bottom of what was written, which may be drawn again. It moves the cursor only within its own rows, and writes each
/// drawing at once.
/// </summary>
/// <param name="output">The terminal.</param>
internal sealed class TransientRegion(TextWriter output)
{
    private const string NextLine = "\r\n";
    private const string EraseRestOfLine = "\u001B[K";
    private const string EraseBelow = "\u001B[J";

    private readonly StringBuilder _sequence = new();
    private string[] _rows = [];
    private int _cursorRow;
    private int _cursorColumn;
    private int _width;

    /// <summary>Whether anything is drawn.</summary>
    public bool IsDrawn => _rows.Length > 0;

    /// <summary>Draws the rows over the earlier ones. The first ones begin at the cursor, which is at the start of a line.</summary>
    /// <param name="rows">Harmless text, styled at most. Each row stands alone and has fewer cells than the terminal has columns.</param>
    /// <param name="cursorRow">The row of the cursor, from 0.</param>
    /// <param name="cursorColumn">The column of the cursor, from 0.</param>
    /// <param name="width">The columns of the terminal.</param>
    public void Draw(IReadOnlyList<string> rows, int cursorRow, int cursorColumn, int width)
    {
        if (rows.Count == 0)
        {
            Erase(width);
            return;
        }

        if (width == _width && AddedText(rows, cursorRow, cursorColumn) is { } added)
            _sequence.Append(added);
        else
            Redraw(rows, cursorRow, cursorColumn, width);
        (_rows, _cursorRow, _cursorColumn, _width) = ([.. rows], cursorRow, cursorColumn, width);
        Write();
    }

    /// <summary>Removes the rows. The cursor is where the first one began.</summary>
    /// <param name="width">The columns of the terminal, which may have been resized.</param>
    public void Erase(int width)
    {
        if (!IsDrawn)
            return;
        MoveToStart(width);
        _sequence.Append(EraseBelow);
        Forget();
        Write();
    }

    /// <summary>Forgets the rows, after the screen was cleared. The cursor is at the start of a line.</summary>
    public void Forget() => (_rows, _cursorRow, _cursorColumn) = ([], 0, 0);

    // What was typed at the end of a row, if nothing else changed.
    private string? AddedText(IReadOnlyList<string> rows, int cursorRow, int cursorColumn)
    {
        if (rows.Count != _rows.Length || cursorRow != _cursorRow)
            return null;
        for (var i = 0; i < rows.Count; i++)
        {
            if (i != cursorRow && rows[i] != _rows[i])
                return null;
        }

        var (before, now) = (_rows[cursorRow], rows[cursorRow]);
        if (!now.StartsWith(before, StringComparison.Ordinal) || ConsoleStyle.Cells(before) != _cursorColumn || ConsoleStyle.Cells(now) != cursorColumn)
            return null;
        var added = now[before.Length..];

        // A character that combines with the one before it may change the width of that.
        return added.Length == 0 || CellWidth.Of(added.EnumerateRunes().First()) > 0 ? added : null;
    }

    private void Redraw(IReadOnlyList<string> rows, int cursorRow, int cursorColumn, int width)
    {
        MoveToStart(width);
        if (width != _width)
            _sequence.Append(EraseBelow);
        for (var i = 0; i < rows.Count; i++)
            _sequence.Append(i > 0 ? NextLine : "").Append(rows[i]).Append(EraseRestOfLine);
        _sequence.Append(EraseBelow);
        Move(rows.Count - 1 - cursorRow, 'A');
        _sequence.Append('\r');
        Move(cursorColumn, 'C');
    }

    private void MoveToStart(int width)
    {
        if (!IsDrawn)
            return;
        Move(_rows.Take(_cursorRow).Sum(row => Reflow.Count(row, width)) + RowOfCursor(width), 'A');
        _sequence.Append('\r');
    }

    private int RowOfCursor(int width) => Reflow.RowOf(_rows[_cursorRow], _cursorColumn, width);

    private void Move(int count, char direction)
    {
        if (count > 0)
            _sequence.Append(CultureInfo.InvariantCulture, $"\u001B[{count}{direction}");
    }

    private void Write()
    {
        if (_sequence.Length == 0)
            return;
        output.Write(_sequence.ToString());
        output.Flush();
        _sequence.Clear();
    }
}
