namespace QwenCode.Secrets;

/// <summary>The words for a password and a key in Chinese and Japanese, which have no blanks around them, and full-width punctuation.</summary>
internal static class ForeignNames
{
    /// <summary>The full-width colon and equals sign.</summary>
    public const string Separators = "\uff1a\uff1d";

    /// <summary>Punctuation that ends a word without a blank.</summary>
    public const string Punctuation = "\u3001\u3002\u300c\u300d\u300e\u300f\u3010\u3011\u201c\u201d\uff08\uff09\uff0c\uff1b" + Separators;

    private const char FirstLetter = '\u3040';
    private const char LastLetter = '\uffff';

    private static readonly string[] Words = ["密码", "密碼", "密钥", "密鑰", "パスワード", "パスフレーズ"];

    /// <summary>Whether a text may have one of the words.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text) => text.ContainsAny('密', 'パ');

    /// <summary>Whether a name ends with one of the words.</summary>
    public static bool Contain(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name[^1] < FirstLetter)
            return false;
        foreach (var word in Words)
        {
            if (name.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>The beginning of a text without letters of these languages: in <c>密码：8位以上</c> it is a number.</summary>
    public static ReadOnlySpan<char> BeforeLetter(ReadOnlySpan<char> text) => text.IndexOfAnyInRange(FirstLetter, LastLetter) is >= 0 and var length ? text[..length] : text;
}
