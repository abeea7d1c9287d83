using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret value that follows a name with a colon or an equals sign, as in JSON, YAML, headers and program code. In quotation
/// marks it is masked up to the closing one. Without them it is masked unless it is a plain word, a number, a URL or an expression
/// (<see cref="PlainValue"/>); after a name that is a single word, such as <c>password</c>, or two, only if the name begins a line or an item
/// and the value ends it, or if it is a <see cref="SentenceValue"/>, because sentences have that word too.
/// </summary>
internal static class NamedValue
{
    private const string Closing = "'\"`)]}>.,;";
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create(" \t\r\n\f\v\u0085\u00a0\u2028\u2029'\"`" + ForeignNames.Punctuation);
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> EndsOfItem = SearchValues.Create(",;}");

    /// <summary>The range of the secret value after a name; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="assignment">What follows it.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end, Assignment assignment)
    {
        if (SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;
        return assignment.Quote(text) is >= 0 and var quote ? Quoted(text, start, end, name, assignment, quote) : Unquoted(text, start, end, name, assignment);
    }

    private enum Position
    {
        Sentence,
        Item,
        Line,
    }

    private static (int Start, int End) Quoted(ReadOnlySpan<char> text, int start, int end, SecretName name, Assignment assignment, int quote)
    {
        if ((!assignment.IsQuoted && ClosesName(text, start, quote)) || IsInterpolated(text, assignment.Value, quote))
            return default;
        var found = QuotedValue.At(text, quote);
        if (found.End == 0)
            return default;
        var content = text[found.Start..found.End];
        if (IsKeyOfKeyboard(text[start..end], text[assignment.Separator..assignment.AfterSeparator], content))
            return default;
        if (text[assignment.Separator] == '=' && assignment.IsDirect)
            return name.Hides(content) && !(name.IsKey && PlainValue.Is(content, name)) ? (found.Start, EndOfLines(text, start, quote, found.End)) : default;
        if (!assignment.IsQuoted && text[assignment.Separator] != '=' && IsForeign(text, start, end, assignment))
            return SentenceValue.Is(content) ? found : default;
        return name.HidesInData(content, assignment.IsQuoted || PositionOf(text, start) != Position.Sentence) ? found : default;
    }

    // In an environment file the text may go on in the next lines.
    private static int EndOfLines(ReadOnlySpan<char> text, int start, int quote, int end)
    {
        var isLine = TextScan.IsAny(text, end, "\r\n") && (TextScan.BeginsLine(text[..start]) || text[..start].EndsWith("export "));
        return isLine ? WrappedValue.EndOfQuoted(text, quote, end) : end;
    }

    private static (int Start, int End) Unquoted(ReadOnlySpan<char> text, int start, int end, SecretName name, Assignment assignment)
    {
        var (value, separator, isQuoted) = (assignment.Value, text[assignment.Separator], assignment.IsQuoted);

        // PowerShell has no text without quotation marks after $name = and $name['key'] =.
        if (value >= text.Length || assignment.IsIndexed || (separator == '=' && (assignment.IsDirect || text[start] == '$')))
            return default;
        var first = isQuoted ? -1 : NameOfTwoWords.Start(text, start, name);
        name = first < 0 ? name : SecretName.Of(text[first..end]);
        var position = isQuoted ? Position.Item : PositionOf(text, first < 0 ? start : first);
        var isForeign = IsForeign(text, start, end, assignment);

        // Without blanks it may be host:port, or a path.
        if (assignment.IsDirect && !isQuoted && !isForeign && (position != Position.Line || text[start..end].Contains('.') || text[value] is '/' or '\\' or ':'))
            return default;
        value += isForeign && TextScan.IsAny(text, value, "\u201c\u300c") ? 1 : 0;
        var isName = isQuoted || (!name.IsBare && first < 0);
        if (!isName && separator == ':' && text[start..end].Equals("passphrase", StringComparison.OrdinalIgnoreCase) && Passphrase.EndOf(text, value) is > 0 and var endOfPhrase)
            return (value, endOfPhrase);
        if (!isName && position == Position.Sentence && separator == '=')
            return default;
        var found = Word(text, value, name, isName, isForeign, position);
        return found.End > 0 && position == Position.Line ? (found.Start, WrappedValue.EndOfColumn(text, start, assignment, found.End)) : found;
    }

    private static bool IsForeign(ReadOnlySpan<char> text, int start, int end, Assignment assignment) =>
        ForeignNames.Separators.Contains(text[assignment.Separator]) || ForeignNames.Contain(text[start..end]);

    // As in event.key === 'Escape'.
    private static bool IsKeyOfKeyboard(ReadOnlySpan<char> name, ReadOnlySpan<char> separator, ReadOnlySpan<char> value) =>
        separator.StartsWith("==") && name.EndsWith(".key", StringComparison.Ordinal) && value.Length < SecretShape.Shortest && value.IndexOfAnyExcept(Letters) < 0;

    // 'password=' is a name in quotation marks.
    private static bool ClosesName(ReadOnlySpan<char> text, int start, int quote) =>
        start > 0 && text[start - 1] == text[quote] && (quote + 1 == text.Length || !char.IsLetterOrDigit(text[quote + 1]));

    // The value of $"{token}" and f"{token}" is that of an expression.
    private static bool IsInterpolated(ReadOnlySpan<char> text, int value, int quote) => quote > value && text[value] is '$' or 'f' && TextScan.IsAny(text, quote + 1, "{");

    private static (int Start, int End) Word(ReadOnlySpan<char> text, int start, SecretName name, bool isName, bool isForeign, Position position)
    {
        var rest = text[start..];
        if (PlainValue.IsUrl(rest))
            return default;
        rest = isForeign ? ForeignNames.BeforeLetter(rest) : rest;
        var length = rest.IndexOfAny(EndsOfWord);
        var word = length < 0 ? rest : rest[..length];
        var value = word.TrimEnd(Closing);
        if (value.Contains("://", StringComparison.Ordinal) && value.IndexOfAny(EndsOfItem) is >= 0 and var item)
            value = value[..item];
        var isTwoWords = !isName && !name.IsBare;
        var isLast = value.Length < word.Length || value.IndexOfAny(EndsOfItem) >= 0 || TextScan.EndsLine(text, start + word.Length);
        var isFound = isName || (isLast && position != Position.Sentence && !(isTwoWords && SentenceValue.IsPath(value)))
            || ((name.IsPassword || isTwoWords) && SentenceValue.Is(value));
        return isFound && !PlainValue.Is(value, name) && name.HidesInData(value, isItem: false) ? (start, start + value.Length) : default;
    }

    private static Position PositionOf(ReadOnlySpan<char> text, int start)
    {
        var before = text[..start].TrimEnd(" \t");
        if (before.IsEmpty || before[^1] is '\r' or '\n' || (before.Length == start && TextScan.IsQuote(text, start - 1)))
            return Position.Line;
        return text[start] == '-' || before[^1] is '{' or '[' or '(' or ',' or ';' or '-' or '#' or '>' or '*' or '|' ? Position.Item : Position.Sentence;
    }
}
