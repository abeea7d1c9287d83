namespace QwenCode.Secrets;

/// <summary>Finds the secret after an option of one letter, which depends on the command: <c>curl -u user:password</c>, <c>sshpass -p password</c> and <c>mysql -ppassword</c>.</summary>
internal static class CommandCredential
{
    // Reading to the beginning or the end of a long text for each option would take quadratic time.
    private const int LongestCommand = 512;
    private const int LongestCredential = 1024;

    private static readonly string[] Users = ["-u", "-U", "--user", "--proxy-user"];
    private static readonly string[] Cookies = ["-b", "--cookie"];

    /// <summary>The range of the secret after an option; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the option.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var option = text[start..end];
        if (option.Length < 2 || option[0] != '-' || (option[1] is not ('u' or 'U' or 'b' or 'p' or '-') && !IsCombined(option)))
            return default;
        var before = CommandBefore(text[..start]);
        if (option.StartsWith("-p", StringComparison.Ordinal) && before.TrimEnd().EndsWith("sshpass", StringComparison.Ordinal))
            return option.Length > 2 ? (start + 2, TextScan.EndOfWord(text, start)) : Value(text, TextScan.AfterBlanks(text, end));
        if (option.StartsWith("-p", StringComparison.Ordinal) && DatabaseClient.IsCommand(before))
            return DatabaseClient.Password(text, start, end);
        if (!before.Contains("curl", StringComparison.OrdinalIgnoreCase))
            return default;
        if (KnownWords.Contain(Cookies, option))
            return Value(text, TextScan.AfterBlanks(text, end)) is var cookie && text[cookie.Start..cookie.End].Contains('=') ? cookie : default;
        if (!KnownWords.Contain(Users, option) && !IsCombined(option) && (option[1] == '-' || !TextScan.IsAny(text, end, ":")))
            return default;
        return AfterColon(text, TextScan.IsAny(text, end, ":") ? (start, TextScan.EndOfWord(text[..Math.Min(text.Length, start + LongestCredential)], start)) : Value(text, TextScan.AfterBlanks(text, end)));
    }

    // As in -sSu.
    private static bool IsCombined(ReadOnlySpan<char> option) => option.Length < 8 && option[^1] == 'u' && char.IsAsciiLetter(option[1]);

    // A line may be continued after \, ` or ^.
    private static ReadOnlySpan<char> CommandBefore(ReadOnlySpan<char> before)
    {
        before = before[Math.Max(0, before.Length - LongestCommand)..];
        for (var position = before.Length; position > 0 && before[..position].LastIndexOf('\n') is >= 0 and var line;)
        {
            position = line;
            var end = before[..line].TrimEnd('\r');
            if (end.IsEmpty || end[^1] is not ('\\' or '`' or '^'))
                return before[(line + 1)..];
        }

        return before;
    }

    private static (int Start, int End) Value(ReadOnlySpan<char> text, int position)
    {
        if (TextScan.IsQuote(text, position))
            return QuotedValue.At(text, position);
        var end = position < text.Length && text[position] != '-' ? TextScan.EndOfWord(text, position) : position;
        return PlainValue.IsPlaceholder(text[position..end]) ? default : (position, end);
    }

    private static (int Start, int End) AfterColon(ReadOnlySpan<char> text, (int Start, int End) value)
    {
        var credential = text[value.Start..value.End];
        var password = credential.IndexOf(':') + 1;
        return password == 0 || PlainValue.IsPlaceholder(credential[password..]) ? default : (value.Start + password, value.End);
    }
}
