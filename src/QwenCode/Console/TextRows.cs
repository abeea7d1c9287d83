using System.Text;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>Breaks a text into rows between its graphemes, and finds the position of the cursor.</summary>
internal sealed class TextRows
{
    private const int LeastCells = 8;
    private const int TabCells = 4;

    // Enough beside a prompt: a longer text continues in the next row.
    private const int LeastTextCells = 30;
    private const string Indent = "  ";
    private const string Star = "*";

    private readonly List<string> _rows = [];
    private readonly StringBuilder _row = new();
    private readonly StringBuilder _shown = new();
    private readonly string _indent;
    private readonly int _cells;
    private readonly bool _isMasked;
    private int _used;
    private bool _hasCursor;

    /// <summary>Breaks the text of a view.</summary>
    /// <param name="view">The view.</param>
    /// <param name="cells">Maximum number of cells of a row.</param>
    /// <param name="style">The styles.</param>
    public TextRows(EditorView view, int cells, ConsoleStyle style)
    {
        (_cells, _isMasked) = (cells, view.IsMasked);
        var hasPrompt = cells >= LeastCells;
        _indent = hasPrompt ? Indent : "";
        if (hasPrompt)
            BeginWithPrompt(CellWidth.Cut(ForeignText.OneLine(view.Prompt), LongestPrompt(cells)), style);
        for (var start = 0; start <= view.Text.Length;)
        {
            var end = view.Text.IndexOf('\n', start) is >= 0 and var found ? found : view.Text.Length;
            if (start > 0)
                BeginRow();
            AddLine(view.Text, start, end, view.Cursor);
            start = end + 1;
        }

        _rows.Add(_row.ToString());
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<string> Rows => _rows;

    /// <summary>The row of the cursor.</summary>
    public int CursorRow { get; private set; }

    /// <summary>The column of the cursor.</summary>
    public int CursorColumn { get; private set; }

    /// <summary>Maximum number of cells of a prompt; what is longer is cut.</summary>
    /// <param name="cells">Maximum number of cells of a row.</param>
    public static int LongestPrompt(int cells) => Math.Max(cells / 2, cells - LeastTextCells);

    private void BeginWithPrompt(string prompt, ConsoleStyle style)
    {
        _row.Append(style.Bold(prompt));
        _used = CellWidth.Of(prompt);
    }

    private void BeginRow()
    {
        _rows.Add(_row.ToString());
        _row.Clear().Append(_indent);
        _used = _indent.Length;
    }

    private void AddLine(string text, int start, int end, int cursor)
    {
        var line = text.AsSpan(start, end - start);
        Rune before = default;
        for (var position = start; position < end;)
        {
            var next = Graphemes.Next(text, position);
            var isCursor = !_hasCursor && next > cursor;
            if (!_isMasked && next == position + 1 && text[position] is >= ' ' and <= '~')
            {
                Add(text[position], isCursor);
                before = new Rune(text[position]);
            }
            else
            {
                Add(Show(line, position - start, next - start, ref before), isCursor);
            }

            position = next;
        }

        if (!_hasCursor && cursor <= end)
            PutCursor();
    }

    private string Show(ReadOnlySpan<char> line, int position, int end, ref Rune before)
    {
        if (_isMasked)
            return Star;
        if (line[position] == '\t')
        {
            before = default;
            return new string(' ', TabCells - ((_used - _indent.Length) % TabCells));
        }

        _shown.Clear();
        while (position < end)
            position += ForeignText.Append(_shown, line, position, inLines: false, ref before, isWhole: true);
        return _shown.ToString();
    }

    private void Add(char character, bool isCursor)
    {
        if (_used == _cells)
            BeginRow();
        if (isCursor)
            PutCursor();
        _row.Append(character);
        _used++;
    }

    private void Add(string shown, bool isCursor)
    {
        var cells = CellWidth.Of(shown);
        if (_used + cells > _cells && _used > _indent.Length)
            BeginRow();
        if (isCursor)
            PutCursor();
        if (_used + cells <= _cells)
        {
            _row.Append(shown);
            _used += cells;
            return;
        }

        // Wider than a row, such as the number of a character that is not shown itself.
        foreach (var rune in shown.EnumerateRunes())
        {
            if (_used + CellWidth.Of(rune) > _cells)
                BeginRow();
            _row.Append(rune);
            _used += CellWidth.Of(rune);
        }
    }

    private void PutCursor()
    {
        (CursorRow, CursorColumn) = (_rows.Count, _used);
        _hasCursor = true;
    }
}
