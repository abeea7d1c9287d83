using System.Text;

namespace QwenCode.Configuration;

/// <summary>The references <c>$NAME</c> and <c>${NAME}</c> in a text. Takes time linear in the text.</summary>
internal static class VariableReferences
{
    /// <summary>Whether a text consists of references, apart from quotes around them.</summary>
    public static bool IsNothingElse(string text) => Replace(text, _ => "").AsSpan().Trim("\"'").IsEmpty;

    /// <summary>The text with each reference replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">Returns a variable's value; called in the order of the text.</param>
    public static string Replace(string text, Func<string, string> value)
    {
        var result = new StringBuilder(text.Length);
        var copied = 0;
        var lastBrace = text.LastIndexOf('}');
        for (var dollar = text.IndexOf('$', StringComparison.Ordinal); dollar >= 0; dollar = text.IndexOf('$', Math.Max(dollar + 1, copied)))
        {
            if (NameAt(text, dollar + 1, lastBrace) is not { Length: > 0 } name)
                continue;
            result.Append(text, copied, dollar - copied).Append(value(name));
            copied = dollar + 1 + name.Length + (text[dollar + 1] == '{' ? 2 : 0);
        }

        return copied == 0 ? text : result.Append(text, copied, text.Length - copied).ToString();
    }

    private static string? NameAt(string text, int start, int lastBrace)
    {
        if (start < text.Length && text[start] == '{')
            return start < lastBrace ? text[(start + 1)..text.IndexOf('}', start)] : null;
        var end = start;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        return text[start..end];
    }
}
