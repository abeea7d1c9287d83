using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Recognizes the message of a validation, which services send under the name of the invalid field: <c>The password field is required.</c>
/// It has at least three words and begins with an uppercase letter, has a verb, mentions the field, and mentions what is wrong; or it begins
/// with a verb, as <c>can't be blank</c>, which the name of the field precedes. All words are of letters, except numbers such as the length of
/// a password. A passphrase has hardly ever all of these.
/// </summary>
internal static class ValidationMessage
{
    private const int LongestMessage = 200;
    private const int LongestNumber = 3;
    private const int FewestWords = 3;

    private static readonly string[] Verbs = ["is", "are", "was", "must", "may", "can", "cannot", "can't", "should", "do", "does", "don't", "didn't", "doesn't", "has", "have"];
    private static readonly string[] Fields = ["password", "passwords", "passphrase", "secret", "token", "key", "credential", "credentials", "field", "fields", "value", "values"];
    private static readonly string[] Problems =
        ["required", "invalid", "incorrect", "wrong", "missing", "expired", "blank", "empty", "match", "too", "contain", "characters", "valid"];

    private static readonly SearchValues<char> InWord = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'\u2019");

    /// <summary>Whether a value is the message of a validation.</summary>
    public static bool Is(ReadOnlySpan<char> value)
    {
        if (value.Length is 0 or > LongestMessage || !value.Contains(' '))
            return false;
        var isSentence = char.IsAsciiLetterUpper(value[0]);
        var (words, hasVerb, hasField, hasProblem) = (0, false, false, false);
        for (var rest = value; !rest.IsEmpty;)
        {
            var length = rest.IndexOf(' ') is >= 0 and var blank ? blank : rest.Length;
            var word = rest[..length].Trim(".,:;!?()");
            rest = rest[Math.Min(length + 1, rest.Length)..];
            if (word.IndexOfAnyExcept(InWord) >= 0 && (word.Length > LongestNumber || word.IndexOfAnyExceptInRange('0', '9') >= 0))
                return false;
            words += word.IsEmpty ? 0 : 1;
            hasVerb |= KnownWords.Contain(Verbs, word);
            if (!isSentence && !hasVerb)
                return false;
            hasField |= KnownWords.Contain(Fields, word);
            hasProblem |= KnownWords.Contain(Problems, word);
        }

        return hasVerb && hasProblem && (!isSentence || (words >= FewestWords && hasField));
    }
}
