using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>Finds the secret value right after a name and an equals sign, as in the query of a URL, a connection string and an environment file.</summary>
internal static class WordValue
{
    private const string Quotes = "'\"`";
    private const string Closing = "'\"`)]}>.,";

    private static readonly SearchValues<char> Ends = SearchValues.Create("=&;#,'\"`)]}");

    /// <summary>
    /// Whether a word begins with a name and its secret value. The value up to the next equals sign decides: reading the rest of the word after
    /// each name would take quadratic time.
    /// </summary>
    /// <param name="word">The word.</param>
    /// <param name="length">The length of the name.</param>
    /// <param name="inUrl">Whether the name is in a URL.</param>
    public static bool IsSecret(ReadOnlySpan<char> word, int length, bool inUrl)
    {
        if (length >= word.Length || word[length] != '=')
            return false;
        if (inUrl && SecretName.IsInQuery(word[..length]))
            return true;
        var value = word[(length + 1)..];
        var name = SecretName.Of(word[..length]);
        if (value.StartsWith("${{") || (!inUrl && ProgramExpression.Begins(value, name)))
            return false;
        var end = value.IndexOfAny(Ends);
        var first = end < 0 ? value : value[..end];
        var isPlain = !inUrl && (end < 0 || value[end] != '=') && PlainValue.IsAssigned(first, name);
        return !isPlain && name.Hides(first) && (value.IsEmpty || !Quotes.Contains(value[0], StringComparison.Ordinal));
    }

    /// <summary>The length of the value.</summary>
    public static int LengthOf(ReadOnlySpan<char> value) => value.IndexOfAny('&', ';', '#') is >= 0 and var length ? length : value.TrimEnd(Closing).Length;
}
