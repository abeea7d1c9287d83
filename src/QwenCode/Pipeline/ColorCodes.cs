using System.Text;

namespace QwenCode.Pipeline;

/// <summary>PowerShell's colors in the text of a view.</summary>
internal static class ColorCodes
{
    private const string Escape = "\u001B[";

    /// <summary>The text without them.</summary>
    public static string Remove(string text)
    {
        var escape = text.IndexOf(Escape, StringComparison.Ordinal);
        if (escape < 0)
            return text;
        var plain = new StringBuilder(text.Length);
        var start = 0;
        for (; escape >= 0; escape = text.IndexOf(Escape, escape + 1, StringComparison.Ordinal))
        {
            if (EndOf(text, escape) is not { } end)
                continue;
            plain.Append(text, start, escape - start);
            start = end;
        }

        return plain.Append(text, start, text.Length - start).ToString();
    }

    // ESC [ digits letter.
    private static int? EndOf(string text, int start)
    {
        var end = start + Escape.Length;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == ';'))
            end++;
        return end < text.Length && char.IsAsciiLetter(text[end]) ? end + 1 : null;
    }
}
