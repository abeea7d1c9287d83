namespace QwenCode.Secrets;

/// <summary>Finds the secret text of an XML element: <c>&lt;password&gt;…&lt;/password&gt;</c>, with a prefix, attributes, or as CDATA.</summary>
internal static class ElementValue
{
    private const string Data = "<![CDATA[";
    private const string Inner = "<Value>";
    private const string InnerName = "Value";

    // Reading to the end of the text after each name would take quadratic time.
    private const int LongestTag = 256;

    /// <summary>The range of the secret text after the name of an element; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name.</param>
    /// <param name="end">The position of its end.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end)
    {
        if (!FollowsBracket(text[..start]) || end >= text.Length || text[end] is not ('>' or ' ') || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;
        var tag = text[end..Math.Min(text.Length, end + LongestTag)].IndexOfAny('<', '>');
        if (tag < 0 || text[end + tag] == '<' || text[end + tag - 1] == '/')
            return default;
        var content = end + tag + 1;
        var isInner = text[content..].StartsWith(Inner, StringComparison.OrdinalIgnoreCase);
        content += isInner ? Inner.Length : 0;
        var isData = text[content..].StartsWith(Data);
        content += isData ? Data.Length : 0;
        var length = isData ? LengthOfData(text[content..]) : text[content..].IndexOf('<');
        if (length <= 0 || (!isData && !IsClosed(text[(content + length)..], isInner ? InnerName : text[start..end])))
            return default;
        var before = text.Slice(content, length);
        var value = before.Trim();
        content += length - before.TrimStart().Length;
        var isShown = value.IsEmpty || PlainValue.IsUrl(value) || PlainValue.IsPlaceholder(value) || !name.HidesInData(value, isItem: true);
        return isShown ? default : (content, content + value.Length);
    }

    /// <summary>The single word that is the text of an element, as in <c>&lt;entry key="password"&gt;…&lt;/entry&gt;</c>; <see langword="null"/> if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The end of the value of an attribute.</param>
    public static Member? AfterAttribute(ReadOnlySpan<char> text, int end)
    {
        var rest = text[end..Math.Min(text.Length, end + LongestTag)];
        var tag = TextScan.IsQuote(rest, 0) ? rest.IndexOfAny('<', '>') : -1;
        if (tag < 1 || rest[tag] == '<' || rest[tag - 1] == '/')
            return null;
        var length = rest[(tag + 1)..].IndexOfAny(" \t\r\n<");
        var content = end + tag + 1;
        return length > 0 && text[(content + length)..].StartsWith("</") ? new(content, content + length, IsDelimited: false) : null;
    }

    // Text that was cut off has no end.
    private static int LengthOfData(ReadOnlySpan<char> rest) => rest.IndexOf("]]>") is >= 0 and var length ? length : rest.Length;

    // The name may have a prefix, as in <wsse:Password.
    private static bool FollowsBracket(ReadOnlySpan<char> before)
    {
        if (before.EndsWith(":"))
            before = before[..^1].TrimEnd("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
        return before.EndsWith("<");
    }

    private static bool IsClosed(ReadOnlySpan<char> rest, ReadOnlySpan<char> name)
    {
        if (!rest.StartsWith("</"))
            return false;
        rest = rest[2..Math.Min(rest.Length, LongestTag)];
        var end = rest.IndexOf('>');
        return end > 0 && rest[..end].EndsWith(name, StringComparison.OrdinalIgnoreCase);
    }
}
