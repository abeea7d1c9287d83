using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Steps over blanks, quotation marks, words and lines of a text.</summary>
internal static class TextScan
{
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create(" \t\r\n,;}])<>'\"`");

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

    /// <summary>Whether a line, or an item of a YAML list, begins where a text ends.</summary>
    public static bool BeginsLine(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd(" \t");
        before = before.EndsWith("-") ? before[..^1].TrimEnd(" \t") : before;
        return before.IsEmpty || before[^1] is '\n' or '\r';
    }

    /// <summary>The end of what is in a line, without the comment that YAML can have.</summary>
    public static int EndOfLine(ReadOnlySpan<char> text, int start)
    {
        var line = text[start..];
        var end = line.IndexOfAny('\r', '\n');
        line = end < 0 ? line : line[..end];
        var comment = line.IndexOf(" #");
        return start + (comment < 0 ? line : line[..comment]).TrimEnd().Length;
    }

    /// <summary>The end of a word.</summary>
    public static int EndOfWord(ReadOnlySpan<char> text, int start) => text[start..].IndexOfAny(EndsOfWord) is >= 0 and var length ? start + length : text.Length;
}
