using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Recognizes a secret after a name in the middle of a sentence, as in <c>login failed, password: hunter2</c>. It has a digit or a symbol
/// that no word has, and is not a type, an algorithm, a path, a date, an address or code, which such sentences have too.
/// </summary>
internal static class SentenceValue
{
    private const int Shortest = 6;
    private const int LongestDomain = 6;

    private static readonly string[] NumberedWords =
    [
        "sha", "md", "base", "utf", "aes", "argon", "pbkdf", "rsa", "ed", "int", "uint", "float", "double", "decimal", "byte", "bytes", "char", "varchar", "nvarchar", "string", "text",
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> InTime = SearchValues.Create("0123456789.,-+:/TZ");
    private static readonly SearchValues<char> InCode = SearchValues.Create("()[]{}<>");
    private static readonly SearchValues<char> InVariable = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    private static readonly SearchValues<char> Symbols = SearchValues.Create("!@#$%^&*+~?|");

    /// <summary>Whether no word of a sentence looks like this value.</summary>
    public static bool Is(ReadOnlySpan<char> value)
    {
        if (value.Length < Shortest || value.ContainsAny(InCode) || IsVariable(value) || IsPath(value) || IsAddress(value) || IsSetting(value) || IsNumberedWord(value))
            return false;
        if (value.TrimStart("vV").IndexOfAnyExcept(InTime) < 0)
            return value.IndexOfAnyExcept(Digits) < 0;
        return value.ContainsAny(Digits) || value.TrimEnd("!?*+").ContainsAny(Symbols);
    }

    /// <summary>Whether a value begins as a path does.</summary>
    public static bool IsPath(ReadOnlySpan<char> value) => value is ['/' or '\\' or '~' or '.', ..] or [_, ':', '/' or '\\', ..];

    private static bool IsAddress(ReadOnlySpan<char> value) =>
        value.IndexOf('@') is > 0 and var at && value[at..].LastIndexOf('.') is > 0 and var dot && value[(at + dot + 1)..] is { Length: > 1 and <= LongestDomain } domain && domain.IndexOfAnyExcept(Letters) < 0;

    // As in API_KEY_2.
    private static bool IsVariable(ReadOnlySpan<char> value) => value.Contains('_') && value.IndexOfAnyExcept(InVariable) < 0 && SecretName.Of(value).IsPossible;

    // As in maxLength=20.
    private static bool IsSetting(ReadOnlySpan<char> value) => value.IndexOf('=') is > 0 and var equals && equals + 1 < value.Length && value[..equals].IndexOfAnyExcept(Letters) < 0;

    // As in SHA-256 or base64-encoded, and the other way round in 8-character.
    private static bool IsNumberedWord(ReadOnlySpan<char> value)
    {
        var letters = value.IndexOfAnyExcept(Letters) is >= 0 and var length ? value[..length] : value;
        var rest = value[letters.Length..].TrimStart('-');
        var after = rest.TrimStart("0123456789");
        var isNumbered = after.Length < rest.Length && (after.IsEmpty || after[0] == '-') && after.TrimStart('-').IndexOfAnyExcept(Letters) < 0;
        return isNumbered && (letters.IsEmpty ? !after.IsEmpty : KnownWords.Contain(NumberedWords, letters));
    }
}
