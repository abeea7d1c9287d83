using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Recognizes texts without a secret at once: most have none, and a base URL is checked for each request.</summary>
internal static class SecretSigns
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
    private static readonly SearchValues<char> InWord = SearchValues.Create(Characters);
    private static readonly SearchValues<char> InName = SearchValues.Create(Characters + ".$+!~*%^");

    /// <summary>Whether a text has a sign of a secret.</summary>
    public static bool Has(ReadOnlySpan<char> text) =>
        text.ContainsAny('@', '=') || HasLongWord(text) || HasSecretName(text)
        || Contains(text, "hook") || Contains(text, "Bearer") || Contains(text, "Basic") || text.Contains(SecretShape.PrivateKey, StringComparison.Ordinal);

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

    private static bool HasSecretName(ReadOnlySpan<char> text)
    {
        while (text.IndexOf(':') is >= 0 and var colon)
        {
            var name = text[..colon];
            if (colon > 0 && !char.IsAsciiLetterOrDigit(text[colon - 1]))
                name = name.TrimEnd(" \t").TrimEnd("'\"`");
            if (!text[colon..].StartsWith("://") && SecretName.Of(name[(name.LastIndexOfAnyExcept(InName) + 1)..]).IsPossible)
                return true;
            text = text[(colon + 1)..];
        }

        return false;
    }

    private static bool Contains(ReadOnlySpan<char> text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
