using System.Buffers;

namespace QwenCode.Secrets;

/// <summary>
/// Finds the secret value of a pair of members, such as <c>"name": "DB_PASSWORD", "value": "…"</c>, in any order and with other members
/// between them. The first member of the other kind that follows belongs to the same pair, unless the object ends before it.
/// </summary>
internal static class NameValuePair
{
    // The members of an object are close to each other. Reading to the end of the text after each name would take quadratic time.
    private const int LongestDistance = 256;
    private const int LongestName = 300;
    private const int LongestValueBeforeName = 1024;

    private static readonly string[] Names = ["name", "key", "ParameterKey", "keyName"];
    private static readonly string[] Values = ["value", "ParameterValue"];
    private static readonly string[] ValueElements = ["value", "string"];
    private static readonly string[] Literals = ["null", "true", "false", "~"];
    private static readonly SearchValues<char> InWord = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-.:");

    /// <summary>The range of the secret value, and the position from which to go on; zeros if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name of a member.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End, int Next) Find(ReadOnlySpan<char> text, int start, int end)
    {
        var word = text[start..end];
        if (KnownWords.Contain(Names, word) && Member.At(text[..Math.Min(text.Length, end + LongestName)], start, end) is { } member && NameIn(text, member) is { IsPossible: true } name)
        {
            var value = Next(text, member.End, Member.IsElement(text, start, end) ? ValueElements : Values, Names) ?? ElementValue.AfterAttribute(text, member.End);
            return value is { } found && Hides(text, found, name) ? (found.Start, found.End, member.End) : default;
        }

        if (!KnownWords.Contain(Values, word) || Member.At(text[..Math.Min(text.Length, end + LongestValueBeforeName)], start, end) is not { IsDelimited: true } first)
            return default;
        return Next(text, first.End, Names, Values) is { } next && NameIn(text, next) is { IsPossible: true } after && Hides(text, first, after) ? (first.Start, first.End, first.End) : default;
    }

    /// <summary>The next member with one of these names, unless one with another of the pair's names or the end of the object comes first.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">The position from which to read.</param>
    /// <param name="wanted">The names.</param>
    /// <param name="others">The other names of the pair.</param>
    public static Member? Next(ReadOnlySpan<char> text, int from, ReadOnlySpan<string> wanted, ReadOnlySpan<string> others)
    {
        var last = Math.Min(text.Length, from + LongestDistance);
        for (var start = from; start < last; start++)
        {
            if (text[start] is '{' or '}' || (text[start] == '\n' && EndsItem(text, start + 1)))
                return null;
            if (!char.IsAsciiLetter(text[start]))
                continue;
            var end = start + 1;
            while (end < last && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-'))
                end++;
            var word = text[start..end];
            if (KnownWords.Contain(wanted, word))
                return Member.At(text, start, end);
            if (KnownWords.Contain(others, word) && Member.At(text, start, end) is not null)
                return null;
            start = end - 1;
        }

        return null;
    }

    /// <summary>Whether the value of a member is secret under a name.</summary>
    public static bool Hides(ReadOnlySpan<char> text, Member member, SecretName name)
    {
        var value = text[member.Start..member.End];
        return !value.IsEmpty && !PlainValue.IsUrl(value) && !PlainValue.IsPlaceholder(value) && !KnownWords.Contain(Literals, value)
            && (member.IsDelimited || !PlainValue.Is(value, name)) && name.HidesInData(value, isItem: false);
    }

    // An empty line, or the next item of a list in YAML.
    private static bool EndsItem(ReadOnlySpan<char> text, int position) => TextScan.IsAny(text, TextScan.AfterBlanks(text, position), "\r\n-");

    private static SecretName NameIn(ReadOnlySpan<char> text, Member member)
    {
        var name = text[member.Start..member.End];
        name = name.StartsWith("/") ? name[(name.LastIndexOf('/') + 1)..] : name;
        return name.Length is 0 or > LongestDistance || name.IndexOfAnyExcept(InWord) >= 0 ? default : SecretName.Of(name);
    }
}
