namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret value in the next column of a line that begins with a name, after a tab or several blanks, as in tables of PowerShell,
/// and the password in a netrc file. In a table with the header <c>Name Value</c> the value is the rest of the line, whatever it looks like;
/// elsewhere it is a single word that is not plain, because lists of options and variables have descriptions in that column.
/// </summary>
internal static class ColumnValue
{
    // Reading to the beginning of the text before each password would take quadratic time.
    private const int LongestEntry = 256;

    private static readonly string[] Users = ["login", "machine", "account"];

    /// <summary>Whether the line that begins with a name is the header of a table of names and values.</summary>
    public static bool IsHeader(ReadOnlySpan<char> text, int start, int end) =>
        text[start..end].SequenceEqual("Name") && TextScan.BeginsLine(text[..start]) && TextScan.AfterBlanks(text, end) is var next && next > end + 1
        && text[next..].StartsWith("Value") && TextScan.EndsLine(text, next + "Value".Length);

    /// <summary>Whether an empty line ends a table before this position.</summary>
    public static bool IsAfterEmptyLine(ReadOnlySpan<char> before) => before.TrimEnd(" \t").TrimEnd('\r').EndsWith("\n\n") || before.TrimEnd(" \t").EndsWith("\n\r\n");

    /// <summary>The range of the secret value in the next column; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="isInTable">Whether it is in a table of names and values.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end, bool isInTable)
    {
        var value = TextScan.AfterBlanks(text, end);
        if (value == end || value >= text.Length || text[value] is '\r' or '\n')
            return default;
        if (text[start..end] is "password" or "passwd")
            return Netrc(text, start, value) is { End: > 0 } password ? password : Row(text, start, end, value, isInTable);
        return Row(text, start, end, value, isInTable);
    }

    private static (int Start, int End) Row(ReadOnlySpan<char> text, int start, int end, int value, bool isInTable)
    {
        if ((value == end + 1 && text[end] != '\t' && !isInTable) || !TextScan.BeginsLine(text[..start]) || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;
        var to = TextScan.EndOfLine(text, value);
        var content = text[value..to];
        var isPlain = PlainValue.Is(content, name) && !(text[end] == '\t' && name.IsPassword && CommandArgument.IsPassword(content));
        var isShown = content.IsEmpty || PlainValue.IsPlaceholder(content) || PlainValue.IsUrl(content)
            || (!isInTable && (content[0] is ':' or '=' || content.ContainsAny(' ', '\t') || isPlain)) || !name.HidesInData(content, isItem: false);
        return isShown ? default : (value, to);
    }

    private static (int Start, int End) Netrc(ReadOnlySpan<char> text, int start, int value)
    {
        var before = text[Math.Max(0, start - LongestEntry)..start];
        var user = before.TrimEnd();
        var beforeUser = user[..(user.LastIndexOfAny(" \t\r\n") + 1)].TrimEnd();
        var keyword = beforeUser[(beforeUser.LastIndexOfAny(" \t\r\n") + 1)..];
        if (user.Length == before.Length || text[value] == '=' || !KnownWords.Contain(Users, keyword))
            return default;
        var word = text[value..];
        var length = word.IndexOfAny(" \t\r\n");
        word = length < 0 ? word : word[..length];
        return before.Contains("machine ", StringComparison.Ordinal) || (TextScan.EndsLine(text, value + word.Length) && !PlainValue.Is(word, SecretName.Of("password"))) ? (value, value + word.Length) : default;
    }
}
