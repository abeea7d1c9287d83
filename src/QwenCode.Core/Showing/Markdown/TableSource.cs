using System.Text;

namespace QwenCode.Showing;

/// <summary>How the cells of a column are aligned.</summary>
internal enum CellAlignment
{
    /// <summary>To the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Center,

    /// <summary>To the right.</summary>
    Right,
}

/// <summary>Reads the rows of a table.</summary>
internal static class TableSource
{
    /// <summary>The cells of a row. A bar after a backslash belongs to its cell.</summary>
    public static string[] Cells(string row)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var text = row.AsSpan().Trim(" \t");
        for (var i = text.StartsWith("|") ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                _ = text[++i] == '|' ? cell.Append('|') : cell.Append('\\').Append(text[i]);
            }
            else if (text[i] == '|')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(text[i]);
            }
        }

        if (cells.Count == 0 || cell.ToString().Trim().Length > 0)
            cells.Add(cell.ToString().Trim());
        return [.. cells];
    }

    /// <summary>The alignments of the columns, if the row is the one below the header.</summary>
    public static CellAlignment[]? Alignments(string row)
    {
        if (row.AsSpan().IndexOfAnyExcept("|-: \t") >= 0)
            return null;
        var cells = Cells(row);
        return Array.TrueForAll(cells, cell => cell.Trim(':') is { Length: > 0 } dashes && !dashes.AsSpan().ContainsAnyExcept('-'))
            ? Array.ConvertAll(cells, Alignment)
            : null;
    }

    private static CellAlignment Alignment(string cell) =>
        !cell.EndsWith(':') ? CellAlignment.Left : cell.StartsWith(':') ? CellAlignment.Center : CellAlignment.Right;
}
