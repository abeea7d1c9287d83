namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret argument of a command: after an option whose name indicates a secret, as <c>--password x</c>, <c>-ApiKey x</c> and
/// <c>"--token", "x"</c>, after <c>ConvertTo-SecureString</c>, and after the name of a variable that a Dockerfile or <c>setx</c> sets. Without
/// quotation marks an argument that is a plain word is shown, because texts about options have words there, except a password before
/// another option or the end of the line.
/// </summary>
internal static class CommandArgument
{
    private const string SecureString = "ConvertTo-SecureString";

    // Reading to the beginning or the end of a long text for each of many commands would take quadratic time.
    private const int LongestPiped = 256;
    private const int LongestPlainValue = 1024;

    private static readonly string[] OptionsOfSecureString = ["-String", "-AsPlainText", "-Force"];
    private static readonly string[] WordsOfHelp =
    [
        "or", "and", "with", "to", "is", "if", "for", "in", "as", "on", "of", "the", "a", "string", "str", "value", "text", "file", "stdin", "prompt", "required", "option",
        "options", "flag", "flags", "parameter", "argument", "instead", "too", "also", "again", "null", "true", "false",
    ];

    private static readonly string[] Setters = ["ENV", "ARG", "setx"];

    /// <summary>The range of the secret argument after an option or name; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the option or name.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        var word = text[start..end];
        if (word.Length > 2 && word[0] == '-')
            return IsPublic(word) || SecretName.Of(word) is not { IsPossible: true } option ? default : Argument(text, ArgumentOf(text, start, end), option);
        if (word.Equals(SecureString, StringComparison.OrdinalIgnoreCase))
            return TextScan.IsAny(text, end, " \t") ? Argument(text, AfterOptions(text, TextScan.AfterBlanks(text, end)), SecretName.Of("password")) : default;
        if (start < 4 || text[start - 1] != ' ' || text[start - 2] is not ('V' or 'G' or 'x' or 'X') || !TextScan.IsAny(text, end, " ") || SecretName.Of(word) is not { IsPossible: true } name)
            return default;
        var before = text[..start].TrimEnd(' ');
        var setter = before[(before.LastIndexOfAny(" \t\r\n") + 1)..];
        if (!KnownWords.Contain(Setters, setter) || !TextScan.BeginsLine(before[..^setter.Length]))
            return default;
        var value = TextScan.AfterBlanks(text, end);
        return TextScan.IsQuote(text, value) || setter.Length > 3 ? Argument(text, value, name) : Line(text, value, name);
    }

    /// <summary>The range of the text in quotation marks that is piped to <c>ConvertTo-SecureString</c>; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the command.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) Piped(ReadOnlySpan<char> text, int start, int end)
    {
        if (!text[start..end].Equals(SecureString, StringComparison.OrdinalIgnoreCase))
            return default;
        var before = text[..start].TrimEnd(" \t");
        before = before.EndsWith("|") ? before[..^1].TrimEnd(" \t") : default;
        if (before.IsEmpty || before[^1] is not ('\'' or '"'))
            return default;
        var content = before[Math.Max(0, before.Length - LongestPiped)..^1];
        var open = content.LastIndexOfAny(before[^1], '\n');
        return open < 0 || content[open] == '\n' || PlainValue.IsPlaceholder(content[(open + 1)..]) ? default : (before.Length - content.Length + open, before.Length - 1);
    }

    /// <summary>Whether a plain word can be a password: it is none that sentences and texts about options have.</summary>
    public static bool IsPassword(ReadOnlySpan<char> word) => word.IndexOfAnyExceptInRange('a', 'z') < 0 && !KnownWords.Contain(WordsOfHelp, word) && !SecretName.Of(word).IsPossible;

    // gpg --recv-keys has the fingerprints of public keys, -Credential the name of a user, and openssl -newkey an algorithm.
    private static bool IsPublic(ReadOnlySpan<char> option) => option.EndsWith("-keys", StringComparison.Ordinal) || option.Equals("-Credential", StringComparison.OrdinalIgnoreCase) || option is "-newkey";

    // After blanks, after a colon in PowerShell, or the next item of a list of arguments.
    private static int ArgumentOf(ReadOnlySpan<char> text, int start, int end)
    {
        if (TextScan.IsAny(text, end, ":"))
            return end + 1;
        if (start > 0 && TextScan.IsAny(text, end, "'\"") && text[start - 1] == text[end] && TextScan.IsAny(text, end + 1, ","))
            return ItemOf(text, TextScan.AfterBlanks(text, end + 2));
        return TextScan.AfterBlanks(text, end) is var next && next > end && !IsOperator(text, next) ? next : text.Length;
    }

    // Then it is an assignment in a line that a diff removes, as in -password = x.
    private static bool IsOperator(ReadOnlySpan<char> text, int position)
    {
        var rest = text[position..];
        var length = rest.StartsWith(":=") ? 2 : rest.StartsWith("=") || rest.StartsWith(":") ? 1 : 0;
        return length > 0 && (length == rest.Length || char.IsWhiteSpace(rest[length]));
    }

    // With blanks it is the description of the option.
    private static int ItemOf(ReadOnlySpan<char> text, int item)
    {
        if (!TextScan.IsAny(text, item, "'\"") || TextScan.IsAny(text, item + 1, "-"))
            return text.Length;
        var (start, end) = QuotedValue.Content(text, item);
        return text[start..end].Contains(' ') ? text.Length : item;
    }

    private static int AfterOptions(ReadOnlySpan<char> text, int position)
    {
        while (TextScan.EndOfWord(text, position) is var end && KnownWords.Contain(OptionsOfSecureString, text[position..end]))
            position = TextScan.AfterBlanks(text, end);
        return position;
    }

    private static (int Start, int End) Argument(ReadOnlySpan<char> text, int position, SecretName name)
    {
        // A backtick escapes the next character.
        if (position >= text.Length || text[position] is '-' or '`')
            return default;
        if (TextScan.IsQuote(text, position))
        {
            var quoted = QuotedValue.At(text, position);
            var content = text[quoted.Start..quoted.End];
            return content.IsWhiteSpace() || PlainValue.IsPlaceholder(content.Trim("`\"'\\")) || !Hides(name, content) ? default : quoted;
        }

        var end = TextScan.EndOfWord(text[..Math.Min(text.Length, position + LongestPlainValue)], position);
        var value = text[position..end];
        var isPlain = PlainValue.Is(value, name) && !(name.IsPassword && IsWordOfCommand(text, end, value));
        return isPlain || PlainValue.IsUrl(value) || !Hides(name, value) ? default : (position, TextScan.EndOfWord(text, end));
    }

    // A plain word is a password if the command goes on with another option or ends with the line, and it is not one that sentences and help have.
    private static bool IsWordOfCommand(ReadOnlySpan<char> text, int end, ReadOnlySpan<char> value) =>
        TextScan.AfterBlanks(text, end) is var next && (next == text.Length || (text[next] is '-' or '|' or '\r' or '\n' && next + 1 < text.Length && text[next + 1] != ' '))
        && IsPassword(value);

    private static (int Start, int End) Line(ReadOnlySpan<char> text, int position, SecretName name)
    {
        var end = TextScan.EndOfLine(text, position);
        var value = text[position..end];
        return value.IsEmpty || value[0] == '=' || PlainValue.IsPlaceholder(value) || PlainValue.IsUrl(value) || !name.Hides(value) ? default : (position, end);
    }

    // The argument of -Key is often the path of a file or a key of the keyboard.
    private static bool Hides(SecretName name, ReadOnlySpan<char> value) => name.IsKey ? SecretShape.IsSecret(value) : name.Hides(value);
}
