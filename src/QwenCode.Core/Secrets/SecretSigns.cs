using System.Buffers;
using System.Text;

namespace QwenCode.Secrets;

/// <summary>Recognizes texts without a secret at once: most have none, and a base URL is checked for each request.</summary>
internal static class SecretSigns
{
    private static readonly SearchValues<char> InWord = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    // Of names that indicate a secret, of schemes, and of hosts and paths.
    private static readonly string[] Words = ["pass", "pw", "key", "token", "signature", "sas", "jwt", "auth", "Bearer", "Basic", "curl", "identified"];

    private static readonly SearchValues<char> Characters = SearchValues.Create("@=$*");

    /// <summary>Whether a text has a sign of a secret.</summary>
    public static bool Has(ReadOnlySpan<char> text) =>
        HasCharacter(text) || HasLongWord(text) || HasKnownWord(text) || text.Contains(SecretShape.PrivateKey, StringComparison.Ordinal)
        || DatabaseClient.IsIn(text) || PasswordFileLine.HasPort(text) || (!Ascii.IsValid(text) && ForeignNames.MayBeIn(text));

    // A dollar sign or star alone is common.
    private static bool HasCharacter(ReadOnlySpan<char> text)
    {
        for (var position = 0; text[position..].IndexOfAny(Characters) is >= 0 and var next; position++)
        {
            position += next;
            if (text[position] switch { '$' => CryptHash.Begins(text[position..]), '*' => PasswordFileLine.IsPort(text, position), _ => true })
                return true;
        }

        return false;
    }

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

        return HasAround(text, "ook", ["cookie", "hook"]) || HasAround(text, "cre", ["secret", "credential"]);
    }

    // Searching once for what two words share takes half the time.
    private static bool HasAround(ReadOnlySpan<char> text, string shared, ReadOnlySpan<string> words)
    {
        for (var position = 0; text[position..].IndexOf(shared, StringComparison.OrdinalIgnoreCase) is >= 0 and var next; position++)
        {
            position += next;
            foreach (var word in words)
            {
                var start = position - word.IndexOf(shared, StringComparison.Ordinal);
                if (start >= 0 && text[start..].StartsWith(word, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }
}
