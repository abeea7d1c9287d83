using System.Globalization;
using System.Text;
using QwenCode.Showing;

namespace QwenCode.ModuleTests.Console;

/// <summary>A terminal's screen: cells, wrapping, scrolling and the movements that the module uses. When it is resized it wraps its lines anew.</summary>
internal sealed class Screen(int width, int height) : StringWriter(CultureInfo.InvariantCulture)
{
    private readonly List<Line> _lines = [new Line()];
    private int _width = width;
    private int _row;
    private int _column;

    public int Width => _width;

    /// <summary>The number of writes.</summary>
    public int Writes { get; private set; }

    /// <summary>What was written last.</summary>
    public string Last { get; private set; } = "";

    public (int Row, int Column) Cursor => (_row - Top, Math.Min(_column, _width - 1));

    /// <summary>The lines on the screen and above, without blanks at their ends.</summary>
    public string[] Lines => [.. _lines.Select(line => string.Concat(line.Cells).TrimEnd())];

    private int Top => Math.Max(_lines.Count - height, 0);

    public override void Write(string? value)
    {
        (Writes, Last) = (Writes + 1, value!);
        for (var i = 0; i < Last.Length;)
        {
            if (Last[i] == '\u001B')
            {
                var final = i + 2;
                while (!char.IsAsciiLetter(Last[final]))
                    final++;
                Obey(Last[final], int.TryParse(Last[(i + 2)..final], CultureInfo.InvariantCulture, out var number) ? number : null);
                i = final + 1;
                continue;
            }

            var rune = Rune.GetRuneAt(Last, i);
            Put(rune);
            i += rune.Utf16SequenceLength;
        }
    }

    public override void Write(char value) => throw new InvalidOperationException("one write each");

    /// <summary>Changes the width, as terminals do that wrap their lines anew.</summary>
    public void Resize(int width)
    {
        var cursorLine = _row;
        while (cursorLine > 0 && _lines[cursorLine - 1].IsWrapped)
            cursorLine--;
        var offset = _column + Enumerable.Range(cursorLine, _row - cursorLine).Sum(i => _lines[i].Cells.Count);
        var texts = new List<(List<string> Cells, int? Cursor)>();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (i == 0 || !_lines[i - 1].IsWrapped)
                texts.Add(([], i == cursorLine ? offset : null));
            texts[^1].Cells.AddRange(_lines[i].Cells);
        }

        (_width, _row, _column) = (width, 0, 0);
        _lines.Clear();
        foreach (var (cells, cursor) in texts)
            Wrap(cells, cursor);
    }

    private void Wrap(List<string> cells, int? cursor)
    {
        _lines.Add(new Line());
        for (var i = 0; i < cells.Count; i++)
        {
            // A wide character has an empty cell after its own.
            var isWide = i + 1 < cells.Count && cells[i + 1].Length == 0;
            if (_lines[^1].Cells.Count + (isWide ? 2 : 1) > _width)
            {
                _lines[^1].IsWrapped = true;
                _lines.Add(new Line());
            }

            if (cursor == i)
                (_row, _column) = (_lines.Count - 1, _lines[^1].Cells.Count);
            _lines[^1].Cells.Add(cells[i]);
        }

        if (cursor >= cells.Count)
            (_row, _column) = (_lines.Count - 1, _lines[^1].Cells.Count + cursor.Value - cells.Count);
    }

    private void Put(Rune rune)
    {
        switch (rune.Value)
        {
            case '\r':
                _column = 0;
                return;
            case '\n':
                NextLine();
                return;
        }

        var cells = CellWidth.Of(rune);
        Rune.IsControl(rune).ShouldBeFalse("a control character reached the terminal");
        if (cells == 0)
        {
            var at = _column - 1;
            while (at > 0 && _lines[_row].Cells[at].Length == 0)
                at--;
            _lines[_row].Cells[at] += rune;
            return;
        }

        if (_column + cells > _width)
        {
            _lines[_row].IsWrapped = true;
            NextLine();
            _column = 0;
        }

        for (var i = 0; i < cells; i++)
            Set(_column++, i == 0 ? rune.ToString() : "");
    }

    private void Set(int column, string cell)
    {
        var cells = _lines[_row].Cells;
        while (cells.Count <= column)
            cells.Add(" ");
        cells[column] = cell;
    }

    private void NextLine()
    {
        if (++_row == _lines.Count)
            _lines.Add(new Line());
    }

    private void Obey(char final, int? number)
    {
        var count = number ?? 1;
        switch (final)
        {
            case 'A':
                _row = Math.Max(_row - count, Top);
                break;
            case 'B':
                _row = Math.Min(_row + count, Math.Max(_lines.Count, 1) - 1);
                break;
            case 'C':
                _column = Math.Min(_column + count, _width - 1);
                break;
            case 'K':
                EraseLine(_row, _column);
                break;
            case 'J':
                EraseLine(_row, _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case 'm':
                break;
            default:
                throw new InvalidOperationException($"unknown sequence {final}");
        }
    }

    private void EraseLine(int row, int from)
    {
        var line = _lines[row];
        line.IsWrapped = false;
        if (line.Cells.Count > from)
            line.Cells.RemoveRange(from, line.Cells.Count - from);
    }

    private sealed class Line
    {
        public List<string> Cells { get; } = [];

        public bool IsWrapped { get; set; }
    }
}
