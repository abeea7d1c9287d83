namespace QwenCode.Secrets;

/// <summary>Where the value of a member of an object begins and ends, as JSON, YAML, XML and the text of PowerShell's objects have it.</summary>
/// <param name="Start">The beginning of the value.</param>
/// <param name="End">The end of it.</param>
/// <param name="IsDelimited">Whether it ends with a quotation mark, a tag or the line, rather than with the word.</param>
internal readonly record struct Member(int Start, int End, bool IsDelimited)
{
    /// <summary>Reads the value after the name of a member; <see langword="null"/> if the word is not such a name.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static Member? At(ReadOnlySpan<char> text, int start, int end)
    {
        if (IsElement(text, start, end))
            return new(end + 1, EndAt(text, end + 1, '<'), IsDelimited: true);
        if (Assignment.After(text, end) is not { } assignment || (start > 0 && text[start - 1] == '/'))
            return null;
        if (assignment.Quote(text) is >= 0 and var quote)
            return QuotedValue.Content(text, quote) is var content ? new(content.Start, content.End, IsDelimited: true) : null;
        var value = assignment.Value;
        if (BlockScalar.IsIndicator(text, start, assignment))
            return BlockScalar.After(text, start, value) is { End: > 0 } block ? new(block.Start, block.End, IsDelimited: true) : null;
        if (text[assignment.Separator] == ':' && !assignment.IsQuoted && TextScan.BeginsLine(text[..start]))
            return new(value, TextScan.EndOfLine(text, value), IsDelimited: true);

        // With blanks and without quotation marks it is program code.
        var isCode = text[assignment.Separator] == '=' && !assignment.IsDirect;
        return isCode ? null : new(value, TextScan.EndOfWord(text, value), IsDelimited: false);
    }

    /// <summary>Whether a word is the name in the opening tag of an XML element without attributes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static bool IsElement(ReadOnlySpan<char> text, int start, int end) => start > 0 && text[start - 1] == '<' && end < text.Length && text[end] == '>';

    private static int EndAt(ReadOnlySpan<char> text, int start, char mark) => text[start..].IndexOf(mark) is >= 0 and var length ? start + length : text.Length;
}
