namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret values in the lines below a name in YAML: a single word, or the items of a list. Each is a <see cref="SentenceValue"/>,
/// because texts have headings such as <c>Password:</c> too.
/// </summary>
internal static class IndentedValue
{
    /// <summary>Adds the ranges of the secret values below a name, and returns the position after the last; 0 if there are none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="assignment">What follows it.</param>
    /// <param name="found">The ranges.</param>
    public static int Find(ReadOnlySpan<char> text, int start, int end, Assignment assignment, List<(int Start, int End)> found)
    {
        if (!TextScan.IsAny(text, assignment.Value, "\r\n") || text[assignment.Separator] != ':' || !TextScan.BeginsLine(text[..start])
            || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return 0;
        var indentation = start - 1 - text[..start].LastIndexOfAny('\n', '\r');
        var (last, column) = (0, -1);
        for (var line = AfterLine(text, assignment.Value); line < text.Length; line = AfterLine(text, line))
        {
            var content = TextScan.AfterBlanks(text, line);
            var isItem = TextScan.IsAny(text, content, "-") && TextScan.IsAny(text, content + 1, " ");
            if (content - line < indentation || (!isItem && content - line == indentation) || (column >= 0 && (!isItem || content - line != column)))
                break;
            var value = isItem ? TextScan.AfterBlanks(text, content + 1) : content;
            var endOfValue = TextScan.EndOfLine(text, value);
            if (IsSecret(text[value..endOfValue].Trim("'\""), name, isItem) && (isItem || !IsLonger(text, line, content - line)))
            {
                found.Add((value, endOfValue));
                last = endOfValue;
            }

            if (!isItem || text[value..endOfValue].EndsWith(":"))
                break;
            column = content - line;
        }

        return last;
    }

    private static bool IsSecret(ReadOnlySpan<char> value, SecretName name, bool isItem)
    {
        if (value.ContainsAny(" \t:{") || PlainValue.Is(value, name) || PlainValue.IsUrl(value) || !SentenceValue.Is(value))
            return false;
        return isItem && name.IsBare && !name.IsPassword ? SecretShape.IsSecret(value) : name.HidesInData(value, isItem: false);
    }

    // Then it is a text of several lines.
    private static bool IsLonger(ReadOnlySpan<char> text, int line, int column)
    {
        var next = AfterLine(text, line);
        var content = TextScan.AfterBlanks(text, next);
        return content < text.Length && content - next >= column && text[content] is not ('\r' or '\n');
    }

    private static int AfterLine(ReadOnlySpan<char> text, int position) => text[position..].IndexOf('\n') is >= 0 and var length ? position + length + 1 : text.Length;
}
