using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the secrets in the columns of tables whose header names them: CSV, Markdown, and PowerShell's with a line of dashes below the header.
/// The header begins the text or follows an empty line, and all rows of CSV have as many cells. A plain word is a password in data, but not in
/// Markdown, which has descriptions in tables.
/// </summary>
internal sealed class TableColumn
{
    private const int LongestHeader = 1024;

    private static readonly string[] Literals = ["yes", "no", "true", "false", "null", "none", "-"];
    private static readonly SearchValues<char> InHeader = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-. \t\"*`|,;");

    private static readonly SearchValues<char> InSeparator = SearchValues.Create("|-: \t\r");

    private readonly List<(int Start, int End)> _found;
    private readonly List<(int Start, int End)> _cells = [];
    private readonly List<(int Index, SecretName Name)> _columns = [];

    private TableColumn(List<(int Start, int End)> found) => _found = found;

    /// <summary>Adds the ranges of the secrets.</summary>
    public static void Find(ReadOnlySpan<char> text, List<(int Start, int End)> found)
    {
        var table = new TableColumn(found);
        var isAfterEmpty = true;
        for (var start = 0; start < text.Length;)
        {
            var isEmpty = text[start] == '\n' || text[start..].StartsWith("\r\n");
            var end = EndOfLine(text, start);
            start = isAfterEmpty && !isEmpty ? table.Read(text, start, end) : end + 1;
            isAfterEmpty = isEmpty;
        }
    }

    // Returns the position after the rows that were read.
    private int Read(ReadOnlySpan<char> text, int start, int end)
    {
        var next = end + 1;
        var header = text[start..end];
        if (next >= text.Length || header.Length > LongestHeader || header.TrimEnd('\r').IndexOfAnyExcept(InHeader) >= 0)
            return next;
        var second = text[next..EndOfLine(text, next)];
        if (TextScan.IsAny(text, next, "-") && TableRow.ColumnsOf(second) is { Count: > 1 } positions)
        {
            TableRow.Split(text, start, end, positions, _cells);
            return HasSecrets(text) ? Columns(text, next + second.Length + 1, positions) : next;
        }

        var isMarkdown = header[0] == '|';
        var delimiter = isMarkdown ? '|' : header.IndexOfAny(',', ';') is >= 0 and var first ? header[first] : '\0';
        if (delimiter == '\0' || (isMarkdown ? second.IndexOfAnyExcept(InSeparator) >= 0 : HasBlankAfter(header, delimiter))
            || !TableRow.Split(text, start, end, delimiter, _cells) || _cells.Count < 2 || !HasSecrets(text))
            return next;
        return Rows(text, isMarkdown ? next + second.Length + 1 : next, delimiter, _cells.Count);
    }

    private int Rows(ReadOnlySpan<char> text, int start, char delimiter, int count)
    {
        while (start < text.Length)
        {
            var end = EndOfLine(text, start);
            if (!TableRow.Split(text, start, start + text[start..end].TrimEnd('\r').Length, delimiter, _cells) || _cells.Count != count)
                break;
            Add(text, isData: delimiter != '|');
            start = end + 1;
        }

        return start;
    }

    private int Columns(ReadOnlySpan<char> text, int start, List<int> positions)
    {
        while (start < text.Length && EndOfLine(text, start) is var end && !text[start..end].IsWhiteSpace())
        {
            TableRow.Split(text, start, end, positions, _cells);
            Add(text, isData: true);
            start = end + 1;
        }

        return start;
    }

    private bool HasSecrets(ReadOnlySpan<char> text)
    {
        _columns.Clear();
        for (var i = 0; i < _cells.Count; i++)
        {
            if (_cells[i].End == _cells[i].Start)
                return false;
            if (SecretName.Of(text[_cells[i].Start.._cells[i].End].Trim("*`")) is { IsPossible: true } name)
                _columns.Add((i, name));
        }

        return _columns.Count > 0;
    }

    private void Add(ReadOnlySpan<char> text, bool isData)
    {
        foreach (var (index, name) in _columns)
        {
            var (start, end) = _cells[index];
            var content = text[start..end];
            var value = content.Trim('`');
            var isPlain = !(isData && name.IsPassword) && (PlainValue.Is(value, name) || value.Contains(' '));
            if (value.IsEmpty || isPlain || PlainValue.IsPlaceholder(value) || PlainValue.IsUrl(value) || KnownWords.Contain(Literals, value) || !name.HidesInData(value, isItem: false))
                continue;
            _found.Add((start + content.IndexOf(value), start + content.IndexOf(value) + value.Length));
        }
    }

    // As in a sentence.
    private static bool HasBlankAfter(ReadOnlySpan<char> line, char delimiter)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            if (line[i] == delimiter && line[i + 1] == ' ')
                return true;
        }

        return false;
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int start) => text[start..].IndexOf('\n') is >= 0 and var length ? start + length : text.Length;
}
