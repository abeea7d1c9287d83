namespace QwenCode.Secrets;

/// <summary>Finds the secret values that belong to a name, in each of the formats in which a value follows its name.</summary>
internal sealed class ValueFinder
{
    private readonly string _text;
    private readonly List<(int Start, int End)> _found;
    private bool _isInTable;

    /// <summary>Finds values in a text, and adds their ranges to a list.</summary>
    public ValueFinder(string text, List<(int Start, int End)> found) => (_text, _found) = (text, found);

    /// <summary>Adds the ranges of the secret values after a name, and returns the position from which to go on; 0 if there are none.</summary>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    public int Find(int start, int end)
    {
        var next = end < _text.Length ? _text[end] : '\n';
        if (next is ' ' or '\t')
            ReadTable(start, end);
        if (next is '>' or ' ' && Add(ElementValue.After(_text, start, end)) > 0)
            return end;
        if (next is ' ' or '\t' && Add(ColumnValue.After(_text, start, end, _isInTable)) is > 0 and var column)
            return column;
        if (Add(CommandArgument.After(_text, start, end)) is > 0 and var argument)
            return argument;
        if (Add(CommandCredential.After(_text, start, end)) is > 0 and var credential)
            return credential;
        if (next is not ('=' or ':' or '"' or '\'' or '`' or '>' or ' ' or '\t'))
            return 0;
        if (NameValuePair.Find(_text, start, end) is { Next: > 0 } pair)
            return Add((pair.Start, pair.End)) > 0 ? pair.Next : 0;
        if (ListedValue.Find(_text, start, end, _found) is > 0 and var list)
            return list;
        return Add(HeaderValue.After(_text, start, end)) is > 0 and var header ? header : Add(NamedValue.After(_text, start, end));
    }

    private void ReadTable(int start, int end)
    {
        if (ColumnValue.IsHeader(_text, start, end))
            _isInTable = true;
        else if (_isInTable && ColumnValue.IsAfterEmptyLine(_text.AsSpan(0, start)))
            _isInTable = false;
    }

    private int Add((int Start, int End) range)
    {
        if (range.End <= range.Start)
            return 0;
        _found.Add(range);
        return range.End;
    }
}
