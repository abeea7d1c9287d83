namespace QwenCode.Secrets;

/// <summary>Finds the secret values that belong to a name, in each of the formats in which a value follows its name.</summary>
internal sealed class ValueFinder
{
    // Reading to the end of the text after each name would take quadratic time.
    private const int Distance = 32_768;

    private readonly string _text;
    private readonly List<(int Start, int End)> _found;
    private int _length;
    private (int Start, int End) _longest;
    private bool _isInTable;

    /// <summary>Finds values in a text, and adds their ranges to a list.</summary>
    public ValueFinder(string text, List<(int Start, int End)> found) => (_text, _found) = (text, found);

    /// <summary>Adds the ranges of the secret values after a name, and returns the position from which to go on; 0 if there are none.</summary>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    public int Find(int start, int end)
    {
        if (start >= _longest.Start && end <= _longest.End)
            return _longest.End;
        var count = _found.Count;
        _length = Math.Min(_text.Length, end + Distance);
        var next = FindBefore(start, end);
        return _length == _text.Length || _found.Count == count || _found[^1].End < end + (Distance / 2) ? next : FindLong(start, end, count, next);
    }

    // A value, or a list of them, that may not have ended there. Names in it are not read again.
    private int FindLong(int start, int end, int count, int nearby)
    {
        var near = _found.GetRange(count, _found.Count - count);
        _found.RemoveRange(count, near.Count);
        _length = _text.Length;
        var next = FindBefore(start, end);
        if (_found.Count == count)
        {
            _found.AddRange(near);
            next = nearby;
        }

        _longest = _found[^1];
        return next;
    }

    private ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    private int FindBefore(int start, int end)
    {
        var text = Text;
        var next = end < text.Length ? text[end] : '\n';
        if (text[start] == '-' && FindOption(start, end) is > 0 and var option)
            return option;
        if (next is ' ' or '\t' or ':' && Add(LineValue.After(text, start, end)) is > 0 and var line)
            return line;
        if (next is ' ' or '\t')
        {
            ReadTable(start, end);
            if (Add(ColumnValue.After(text, start, end, _isInTable)) is > 0 and var column)
                return column;
            if (Add(SqlPassword.After(text, start, end)) is > 0 and var password)
                return password;
            Add(CommandArgument.Piped(text, start, end));
            if (Add(CommandArgument.After(text, start, end)) is > 0 and var argument)
                return argument;
        }

        if (next is ' ' or '`' or '*' or '|' && Add(TableCell.After(text, start, end)) is > 0 and var cell)
            return cell;
        if (next is ' ' or '>' && Add(ElementValue.After(text, start, end)) > 0)
            return end;
        return next is '=' or ':' or '\uff1a' or '\uff1d' or '"' or '\'' or '`' or '>' or ' ' or '\t' ? FindAssigned(start, end) : 0;
    }

    private int FindOption(int start, int end) =>
        Add(CommandArgument.After(Text, start, end)) is > 0 and var argument ? argument : Add(CommandCredential.After(Text, start, end));

    private int FindAssigned(int start, int end)
    {
        var text = Text;
        var following = Assignment.After(text, end);
        if (following is null)
            return text[end] == '>' ? FindPair(start, end) : text[end] is ' ' or '\t' ? 0 : FindArgument(start, end);
        if (FindPair(start, end) is > 0 and var pair)
            return pair;
        if (ListedValue.Find(text, start, end, following.Value, _found) is > 0 and var list)
            return list;
        if (Add(ObjectValue.After(text, start, end, following.Value)) > 0)
            return following.Value.Value + 1;
        if (IndentedValue.Find(text, start, end, following.Value, _found) is > 0 and var below)
            return below;
        if (Add(EncodedCredential.After(text, start, end, following.Value)) is > 0 and var credential)
            return credential;
        return Add(HeaderValue.After(text, start, end, following)) is > 0 and var header ? header : Add(NamedValue.After(text, start, end, following.Value));
    }

    private int FindArgument(int start, int end) =>
        Add(HeaderValue.After(Text, start, end, null)) is > 0 and var value ? value : Add(SecondArgument.After(Text, start, end));

    private int FindPair(int start, int end) => NameValuePair.Find(Text, start, end) is var pair && Add((pair.Start, pair.End)) > 0 ? pair.Next : 0;

    private void ReadTable(int start, int end)
    {
        if (ColumnValue.IsHeader(Text, start, end))
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
