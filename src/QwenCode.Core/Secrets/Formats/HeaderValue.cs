using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the credential in an <c>Authorization</c> header, after a scheme or alone, and the value of a <c>Cookie</c> or <c>Set-Cookie</c>
/// header, also if a header is a member of JSON, an entry of a table, or two arguments of a call. A credential has a digit or an equals
/// sign, or is longer than a word: <c>Authorization: required</c> is prose, and <c>Bearer $TOKEN</c> has the name of a variable.
/// </summary>
internal static class HeaderValue
{
    private const string Authorization = "Authorization";
    private const string Cookie = "Cookie";
    private const string Closing = "'\"`)]}>.,;";
    private const int LongestScheme = 20;

    private static readonly SearchValues<char> InScheme = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
    private static readonly SearchValues<char> White = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789=");

    /// <summary>The range of the secret value after the name of a header; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="following">The assignment that follows it, if there is one.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end, Assignment? following)
    {
        var name = text[start..end];
        if (following is null)
            return Argument(text, start, end);
        var isCookie = name.EndsWith(Cookie, StringComparison.OrdinalIgnoreCase);
        if (!isCookie && !name.EndsWith(Authorization, StringComparison.OrdinalIgnoreCase))
            return default;
        var (value, endOfValue) = Value(text, start, following.Value);
        var content = text[value..endOfValue].TrimEnd();
        if (isCookie)
            return IsPair(content) ? (value, value + content.Length) : default;
        var (found, length) = Credential(content, TextScan.IsQuote(text, endOfValue));
        return (value + found, value + found + length);
    }

    // ("Authorization", "Token …") or ("Token", "…").
    private static (int Start, int End) Argument(ReadOnlySpan<char> text, int start, int end)
    {
        var name = text[start..end];
        var isScheme = start > 1 && text[start - 2] == '(' && SecretShape.IsScheme(name);
        if ((!isScheme && !name.EndsWith(Authorization, StringComparison.OrdinalIgnoreCase)) || !TextScan.IsQuote(text, end) || !TextScan.IsAny(text, end + 1, ","))
            return default;
        var quote = TextScan.AfterBlanks(text, end + 2);
        if (!TextScan.IsQuote(text, quote))
            return default;
        var (value, endOfValue) = QuotedValue.Content(text, quote);
        var content = text[value..endOfValue];
        var (found, length) = isScheme && content.Contains(' ') ? default : Credential(content, isQuoted: true);
        return (value + found, value + found + length);
    }

    // Up to the quotation mark of the value or of the whole header, or to the end of the line.
    private static (int Start, int End) Value(ReadOnlySpan<char> text, int start, Assignment assignment)
    {
        var (value, quote) = (assignment.Value, assignment.Quote(text));
        if (quote >= 0)
            return QuotedValue.Content(text, quote);
        if (TextScan.IsAny(text, value, "["))
            return Items(text, value + 1);
        if (value >= text.Length || (text[assignment.Separator] != ':' && !BeginsWithScheme(text[value..])))
            return default;
        return (value, start > 0 && TextScan.IsQuote(text, start - 1) ? QuotedValue.End(text, value, text[start - 1]) : EndOfLine(text, value));
    }

    // From the first to the last text of a list, as JSON has for a header that can be repeated.
    private static (int Start, int End) Items(ReadOnlySpan<char> text, int position)
    {
        var (first, last) = (0, 0);
        while (text.Length - text[position..].TrimStart(" \t\r\n,").Length is var item && TextScan.IsQuote(text, item))
        {
            var (start, end) = QuotedValue.Content(text, item);
            first = first == 0 ? start : first;
            last = end;
            position = Math.Min(end + 1, text.Length);
        }

        return (first, last);
    }

    private static bool BeginsWithScheme(ReadOnlySpan<char> value) => SecretShape.IsScheme(FirstWord(value[..Math.Min(value.Length, LongestScheme)]));

    private static int EndOfLine(ReadOnlySpan<char> text, int start) => text[start..].IndexOfAny('\r', '\n') is >= 0 and var length ? start + length : text.Length;

    private static (int Start, int Length) Credential(ReadOnlySpan<char> content, bool isQuoted)
    {
        var word = FirstWord(content);
        var rest = content[word.Length..].TrimStart();
        if (rest.IsEmpty)
            return IsCredential(word) && !PlainValue.Is(word, default) ? (0, word.TrimEnd(Closing).Length) : default;
        var next = FirstWord(rest);
        return word.IndexOfAnyExcept(InScheme) < 0 && (next.Length == rest.Length || SecretShape.IsScheme(word)) && IsCredential(next.TrimEnd(Closing))
            ? (content.Length - rest.Length, isQuoted ? rest.Length : LengthOfParameters(rest))
            : default;
    }

    // Each parameter of a credential, as in Digest, ends in a comma.
    private static int LengthOfParameters(ReadOnlySpan<char> rest)
    {
        for (var length = 0; ;)
        {
            var word = FirstWord(rest[length..]);
            var next = rest[(length + word.Length)..].TrimStart(" \t");
            if (!word.EndsWith(",") || !FirstWord(next).Contains('='))
                return length + word.TrimEnd(Closing).Length;
            length = rest.Length - next.Length;
        }
    }

    private static bool IsPair(ReadOnlySpan<char> content) =>
        FirstWord(content) is var pair && pair.IndexOf('=') is > 0 and var equals && equals + 1 < pair.Length && pair[equals + 1] is not ('=' or '>' or ';');

    private static bool IsCredential(ReadOnlySpan<char> word) =>
        !word.StartsWith("***") && !word.IsEmpty && word[0] is not ('{' or '<' or '$' or '(' or '[') && (word.ContainsAny(Digits) || word.Length >= SecretShape.Shortest);

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text) => text.IndexOfAny(White) is >= 0 and var length ? text[..length] : text;
}
