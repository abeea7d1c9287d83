namespace QwenCode.Secrets;

/// <summary>Finds a word in a short list, whatever its case.</summary>
internal static class KnownWords
{
    /// <summary>Whether a list has a word.</summary>
    public static bool Contain(ReadOnlySpan<string> words, ReadOnlySpan<char> word)
    {
        foreach (var known in words)
        {
            if (word.Length == known.Length && word.Equals(known, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
