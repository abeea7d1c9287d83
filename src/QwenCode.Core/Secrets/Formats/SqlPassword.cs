namespace QwenCode.Secrets;

/// <summary>Finds the password in a statement of SQL, which follows without an equals sign: <c>IDENTIFIED BY '…'</c> and <c>WITH PASSWORD '…'</c>.</summary>
internal static class SqlPassword
{
    // Reading to the beginning of the text before each word would take quadratic time.
    private const int LongestBefore = 128;

    private static readonly string[] WordsBefore = ["WITH", "ENCRYPTED", "LOGIN", "SET", "BY"];

    /// <summary>The range of the password after a word; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var word = text[start..end];
        var isPassword = word.Equals("PASSWORD", StringComparison.OrdinalIgnoreCase);
        if ((!isPassword && !word.Equals("BY", StringComparison.OrdinalIgnoreCase)) || TextScan.AfterBlanks(text, end) is var quote && !TextScan.IsAny(text, quote, "'\""))
            return default;
        var before = text[Math.Max(0, start - LongestBefore)..start].TrimEnd();
        var isFound = isPassword ? KnownWords.Contain(WordsBefore, before[(before.LastIndexOfAny(" \t\r\n(") + 1)..])
            : IsIdentified(before[(before.LastIndexOfAny(";\n") + 1)..]);
        return isFound ? QuotedValue.At(text, quote) : default;
    }

    // Sentences have the word in lowercase too.
    private static bool IsIdentified(ReadOnlySpan<char> before) => before.Contains("IDENTIFIED", StringComparison.Ordinal)
        || (before.Contains("identified", StringComparison.OrdinalIgnoreCase)
            && (before.Contains("create user", StringComparison.OrdinalIgnoreCase) || before.Contains("alter user", StringComparison.OrdinalIgnoreCase)));
}
