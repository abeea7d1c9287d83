using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret value that follows a name with a colon or an equals sign, as in JSON, YAML, headers and program code. In quotation
/// marks it is masked up to the closing one. Without them it is masked unless it is a plain word, a number, a URL or an expression
/// (<see cref="PlainValue"/>); after a name that is a single word, such as <c>password</c>, only if the name begins a line or an item and
/// the value ends it, because sentences have that word too.
/// </summary>
internal static class NamedValue
{
    private const string Closing = "'\"`)]}>.,;";
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create(" \t\r\n\f\v\u0085\u00a0\u2028\u2029'\"`");
    private static readonly SearchValues<char> EndsOfItem = SearchValues.Create(",;}");

    /// <summary>The range of the secret value after a name; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var isQuoted = IsQuote(text, end);
        var endOfName = isQuoted ? AfterQuote(text, end) : end;
        var separator = AfterBlanks(text, endOfName);
        if (separator >= text.Length || text[separator] is not (':' or '=') || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;

        // Operators such as := and => separate a name from a value too; :: does not.
        var next = separator + 1;
        while (IsAny(text, next, "=>"))
            next++;
        var value = AfterBlanks(text, next);
        var isPrefixed = IsAny(text, value, "@$bfru") && IsQuote(text, value + 1);
        var isDirect = separator == endOfName && value == next;
        var isAssigned = isDirect && text[separator] == '=';
        if (isPrefixed || IsQuote(text, value))
        {
            var quote = isPrefixed ? value + 1 : value;
            if (!isQuoted && ClosesName(text, start, quote))
                return default;
            var found = Quoted(text, quote);
            var content = text[found.Start..found.End];
            return (isAssigned ? name.Hides(content) : name.HidesInData(content, isQuoted || PositionOf(text, start) != Position.Sentence)) ? found : default;
        }

        // PowerShell has no text without quotation marks after $name =.
        if (value >= text.Length || isAssigned || (text[start] == '$' && text[separator] == '='))
            return default;
        var position = isQuoted ? Position.Item : PositionOf(text, start);

        // Without blanks it may be host:port, or a path.
        return isDirect && !isQuoted && (position != Position.Line || text[start..end].Contains('.') || text[value] is '/' or '\\' or ':')
            ? default
            : Word(text, value, name, isQuoted || !name.IsBare, position);
    }

    private enum Position
    {
        Sentence,
        Item,
        Line,
    }

    // 'password=' is a name in quotation marks.
    private static bool ClosesName(ReadOnlySpan<char> text, int start, int quote) =>
        start > 0 && text[start - 1] == text[quote] && (quote + 1 == text.Length || !char.IsLetterOrDigit(text[quote + 1]));

    private static (int Start, int End) Quoted(ReadOnlySpan<char> text, int quote)
    {
        var mark = text[quote];
        var start = AfterQuote(text, quote);
        if (start >= text.Length || (start == quote + 2 && !char.IsLetterOrDigit(text[start])))
            start = quote + 1;
        var end = start == quote + 1 ? EndOfQuoted(text, start, mark) : EndOfDoubled(text, start, mark);
        var value = BeforeUrl(text[start..end]);
        var isClosed = end < text.Length && text[end] == mark;
        return value.IsEmpty || (!isClosed && char.IsWhiteSpace(value[0])) || PlainValue.IsUrl(value) || PlainValue.IsPlaceholder(value) ? default : (start, start + value.Length);
    }

    private static int EndOfDoubled(ReadOnlySpan<char> text, int start, char mark)
    {
        var length = text[start..].IndexOfAny(mark, '\r', '\n');
        return length < 0 ? text.Length : start + length;
    }

    // A mark that is escaped or doubled does not close. Without a closing one the value ends with the line.
    private static int EndOfQuoted(ReadOnlySpan<char> text, int start, char mark)
    {
        var ends = mark == '"' ? "\"\\`\r\n" : mark == '\'' ? "'\\\r\n" : "`\\\r\n";
        for (var i = start; i < text.Length; i += 2)
        {
            var found = text[i..].IndexOfAny(ends);
            if (found < 0)
                return text.Length;
            i += found;
            if (text[i] is '\r' or '\n' || (text[i] == mark && (i + 1 == text.Length || text[i + 1] != mark)))
                return i;
        }

        return text.Length;
    }

    // The host of a URL is shown, whatever is before it.
    private static ReadOnlySpan<char> BeforeUrl(ReadOnlySpan<char> value)
    {
        var url = value.IndexOf("://");
        var blank = url < 0 ? -1 : value[..url].LastIndexOf(' ');
        return blank < 0 ? value : value[..blank].TrimEnd();
    }

    private static (int Start, int End) Word(ReadOnlySpan<char> text, int start, SecretName name, bool isName, Position position)
    {
        var rest = text[start..];
        if ((!isName && position == Position.Sentence) || PlainValue.IsUrl(rest))
            return default;
        var length = rest.IndexOfAny(EndsOfWord);
        var word = length < 0 ? rest : rest[..length];
        var value = word.TrimEnd(Closing);
        if (value.Contains("://", StringComparison.Ordinal) && value.IndexOfAny(EndsOfItem) is >= 0 and var item)
            value = value[..item];
        var isLast = value.Length < word.Length || value.IndexOfAny(EndsOfItem) >= 0 || EndsLine(text, start + word.Length);
        return (isName || isLast) && !PlainValue.Is(value, name) && name.HidesInData(value, isItem: false) ? (start, start + value.Length) : default;
    }

    private static Position PositionOf(ReadOnlySpan<char> text, int start)
    {
        var before = text[..start].TrimEnd(" \t");
        if (before.IsEmpty || before[^1] is '\r' or '\n' || (before.Length == start && IsQuote(text, start - 1)))
            return Position.Line;
        return before[^1] is '{' or '[' or '(' or ',' or ';' or '-' or '#' or '>' or '*' or '|' ? Position.Item : Position.Sentence;
    }

    private static bool EndsLine(ReadOnlySpan<char> text, int position) => AfterBlanks(text, position) is var next && (next >= text.Length || IsAny(text, next, "\r\n#'\"`"));

    private static int AfterBlanks(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;
        return position;
    }

    // Quotation marks are doubled inside others, as in CSV.
    private static int AfterQuote(ReadOnlySpan<char> text, int position) => position + 1 < text.Length && text[position + 1] == text[position] ? position + 2 : position + 1;

    private static bool IsQuote(ReadOnlySpan<char> text, int position) => position < text.Length && text[position] is '\'' or '"' or '`';

    private static bool IsAny(ReadOnlySpan<char> text, int position, string characters) => position < text.Length && characters.Contains(text[position], StringComparison.Ordinal);
}
