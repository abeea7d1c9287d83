using System.Text;

namespace QwenCode.Showing;

/// <summary>
/// Holds the rows of a table back until it is complete, since the widest cell of a column decides its width. Of a long table the first
/// rows decide.
/// </summary>
/// <param name="wrap">Where the rows go.</param>
/// <param name="inline">Reads the rows that turn out to be text.</param>
internal sealed class TableReader(StyledWrap wrap, InlineReader inline)
{
    private const int MostRows = 200;
    private const int MostText = 100_000;
    private const int MostHeader = 4_000;
    private const int MostRow = 50_000;

    private readonly StringBuilder _row = new();
    private readonly List<string[]> _rows = [];
    private RowPrefix _first = RowPrefix.None;
    private RowPrefix _rest = RowPrefix.None;
    private string? _header;
    private CellAlignment[]? _alignments;
    private TableDrawing? _drawing;
    private int _held;

    /// <summary>Whether the next row belongs to the table.</summary>
    public bool IsActive => _header is not null;

    /// <summary>Begins a row.</summary>
    public void BeginRow(Containers containers)
    {
        if (_header is null)
            (_first, _rest) = (containers.First, containers.Rest);
    }

    /// <summary>Takes a character of a row.</summary>
    /// <returns>The row so far, if it is too long for one that may turn out to be text: the caller continues it as text.</returns>
    public string? Take(char next)
    {
        _row.Append(next);
        if (_alignments is null && _row.Length > MostHeader)
        {
            var text = TakeRow();
            End();
            return text;
        }

        if (_row.Length > MostRow && !char.IsHighSurrogate(next))
            EndRow();
        return null;
    }

    /// <summary>Ends a row.</summary>
    public void EndRow()
    {
        var row = TakeRow();
        if (_alignments is not null)
        {
            AddRow(TableSource.Cells(row), row.Length);
            return;
        }

        if (_header is not null && TableSource.Alignments(row) is { } alignments)
        {
            _alignments = alignments;
            return;
        }

        End();
        _header = row;
    }

    /// <summary>Ends the table, if there is one.</summary>
    public void End()
    {
        if (_header is null)
            return;
        if (_alignments is null)
        {
            WriteText(_header);
        }
        else
        {
            Draw();
            _drawing!.End();
        }

        (_header, _alignments, _drawing, _held) = (null, null, null, 0);
        _first = _rest;
    }

    private string TakeRow()
    {
        var row = _row.ToString();
        _row.Clear();
        return row;
    }

    private void AddRow(string[] row, int length)
    {
        if (_drawing is not null)
        {
            _drawing.DrawRow(row);
            return;
        }

        _rows.Add(row);
        _held += length;
        if (_rows.Count == MostRows || _held > MostText)
            Draw();
    }

    private void Draw()
    {
        if (_drawing is not null)
            return;
        _drawing = new TableDrawing(wrap, _first, _rest, TableSource.Cells(_header!), _alignments!, _rows);
        _drawing.DrawHeader();
        foreach (var row in _rows)
            _drawing.DrawRow(row);
        _rows.Clear();
    }

    private void WriteText(string text)
    {
        wrap.BeginLine(_first, _rest);
        inline.Take(text);
        inline.End();
        wrap.EndLine();
    }
}
