using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Finds a passphrase of several plain words at the end of a line. A line with a word that sentences about passphrases have is none.</summary>
internal static class Passphrase
{
    private const int LongestPhrase = 200;

    private static readonly string[] WordsOfSentences =
    [
        "a", "an", "the", "this", "that", "it", "its", "your", "my", "their", "is", "are", "was", "were", "be", "been", "has", "have", "had", "must", "may", "can", "cannot", "should", "will", "do", "does",
        "not", "no", "none", "or", "and", "but", "if", "when", "with", "without", "of", "in", "on", "by", "from", "for", "to", "at", "as", "than", "more", "least", "only", "any", "again", "too", "see", "enter",
        "set", "unset", "empty", "required", "optional", "invalid", "wrong", "incorrect", "missing", "expired", "unknown", "used", "using", "changed", "saved", "stored", "hidden", "given", "found",
        "provided", "protected", "encrypted", "words", "characters", "letters", "digits", "minimum", "maximum", "default", "ok", "failed",
    ];

    private static readonly SearchValues<char> InPhrase = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789- ");

    /// <summary>The end of the phrase that a value begins; 0 if the value is a single word or a sentence.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The beginning of the value.</param>
    public static int EndOf(ReadOnlySpan<char> text, int start)
    {
        var end = TextScan.EndOfLine(text[..Math.Min(text.Length, start + LongestPhrase)], start);
        var phrase = text[start..end];
        phrase = (phrase.IndexOfAny("'\"`") is >= 0 and var quote ? phrase[..quote] : phrase).TrimEnd(" .");
        if (phrase.IndexOfAnyExcept(InPhrase) >= 0)
            return 0;
        var words = 0;
        for (var rest = phrase; !rest.IsEmpty;)
        {
            var length = rest.IndexOf(' ') is >= 0 and var blank ? blank : rest.Length;
            if (KnownWords.Contain(WordsOfSentences, rest[..length]))
                return 0;
            words += length > 0 ? 1 : 0;
            rest = rest[Math.Min(length + 1, rest.Length)..];
        }

        return words > 1 ? start + phrase.Length : 0;
    }
}
