using System.Buffers;
using QwenCode.Catalogue;

namespace QwenCode.Secrets;

/// <summary>Recognizes a secret by its format. Each check reads the text once from left to right: it may have any length and any source.</summary>
internal static class SecretShape
{
    /// <summary>The minimum length of a secret inside other text; shorter ones are names, or examples in a manual.</summary>
    public const int Shortest = 20;

    /// <summary>The beginning of a private key.</summary>
    public const string PrivateKey = "-----BEGIN";

    // No name has a run of letters and digits this long.
    private const int LongestName = 32;
    private const int ShortestRun = 16;
    private const int GuidLength = 36;
    private const int LongPrefix = 5;
    private const int ShortestAfterShortPrefix = 30;

    private const int ShortestScheme = 4;
    private const int LongestScheme = 16;
    private const string Digest = "Digest";

    // The first two are hardly ever followed by anything but a credential or a lowercase word.
    private static readonly string[] Schemes = ["Bearer", "Basic", "Token", Digest, "ApiKey", "Negotiate", "NTLM", "DPoP", "SharedKey", "AWS4-HMAC-SHA256"];
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> GuidDigits = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Whether a word is an authentication scheme, which a credential follows.</summary>
    public static bool IsScheme(ReadOnlySpan<char> word) => word.Length is >= ShortestScheme and <= LongestScheme && KnownWords.Contain(Schemes, word);

    /// <summary>
    /// Whether a credential may follow a word without the name of a header, and whether the word is common in prose too. The hash of a file
    /// follows the word digest.
    /// </summary>
    public static (bool IsScheme, bool IsWordToo) ReadScheme(ReadOnlySpan<char> word) =>
        IsScheme(word) ? (!word.Equals(Digest, StringComparison.OrdinalIgnoreCase), !KnownWords.Contain(Schemes.AsSpan(0, 2), word)) : default;

    /// <summary>Whether a whole value looks like a secret: a vendor's key of any length, an <c>Authorization</c> header, a private key, or long and random.</summary>
    public static bool IsSecret(ReadOnlySpan<char> value)
    {
        var text = value.Trim().Trim("'\"`");
        return KeyShapes.HasPrefix(text) || text.Contains(PrivateKey, StringComparison.Ordinal) || IsRandom(text)
            || (text.IndexOf(' ') is > 0 and var blank && IsScheme(text[..blank]));
    }

    /// <summary>
    /// Whether a word in a text is a vendor's key: long enough, and with a digit, which package names lack, or with letters in a row as long
    /// as a key, and longer after a short prefix such as <c>hf_</c>, which names of functions have too.
    /// </summary>
    public static bool IsKey(ReadOnlySpan<char> word) => word.Length >= Shortest && (word.IndexOfAnyInRange('0', '9') >= 0 ? KeyShapes.HasPrefix(word)
        : KeyShapes.PrefixLength(word) is > 0 and var prefix && HasRun(word[prefix..], prefix < LongPrefix ? ShortestAfterShortPrefix : Shortest));

    /// <summary>
    /// Whether a text is long and random: a GUID, or a run of letters and digits that alternate as often as chance has it, or that is
    /// longer than any name.
    /// </summary>
    public static bool IsRandom(ReadOnlySpan<char> text)
    {
        if (text.Length < Shortest)
            return false;
        if (IsGuid(text))
            return true;
        var (start, changes, slashes) = (0, 0, 0);
        var isBase64 = text.Length > LongestName && text[0] != '/';
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i]) || char.IsWhiteSpace(text[i]) || text[i] is ':' or '\\')
                return false;
            isBase64 &= char.IsAsciiLetterOrDigit(text[i]) || text[i] is '+' or '/' or '=';
            slashes += text[i] == '/' ? 1 : 0;
            changes += i > 0 && KindOf(text[i]) != KindOf(text[i - 1]) ? 1 : 0;
            if (char.IsAsciiLetterOrDigit(text[i]))
                continue;
            if (IsRandomRun(text[start..i]))
                return true;
            start = i + 1;
        }

        return IsRandomRun(text[start..]) || (isBase64 && slashes * 10 <= text.Length && changes * 5 >= text.Length * 2);
    }

    /// <summary>Whether a text is a GUID.</summary>
    public static bool IsGuid(ReadOnlySpan<char> text) => text.Length == GuidLength && text.IndexOfAnyExcept(GuidDigits) < 0 && text[8] == '-' && text[13] == '-';

    // Whether letters follow each other without punctuation.
    private static bool HasRun(ReadOnlySpan<char> text, int length)
    {
        for (var start = 0; start + length <= text.Length;)
        {
            var other = text.Slice(start, length).LastIndexOfAnyExcept(Letters);
            if (other < 0)
                return true;
            start += other + 1;
        }

        return false;
    }

    // Neighbors are of another kind in three of five cases in base 62, in more than two of five in base 36 or 16, in one of three or fewer in names.
    private static bool IsRandomRun(ReadOnlySpan<char> run)
    {
        if (run.Length >= LongestName)
            return true;
        if (run.Length < ShortestRun || run.IndexOfAnyInRange('0', '9') < 0)
            return false;
        var changes = 0;
        for (var i = 1; i < run.Length; i++)
            changes += KindOf(run[i]) != KindOf(run[i - 1]) ? 1 : 0;
        var isMixed = run.IndexOfAnyInRange('a', 'z') >= 0 && run.IndexOfAnyInRange('A', 'Z') >= 0;
        return changes * 100 >= run.Length * (isMixed ? 42 : 28);
    }

    private static int KindOf(char character) => character switch
    {
        >= '0' and <= '9' => 0,
        >= 'a' and <= 'z' => 1,
        >= 'A' and <= 'Z' => 2,
        _ => 3,
    };
}
