using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Recognizes texts without a secret at once: most have none, and a base URL is checked for each request.</summary>
internal static class SecretSigns
{
    private static readonly SearchValues<char> InWord = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    // Of names that indicate a secret, of schemes, and of hosts and paths.
    private static readonly string[] Words = ["pass", "pw", "secret", "credential", "key", "token", "signature", "sas", "jwt", "auth", "cookie", "hook", "Bearer", "Basic", "curl"];

    /// <summary>Whether a text has a sign of a secret.</summary>
    public static bool Has(ReadOnlySpan<char> text) =>
        text.ContainsAny('@', '=') || HasLongWord(text) || HasKnownWord(text) || text.Contains(SecretShape.PrivateKey, StringComparison.Ordinal);

    // Behind the last character that is not in a word, a long one is sought at its end first.
    private static bool HasLongWord(ReadOnlySpan<char> text)
    {
        for (var start = 0; start + SecretShape.Shortest <= text.Length;)
        {
            var other = text.Slice(start, SecretShape.Shortest).LastIndexOfAnyExcept(InWord);
            if (other < 0)
                return true;
            start += other + 1;
        }

        return false;
    }

    private static bool HasKnownWord(ReadOnlySpan<char> text)
    {
        foreach (var word in Words)
        {
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
