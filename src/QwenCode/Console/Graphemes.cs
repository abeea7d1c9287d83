using System.Globalization;
using System.Text;

namespace QwenCode.Console;

/// <summary>
/// The borders between what a person sees as characters. A line break is always one by itself, so that only the line around a position
/// is read.
/// </summary>
internal static class Graphemes
{
    // No character before it combines with another.
    private const char FirstMark = '\u0300';

    /// <summary>The border after a border; the end of the text at its end.</summary>
    public static int Next(string text, int position)
    {
        if (position >= text.Length)
            return text.Length;
        return IsPlain(text, position) && (position + 1 == text.Length || IsPlain(text, position + 1))
            ? position + 1
            : position + StringInfo.GetNextTextElementLength(text.AsSpan(position));
    }

    /// <summary>The border before a border; 0 at the start.</summary>
    public static int Previous(string text, int position)
    {
        if (position <= 1 || (IsPlain(text, position - 1) && IsPlain(text, position - 2)))
            return Math.Max(position - 1, 0);
        var (border, next) = (0, StartOfLine(text, position - 1));
        while (next < position)
            (border, next) = (next, Next(text, next));
        return border;
    }

    /// <summary>The position if it is a border, or the next one that is.</summary>
    public static int BorderFrom(string text, int position)
    {
        if (position <= 0 || position >= text.Length || (IsPlain(text, position - 1) && IsPlain(text, position)))
            return Math.Clamp(position, 0, text.Length);
        var border = StartOfLine(text, position);
        while (border < position)
            border = Next(text, border);
        return border;
    }

    /// <summary>The start of the line that a position is in.</summary>
    public static int StartOfLine(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;

    /// <summary>The text with LF as line breaks, and without halves of characters.</summary>
    public static string Clean(string text)
    {
        var isClean = true;
        for (var i = 0; i < text.Length && isClean; i++)
            isClean = text[i] != '\r' && !char.IsSurrogate(text[i]);
        if (isClean)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r')
            {
                clean.Append('\n');
                i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (!char.IsSurrogate(text[i]))
            {
                clean.Append(text[i]);
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                clean.Append(text, i++, 2);
            }
        }

        return clean.ToString();
    }

    private static bool IsPlain(string text, int position) => text[position] < FirstMark;
}
