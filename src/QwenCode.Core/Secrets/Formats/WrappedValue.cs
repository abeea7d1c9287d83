namespace QwenCode.Secrets;

/// <summary>Finds the end of a value that goes on in the next lines: those that a list of PowerShell wraps, and a text in quotation marks in an environment file.</summary>
internal static class WrappedValue
{
    private const int MostLines = 10;

    // Reading to the end of the text after each name would take quadratic time.
    private const int LongestText = 4096;

    /// <summary>The end of the lines that begin in exactly the column of the value, as PowerShell has them below <c>ClientSecret : …</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name, which begins its line.</param>
    /// <param name="assignment">What follows it.</param>
    /// <param name="end">The end of the value in its first line.</param>
    public static int EndOfColumn(ReadOnlySpan<char> text, int start, Assignment assignment, int end)
    {
        if (text[assignment.Separator] != ':' || assignment.Separator == assignment.EndOfName || assignment.Value == assignment.AfterSeparator)
            return end;
        var column = assignment.Value - 1 - text[..start].LastIndexOfAny('\n', '\r');
        for (var line = NextLine(text, end); line > 0 && TextScan.AfterBlanks(text, line) is var content && content - line == column; line = NextLine(text, end))
        {
            var endOfContent = TextScan.EndOfWord(text, content);
            if (endOfContent == content || NextLine(text, endOfContent) == 0)
                break;
            end = endOfContent;
        }

        return end;
    }

    /// <summary>The position of the quotation mark that closes a text of several lines; the end of the first line if the text does not have several.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">The position of the opening quotation mark.</param>
    /// <param name="end">The end of the first line.</param>
    public static int EndOfQuoted(ReadOnlySpan<char> text, int quote, int end)
    {
        text = text[..Math.Min(text.Length, end + LongestText)];
        var line = NextLine(text, end);
        for (var count = 1; count < MostLines && line > 0; count++)
        {
            var close = QuotedValue.End(text, line, text[quote]);
            if (close < text.Length && text[close] == text[quote])
                return IsAssignmentOrEmpty(text, NextLine(text, close + 1)) ? close : end;
            if (IsVariable(text, line))
                break;
            line = NextLine(text, close);
        }

        return end;
    }

    // An end of the text ends the last line too; it has no next one.
    private static bool IsAssignmentOrEmpty(ReadOnlySpan<char> text, int line) => line == text.Length || (line > 0 && (TextScan.IsAny(text, line, "\r\n#") || IsVariable(text, line)));

    private static bool IsVariable(ReadOnlySpan<char> text, int line)
    {
        var name = text[line..].StartsWith("export ") ? line + "export ".Length : line;
        var end = name;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.'))
            end++;
        return end > name && TextScan.IsAny(text, end, "=");
    }

    // The beginning of the next line if nothing but blanks and a comment is before it, or the end of the text; 0 if there is something.
    private static int NextLine(ReadOnlySpan<char> text, int position)
    {
        var end = TextScan.AfterBlanks(text, position);
        end = TextScan.IsAny(text, end, "\r") ? end + 1 : end;
        return end >= text.Length ? text.Length : text[end] == '\n' ? end + 1 : 0;
    }
}
