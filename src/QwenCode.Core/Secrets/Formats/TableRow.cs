namespace QwenCode.Secrets;

/// <summary>Splits a line of a table into cells: of CSV, of Markdown, or of columns below a line of dashes.</summary>
internal static class TableRow
{
    private const int MostCells = 64;

    /// <summary>Whether a line has cells between delimiters, and their ranges without blanks and quotation marks.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The beginning of the line.</param>
    /// <param name="end">The end of the line.</param>
    /// <param name="delimiter">The delimiter; a vertical bar is before and behind the cells too.</param>
    /// <param name="cells">The ranges.</param>
    public static bool Split(ReadOnlySpan<char> text, int start, int end, char delimiter, List<(int Start, int End)> cells)
    {
        cells.Clear();
        if (delimiter == '|')
        {
            end = start + text[start..end].TrimEnd(" \t|").Length;
            start = Math.Min(end, TextScan.AfterBlanks(text, start) + 1);
        }

        for (var position = start; cells.Count < MostCells; position++)
        {
            var (cell, endOfCell, next) = delimiter != '|' && position < end && text[position] == '"' ? Quoted(text, position + 1, end) : Plain(text, position, end, delimiter);
            cells.Add((cell, endOfCell));
            if (next == end)
                return true;
            if (text[next] != delimiter)
                return false;
            position = next;
        }

        return false;
    }

    /// <summary>Adds the ranges of the cells of a line below other columns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The beginning of the line.</param>
    /// <param name="end">The end of the line.</param>
    /// <param name="columns">Where each column begins in a line.</param>
    /// <param name="cells">The ranges.</param>
    public static void Split(ReadOnlySpan<char> text, int start, int end, List<int> columns, List<(int Start, int End)> cells)
    {
        cells.Clear();
        for (var i = 0; i < columns.Count; i++)
            cells.Add(Trimmed(text, Math.Min(end, start + columns[i]), i + 1 < columns.Count ? EndOfCell(text, Math.Min(end, start + columns[i + 1]), end) : end));
    }

    /// <summary>Where the columns below a line of dashes begin; none if it is another line.</summary>
    public static List<int> ColumnsOf(ReadOnlySpan<char> line)
    {
        var columns = new List<int>();
        line = line.TrimEnd();
        if (line.IndexOfAnyExcept('-', ' ') >= 0)
            return columns;
        for (var i = 0; i < line.Length && columns.Count < MostCells; i++)
        {
            if (line[i] == '-' && (i == 0 || line[i - 1] == ' '))
                columns.Add(i);
        }

        return columns;
    }

    private static (int Start, int End, int Next) Plain(ReadOnlySpan<char> text, int start, int end, char delimiter)
    {
        var next = text[start..end].IndexOf(delimiter) is >= 0 and var length ? start + length : end;
        var (cell, endOfCell) = Trimmed(text, start, next);
        return (cell, endOfCell, next);
    }

    private static (int Start, int End, int Next) Quoted(ReadOnlySpan<char> text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] != '"')
                continue;
            if (i + 1 == end || text[i + 1] != '"')
                return (start, i, i + 1);
            i++;
        }

        return (start, end, end);
    }

    // A word that is wider than its column goes on.
    private static int EndOfCell(ReadOnlySpan<char> text, int position, int end)
    {
        while (position < end && text[position - 1] != ' ' && text[position] != ' ')
            position++;
        return position;
    }

    private static (int Start, int End) Trimmed(ReadOnlySpan<char> text, int start, int end)
    {
        var content = text[start..end];
        var first = start + content.Length - content.TrimStart().Length;
        return (first, Math.Max(first, start + content.TrimEnd().Length));
    }
}
