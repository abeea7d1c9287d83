namespace QwenCode.Secrets;

/// <summary>Recognizes a name of two words, such as <c>api key</c> and <c>access token</c>: a word that says which key it is precedes the name.</summary>
internal static class NameOfTwoWords
{
    private const int LongestWord = 16;

    private static readonly string[] Kinds =
        ["api", "secret", "access", "private", "auth", "authentication", "refresh", "bearer", "client", "account", "encryption", "signing", "master", "bot", "webhook", "security"];

    /// <summary>The position of the first word; -1 if the name is not the second of two.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="name">The name.</param>
    public static int Start(ReadOnlySpan<char> text, int start, SecretName name)
    {
        if (!name.IsBare || name.IsPassword || start < 2 || text[start - 1] != ' ')
            return -1;
        var before = text[Math.Max(0, start - 1 - LongestWord)..(start - 1)];
        var word = before.Length;
        while (word > 0 && char.IsAsciiLetter(before[word - 1]))
            word--;
        return KnownWords.Contain(Kinds, before[word..]) ? start - 1 - before.Length + word : -1;
    }
}
