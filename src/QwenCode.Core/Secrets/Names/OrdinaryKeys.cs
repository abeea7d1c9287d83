namespace QwenCode.Secrets;

/// <summary>Recognizes names that end in <c>key</c> or <c>token</c> and are seldom secret: words, and keys of an entry, of a database or of the keyboard.</summary>
internal static class OrdinaryKeys
{
    private static readonly string[] Words =
    [
        "monkey", "donkey", "turkey", "whiskey", "jockey", "hockey", "hotkey", "turnkey", "cachekey", "foreignkey", "primarykey", "partitionkey", "rowkey", "sortkey",
        "rangekey", "uniquekey", "compositekey", "candidatekey", "objectkey", "keytoken",
    ];

    // A value of these that is not short is secret if it has a digit: a storage key may be that of an account.
    private static readonly string[] Others =
        ["eventkey", "storagekey", "shortcutkey", "regkey", "registrykey", "parameterkey", "skey", "limitkey", "resultkey", "inputtoken", "outputtoken"];

    /// <summary>Whether it is a word or a key of a database.</summary>
    /// <param name="stem">The last part of the name.</param>
    /// <param name="previous">The part before it: a change of case may split a word, as in HotKey.</param>
    public static bool IsWord(ReadOnlySpan<char> stem, ReadOnlySpan<char> previous)
    {
        foreach (var word in Words)
        {
            if (stem.EndsWith(word, StringComparison.OrdinalIgnoreCase) || IsSplit(word, stem, previous))
                return true;
        }

        return false;
    }

    /// <summary>Whether its values are words, paths or names, as long as they have no digit.</summary>
    /// <param name="stem">The last part of the name.</param>
    /// <param name="previous">The part before it.</param>
    public static bool HasPlainValues(ReadOnlySpan<char> stem, ReadOnlySpan<char> previous)
    {
        foreach (var word in Others)
        {
            if (stem.Equals(word, StringComparison.OrdinalIgnoreCase) || IsSplit(word, stem, previous))
                return true;
        }

        return false;
    }

    private static bool IsSplit(ReadOnlySpan<char> word, ReadOnlySpan<char> stem, ReadOnlySpan<char> previous) => word.Length == previous.Length + stem.Length
        && word.StartsWith(previous, StringComparison.OrdinalIgnoreCase) && word.EndsWith(stem, StringComparison.OrdinalIgnoreCase);
}
