namespace QwenCode.Configuration;

/// <summary>Placeholders in samples for a value of the user's.</summary>
internal static class Placeholder
{
    private static readonly string[] Words =
        ["changeme", "change_me", "change-me", "replaceme", "replace_me", "replace-me", "todo", "placeholder"];

    private static readonly string[] SecretTexts = ["key", "token", "secret"];
    private static readonly string[] FillerTexts = ["key_here", "key-here", "token_here", "token-here"];

    /// <summary>Whether a value is one.</summary>
    public static bool Is(string value) =>
        IsFiller(value, leastLetters: 4) || IsBracketed(value) || IsOfKey(value) || IsYourSecret(value)
        || Array.Exists(Words, word => value.Equals(word, StringComparison.OrdinalIgnoreCase))
        || Array.Exists(FillerTexts, word => value.Contains(word, StringComparison.OrdinalIgnoreCase));

    // xxxx, ****, ..., …
    private static bool IsFiller(ReadOnlySpan<char> value, int leastLetters)
    {
        if (value.IsEmpty || value is "…")
            return !value.IsEmpty;
        var letter = char.ToLowerInvariant(value[0]);
        var least = letter switch { '.' => 3, 'x' or '*' => leastLetters, _ => int.MaxValue };
        return value.Length >= least && !value.ContainsAnyExcept(letter, char.ToUpperInvariant(letter));
    }

    // <key>, {{key}}
    private static bool IsBracketed(string value) => value.Length > 1
        && ((value[0] == '<' && value.IndexOf('>', StringComparison.Ordinal) == value.Length - 1)
            || (value[0] == '{' && value[^1] == '}' && !value.TrimEnd('}').Contains('}', StringComparison.Ordinal)));

    // sk-xxx, sk-your-key
    private static bool IsOfKey(string value) => value.StartsWith("sk-", StringComparison.OrdinalIgnoreCase)
        && (IsFiller(value.AsSpan(3), leastLetters: 3) || value.AsSpan(3).StartsWith("your", StringComparison.OrdinalIgnoreCase));

    // your_api_key
    private static bool IsYourSecret(string value)
    {
        var (low, dash) = (value.IndexOf("your_", StringComparison.OrdinalIgnoreCase), value.IndexOf("your-", StringComparison.OrdinalIgnoreCase));
        var start = low < 0 || dash < 0 ? Math.Max(low, dash) : Math.Min(low, dash);
        return start >= 0 && Array.Exists(SecretTexts, word => value.IndexOf(word, start, StringComparison.OrdinalIgnoreCase) >= 0);
    }
}
