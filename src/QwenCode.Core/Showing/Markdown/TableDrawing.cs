namespace QwenCode.Showing;

/// <summary>Draws the rows of a table, aligned in columns, or as records if there is no room for columns.</summary>
internal sealed class TableDrawing
{
    private readonly StyledWrap _wrap;
    private readonly InlineReader _inline;
    private readonly RowPrefix _rest;
    private readonly string[] _header;
    private readonly CellAlignment[] _alignments;
    private readonly int[]? _widths;
    private readonly bool _isWrapped;
    private RowPrefix _first;
    private int _drawn;

    /// <summary>Plans a table by its first rows.</summary>
    /// <param name="wrap">Where the rows go.</param>
    /// <param name="first">The prefix of the first row.</param>
    /// <param name="rest">The prefix of the others.</param>
    /// <param name="header">The cells of the header.</param>
    /// <param name="alignments">The alignments of the columns.</param>
    /// <param name="rows">The cells of the rows.</param>
    public TableDrawing(StyledWrap wrap, RowPrefix first, RowPrefix rest, string[] header, CellAlignment[] alignments, List<string[]> rows)
    {
        (_wrap, _inline, _first, _rest, _alignments) = (wrap, new InlineReader(wrap), first, rest, alignments);
        _header = new string[rows.Append(header).Max(row => row.Length)];
        Array.Fill(_header, "");
        header.CopyTo(_header, 0);
        var limit = wrap.Limit == int.MaxValue ? int.MaxValue : Math.Max(wrap.Limit - Math.Max(first.Cells, rest.Cells), 1);
        var natural = Natural(rows);
        _widths = TableLayout.Fit(natural, limit);
        _isWrapped = _widths is not null && !_widths.SequenceEqual(natural);
    }

    /// <summary>Draws the header.</summary>
    public void DrawHeader()
    {
        if (_widths is null)
            return;
        DrawCells(_header, TextStyles.Bold);
        DrawRule("─┼─");
    }

    /// <summary>Draws a row.</summary>
    public void DrawRow(string[] row)
    {
        if (_drawn++ > 0 && _widths is null)
            _wrap.WriteRule(_rest, _rest, "");
        else if (_drawn > 1 && _isWrapped)
            DrawRule("─┼─");
        if (_widths is null)
            DrawRecord(row);
        else
            DrawCells(row, TextStyles.None);
    }

    /// <summary>Ends the table.</summary>
    public void End()
    {
        if (_drawn == 0 && _widths is null)
            DrawRecord([]);
    }

    private int[] Natural(List<string[]> rows)
    {
        var widths = Array.ConvertAll(_header, cell => WidthOf(cell, TextStyles.Bold));
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                widths[i] = Math.Max(widths[i], WidthOf(row[i], TextStyles.None));
        }

        return widths;
    }

    private static int WidthOf(string cell, TextStyles style) => cell.Length == 0 ? 1 : TableCell.Of(cell, style, width: null).Cells[0];

    private void DrawCells(string[] row, TextStyles style)
    {
        var widths = _widths!;
        var cells = new TableCell[widths.Length];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = TableCell.Of(CellAt(row, i, widths.Length), style, widths[i]);
        var height = cells.Max(cell => cell.Rows.Length);
        for (var line = 0; line < height; line++)
        {
            BeginLine();
            for (var i = 0; i < cells.Length; i++)
            {
                if (i > 0)
                    _wrap.WriteVerbatim(" │ ", TextStyles.Dim);
                DrawCell(cells[i], line, widths[i], AlignmentOf(i), isLast: i == cells.Length - 1);
            }

            _wrap.EndLine();
        }
    }

    // What has no column goes into the last one.
    private static string CellAt(string[] row, int index, int count) =>
        index >= row.Length ? "" : index == count - 1 && row.Length > count ? string.Join(" | ", row[index..]) : row[index];

    private CellAlignment AlignmentOf(int index) => index < _alignments.Length ? _alignments[index] : CellAlignment.Left;

    private void DrawCell(TableCell cell, int line, int width, CellAlignment alignment, bool isLast)
    {
        var (text, cells) = line < cell.Rows.Length ? (cell.Rows[line], cell.Cells[line]) : ("", 0);
        var free = Math.Max(width - cells, 0);
        var before = alignment switch { CellAlignment.Right => free, CellAlignment.Center => free / 2, _ => 0 };
        var after = isLast ? 0 : free - before;
        _wrap.WriteStyled(cells == 0 && isLast ? "" : new string(' ', before) + text + new string(' ', after));
    }

    private void DrawRule(string crossing)
    {
        BeginLine();
        _wrap.WriteVerbatim(string.Join(crossing, _widths!.Select(width => new string('─', width))), TextStyles.Dim);
        _wrap.EndLine();
    }

    private void DrawRecord(string[] row)
    {
        for (var i = 0; i < Math.Max(row.Length, _header.Length); i++)
        {
            var (header, value) = (i < _header.Length ? _header[i] : "", i < row.Length ? row[i] : "");
            if (value.Length == 0 && (header.Length == 0 || _drawn > 1))
                continue;
            BeginLine();
            Write(header.Length == 0 ? "" : header, TextStyles.Bold);
            _wrap.Write(header.Length == 0 ? "" : ": ", TextStyles.Bold);
            Write(value, TextStyles.None);
            _wrap.EndLine();
        }
    }

    private void Write(string text, TextStyles style)
    {
        _inline.Base = style;
        _inline.Take(text);
        _inline.End();
    }

    private void BeginLine()
    {
        _wrap.BeginLine(_first, _rest);
        _first = _rest;
    }
}
