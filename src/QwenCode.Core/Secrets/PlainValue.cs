using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Recognizes a value that is not a secret, although its name indicates one: a word, a number, a URL, a reference or an expression.</summary>
internal static class PlainValue
{
    // A longer word consists of several, and may be a passphrase.
    private const int LongestWord = SecretShape.Shortest - 1;
    private const int LongestIdentifier = 31;
    private const int LongestNumber = 7;
    private const int LongestNumberOfPassword = 3;
    private const int LongestLiteral = 5;

    private static readonly string[] Literals = ["true", "false", "null", "none", "nil", "undefined"];

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> InEllipsis = SearchValues.Create(".*\u2026");
    private static readonly SearchValues<char> InConstant = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    private static readonly SearchValues<char> InVariable = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_.:");
    private static readonly SearchValues<char> InPath = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_./\\-~:");

    /// <summary>Whether a value without quotation marks is not a secret.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name.</param>
    public static bool Is(ReadOnlySpan<char> value, SecretName name)
    {
        if (value.IsEmpty || value.StartsWith("***") || value[0] is '{' or '[' or '(' or '<' or '>' or '|' || IsPlaceholder(value))
            return true;
        if (SecretName.IsNumber(value))
            return value.Length <= (name.IsPassword ? LongestNumberOfPassword : LongestNumber);
        return (!name.IsPassword && value.Length <= LongestLiteral) || IsWord(value) || (!name.IsPassword && IsIdentifier(value)) || IsExpression(value);
    }

    /// <summary>
    /// Whether a value right after an equals sign is not a secret: a literal, a short number, as in <c>pass=340 fail=2</c>, and after
    /// <c>key</c> whatever is plain, as in <c>key=Enter</c>.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="name">Its name.</param>
    public static bool IsAssigned(ReadOnlySpan<char> value, SecretName name)
    {
        if (KnownWords.Contain(Literals, value) || (name.IsKey && !value.IsEmpty && Is(value, name)))
            return true;
        return name.IsBare && (name.IsPass || !name.IsPassword) && SecretName.IsNumber(value)
            && value.Length <= (name.IsPassword ? LongestNumberOfPassword : LongestNumber);
    }

    /// <summary>Whether a text begins with the URL of a website, whose host is to be shown.</summary>
    public static bool IsUrl(ReadOnlySpan<char> text) => text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a value stands for another: a variable or its name, or what is to be filled in.</summary>
    public static bool IsPlaceholder(ReadOnlySpan<char> value) => value switch
    {
        ['$', '(', ..] => true,
        ['$', 'e', 'n', 'v', ':', .. var name] => name.IndexOfAnyExcept(InVariable) < 0,
        ['$', '{', '{', .. var expression] => !expression.ContainsAny('\'', '"') && (expression.EndsWith("}}") || !expression.Contains('}')),
        ['$', '{', .. var name] => name.TrimEnd('}').IndexOfAnyExcept(InVariable) < 0,
        ['$', .. var name] => !name.IsEmpty && name.IndexOfAnyExcept(InPath) < 0,
        ['<', .. var name, '>'] => !name.ContainsAny(Digits),
        ['{', '{', .., '}', '}'] => true,
        _ => value.IndexOfAnyExcept(InEllipsis) < 0 || (value.IndexOfAnyExcept(InConstant) < 0 && value.Contains('_') && SecretName.Of(value).IsPossible),
    };

    // Other words, such as the names of types, are recognized if they name a text or a secret themselves.
    private static bool IsWord(ReadOnlySpan<char> value)
    {
        var word = value.TrimStart("&*").TrimEnd('?');
        if (word.IsEmpty || word.Length > LongestWord || word.IndexOfAnyExcept(Letters) >= 0)
            return false;
        return word[1..].IndexOfAnyExceptInRange('a', 'z') < 0 || word.EndsWith("string", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith("str", StringComparison.OrdinalIgnoreCase) || SecretName.Of(word).IsPossible;
    }

    // A name in code, as IDisposable or nextValue: at most every third letter is a capital one, and in a random text every second.
    private static bool IsIdentifier(ReadOnlySpan<char> value)
    {
        if (value.Length > LongestIdentifier || value.IndexOfAnyExcept(Letters) >= 0)
            return false;
        var capitals = 0;
        foreach (var letter in value)
            capitals += char.IsAsciiLetterUpper(letter) ? 1 : 0;
        return capitals > 0 && capitals * 3 <= value.Length;
    }

    // A path or call without digits, as config.apiKey, API_KEY, ./key.pem, getKey() or Optional[str].
    private static bool IsExpression(ReadOnlySpan<char> value)
    {
        var length = value.IndexOfAnyExcept(InPath);
        var path = length < 0 ? value : value[..length];
        if (length > 0)
            return value[length] is '(' or '[' or '<' or '{' or '?' or '|' || (value[^1] == '(' && value.Contains('.') && value[..^1].IndexOfAnyExcept(InVariable) < 0);
        return length < 0 && (path.IndexOfAny('.', '/', '\\') >= 0 || SecretName.Of(path).IsPossible);
    }
}
