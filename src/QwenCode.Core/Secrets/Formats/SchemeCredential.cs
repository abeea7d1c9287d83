namespace QwenCode.Secrets;

/// <summary>
/// Recognizes the credential after an authentication scheme, without the name of a header. What follows <c>Basic</c> decodes to
/// <c>user:password</c>, or is long and random, because the word is common in prose; what follows another scheme than <c>Bearer</c> is long
/// and random. At the beginning of a line the next setting of a file may follow, as in <c>scheme: bearer</c>.
/// </summary>
internal static class SchemeCredential
{
    private const string Basic = "Basic";
    private const int Shortest = 8;
    private const int ShortestInNextLine = 12;
    private const int FewestDigits = 4;

    /// <summary>Whether a word after a scheme is its credential.</summary>
    /// <param name="text">The text.</param>
    /// <param name="scheme">The position of the scheme.</param>
    /// <param name="word">The position of the word.</param>
    /// <param name="end">The position of its end.</param>
    public static bool Is(ReadOnlySpan<char> text, (int Start, int End) scheme, int word, int end)
    {
        var name = text[scheme.Start..scheme.End];
        var credential = text[word..end];
        if (PlainValue.IsPlaceholder(credential) || PlainValue.IsUrl(credential))
            return false;
        if (SecretShape.IsRandom(credential))
            return true;
        if (text[scheme.End..word].Contains('\n') && !IsMixed(credential))
            return false;
        return name.Equals(Basic, StringComparison.OrdinalIgnoreCase) ? EncodedCredential.IsCredential(credential.TrimEnd('=')) : !SecretShape.ReadScheme(name).IsWordToo && IsCode(credential);
    }

    // A credential, unlike "Bearer token".
    private static bool IsCode(ReadOnlySpan<char> word) =>
        word.Length >= Shortest && !word.StartsWith("****") && word[1..].IndexOfAnyExceptInRange('a', 'z') is >= 0 and var other && other < word.Length - 2;

    private static bool IsMixed(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var character in word)
            digits += char.IsAsciiDigit(character) ? 1 : 0;
        return word.Length >= ShortestInNextLine && !word.Contains(':') && (digits >= FewestDigits || EncodedCredential.IsCredential(word.TrimEnd('=')));
    }
}
