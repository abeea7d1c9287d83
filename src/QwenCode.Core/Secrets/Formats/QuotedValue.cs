namespace QwenCode.Secrets;

/// <summary>Finds the end of a value in quotation marks, which may be escaped or doubled inside it.</summary>
internal static class QuotedValue
{
    /// <summary>The range between the quotation marks; an empty one if the value is a URL or a placeholder.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">The position of the opening quotation mark.</param>
    public static (int Start, int End) At(ReadOnlySpan<char> text, int quote)
    {
        var (start, end) = Content(text, quote);
        var value = BeforeUrl(text[start..end]);
        var isClosed = end < text.Length && text[end] == text[quote];
        return value.IsEmpty || (!isClosed && char.IsWhiteSpace(value[0])) || PlainValue.IsUrl(value) || PlainValue.IsPlaceholder(value) ? default : (start, start + value.Length);
    }

    /// <summary>The range between the quotation marks, whatever it contains.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">The position of the opening quotation mark.</param>
    public static (int Start, int End) Content(ReadOnlySpan<char> text, int quote)
    {
        var mark = text[quote];
        var start = TextScan.AfterQuote(text, quote);
        if (start >= text.Length || (start == quote + 2 && !char.IsLetterOrDigit(text[start])))
            start = quote + 1;
        return (start, start == quote + 1 ? End(text, start, mark) : EndOfDoubled(text, start, mark));
    }

    /// <summary>The end of a quoted text. A mark that is escaped or doubled does not close; without a closing one it ends with the line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">A position after the opening quotation mark.</param>
    /// <param name="mark">The quotation mark.</param>
    public static int End(ReadOnlySpan<char> text, int start, char mark)
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

    private static int EndOfDoubled(ReadOnlySpan<char> text, int start, char mark)
    {
        var length = text[start..].IndexOfAny(mark, '\r', '\n');
        return length < 0 ? text.Length : start + length;
    }

    // The host of a URL is shown, whatever is before it.
    private static ReadOnlySpan<char> BeforeUrl(ReadOnlySpan<char> value)
    {
        var url = value.IndexOf("://");
        var blank = url < 0 ? -1 : value[..url].LastIndexOf(' ');
        return blank < 0 ? value : value[..blank].TrimEnd();
    }
}
