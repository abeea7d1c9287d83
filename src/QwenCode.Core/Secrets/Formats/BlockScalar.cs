namespace QwenCode.Secrets;

/// <summary>Finds the lines of a text block in YAML, as after <c>password: |</c>: those that are indented more than its name.</summary>
internal static class BlockScalar
{
    /// <summary>Whether the value of a name is the indicator of a block.</summary>
    public static bool IsIndicator(ReadOnlySpan<char> text, int name, Assignment assignment) =>
        TextScan.IsAny(text, assignment.Value, "|>") && text[assignment.Separator] == ':' && !assignment.IsDirect && (TextScan.BeginsLine(text[..name]) || IsQuoted(text, name));

    /// <summary>The range of the lines without the blanks around them; an empty one if there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The position of the name, which begins its line.</param>
    /// <param name="indicator">The position of the indicator.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int name, int indicator)
    {
        var header = indicator + 1;
        while (TextScan.IsAny(text, header, "+-0123456789"))
            header++;
        if (TextScan.EndOfLine(text, header) > header)
            return default;
        var indentation = IsQuoted(text, name) ? 0 : name - 1 - text[..name].LastIndexOfAny('\n', '\r');
        var (first, last) = (0, 0);
        for (var line = AfterLine(text, header); line < text.Length; line = AfterLine(text, line))
        {
            var content = TextScan.AfterBlanks(text, line);
            if (TextScan.IsAny(text, content, "\r\n"))
                continue;
            if (content - line <= indentation || content == text.Length)
                break;
            first = first == 0 ? content : first;
            last = content + text[content..AfterLine(text, content)].TrimEnd().Length;
        }

        return (first, last);
    }

    // The text is one that JSON has in quotation marks.
    private static bool IsQuoted(ReadOnlySpan<char> text, int name) => name > 0 && TextScan.IsQuote(text, name - 1);

    private static int AfterLine(ReadOnlySpan<char> text, int position) => text[position..].IndexOf('\n') is >= 0 and var length ? position + length + 1 : text.Length;
}
