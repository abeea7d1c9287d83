namespace QwenCode.Secrets;

/// <summary>Steps over blanks and quotation marks of a text.</summary>
internal static class TextScan
{
    /// <summary>The position after spaces and tabs.</summary>
    public static int AfterBlanks(ReadOnlySpan<char> text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
            position++;
        return position;
    }

    /// <summary>The position after a quotation mark, which is doubled inside others, as in CSV.</summary>
    public static int AfterQuote(ReadOnlySpan<char> text, int position) => position + 1 < text.Length && text[position + 1] == text[position] ? position + 2 : position + 1;

    /// <summary>Whether a quotation mark is at a position.</summary>
    public static bool IsQuote(ReadOnlySpan<char> text, int position) => position < text.Length && text[position] is '\'' or '"' or '`';

    /// <summary>Whether one of several characters is at a position.</summary>
    public static bool IsAny(ReadOnlySpan<char> text, int position, string characters) => position < text.Length && characters.Contains(text[position], StringComparison.Ordinal);

    /// <summary>Whether only blanks, a comment or a closing quotation mark follow in the line.</summary>
    public static bool EndsLine(ReadOnlySpan<char> text, int position) => AfterBlanks(text, position) is var next && (next >= text.Length || IsAny(text, next, "\r\n#'\"`"));
}
