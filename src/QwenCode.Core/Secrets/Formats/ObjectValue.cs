namespace QwenCode.Secrets;

/// <summary>Finds the member <c>value</c> of an object whose name indicates a secret: <c>"db_password": { "type": "string", "value": "…" }</c>.</summary>
internal static class ObjectValue
{
    private static readonly string[] Names = ["value"];

    /// <summary>The range of the secret value; an empty one if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The position of the name of the object.</param>
    /// <param name="end">The position of its end.</param>
    /// <param name="assignment">What follows it.</param>
    public static (int Start, int End) After(ReadOnlySpan<char> text, int start, int end, Assignment assignment)
    {
        var value = assignment.Value;
        var isLine = TextScan.IsAny(text, value, "\r\n") && text[assignment.Separator] == ':' && TextScan.BeginsLine(text[..start]);
        if ((!isLine && (!assignment.IsQuoted || !TextScan.IsAny(text, value, "{"))) || SecretName.Of(text[start..end]) is not { IsPossible: true } name)
            return default;

        // In YAML the first member is indented more than the name.
        var from = isLine ? AfterLineBreak(text, value) : value + 1;
        if (isLine && (TextScan.AfterBlanks(text, from) - from <= start - 1 - text[..start].LastIndexOfAny('\n', '\r') || !text[TextScan.AfterBlanks(text, from)..].StartsWith("value:")))
            return default;
        return NameValuePair.Next(text, from, Names, []) is { } member && NameValuePair.Hides(text, member, name) ? (member.Start, member.End) : default;
    }

    private static int AfterLineBreak(ReadOnlySpan<char> text, int position) => TextScan.IsAny(text, position, "\r") && TextScan.IsAny(text, position + 1, "\n") ? position + 2 : position + 1;
}
