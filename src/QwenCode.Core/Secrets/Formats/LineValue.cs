namespace QwenCode.Secrets;

/// <summary>
/// Finds the secrets that have a line or lines of their own: the single word after <c>requirepass</c> or <c>masterauth</c> of Redis, the rest
/// of the line after <c>Key Content</c> of netsh, and the lines after <c>Private-Lines</c> in a key file of PuTTY.
/// </summary>
internal static class LineValue
{
    private const string PrivateLines = "Private-Lines";

    private static readonly string[] Directives = ["requirepass", "masterauth"];

    /// <summary>The range of the secret after a word that begins a line; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var word = text[start..end];
        if (KnownWords.Contain(Directives, word))
            return TextScan.BeginsLine(text[..start]) ? Argument(text, end) : default;
        if (word is "Content" && text[..start].EndsWith("Key ") && TextScan.BeginsLine(text[..(start - "Key ".Length)]))
            return Content(text, end);
        return word.Equals(PrivateLines, StringComparison.Ordinal) && TextScan.IsAny(text, end, ":") && TextScan.BeginsLine(text[..start]) ? Lines(text, end + 1) : default;
    }

    // In a sentence other words follow.
    private static (int Start, int End) Argument(ReadOnlySpan<char> text, int end)
    {
        var value = TextScan.AfterBlanks(text, end);
        if (value == end || value >= text.Length || text[value] is '=' or ':')
            return default;
        if (TextScan.IsQuote(text, value))
            return QuotedValue.At(text, value);
        var endOfValue = TextScan.EndOfLine(text, value);
        var content = text[value..endOfValue];
        return content.ContainsAny(' ', '\t') || PlainValue.IsPlaceholder(content) ? default : (value, endOfValue);
    }

    private static (int Start, int End) Content(ReadOnlySpan<char> text, int end)
    {
        var colon = TextScan.AfterBlanks(text, end);
        if (colon == end || !TextScan.IsAny(text, colon, ":"))
            return default;
        var value = TextScan.AfterBlanks(text, colon + 1);
        var rest = text[value..];
        return (value, value + (rest.IndexOfAny('\r', '\n') is >= 0 and var length ? rest[..length] : rest).TrimEnd().Length);
    }

    // The number of lines may be wrong in an excerpt: the next name ends them too.
    private static (int Start, int End) Lines(ReadOnlySpan<char> text, int position)
    {
        var header = TextScan.AfterBlanks(text, position);
        while (TextScan.IsAny(text, header, "0123456789"))
            header++;
        var first = header + (text.Length - header - text[header..].TrimStart("\r\n").Length);
        var last = first;
        for (var line = first; line < text.Length;)
        {
            var content = text[line..];
            content = content.IndexOf('\n') is >= 0 and var length ? content[..length] : content;
            if (content.TrimEnd('\r') is var digits && (digits.IsEmpty || digits.Contains(':')))
                break;
            last = line + digits.Length;
            line += content.Length + 1;
        }

        return first == header ? default : (first, last);
    }
}
