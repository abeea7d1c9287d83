using System.Globalization;
using System.Text;

namespace QwenCode.Showing;

/// <summary>Words of a service or of the network, for messages.</summary>
internal static class ForeignText
{
    /// <summary>
    /// The text on one line: each run of blanks, control characters, and characters that are not seen or turn the direction of the line is
    /// one blank. Only as much of it is looked at as is shown.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most characters; what is cut ends in <c>…</c>.</param>
    public static string Shorten(string text, int most)
    {
        var line = new StringBuilder(Math.Min(text.Length, most));
        var isApart = false;
        foreach (var character in text)
        {
            if (IsHidden(character))
            {
                isApart = line.Length > 0;
                continue;
            }

            if (line.Length + (isApart ? 1 : 0) >= most)
                return Cut(line);
            if (isApart)
                line.Append(' ');
            isApart = false;
            line.Append(character);
        }

        return line.ToString();
    }

    private static string Cut(StringBuilder line)
    {
        if (char.IsHighSurrogate(line[^1]))
            line.Length--;
        return line.Append('…').ToString();
    }

    private static bool IsHidden(char character) => char.IsAscii(character)
        ? character is <= ' ' or '\u007F'
        : char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format;
}
