using System.Buffers;
using System.Text;

namespace QwenCode.Secrets;

/// <summary>
/// Masks what is found in a text, also if the text has some or all of its characters as escapes (<see cref="EscapeSequence"/>):
/// services escape what they send back, and gateways in front of them escape it again.
/// </summary>
internal static class MaskedText
{
    private const string Stars = "****";
    private const int MaximumLevels = 4;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\\&%");

    /// <summary>The text with everything masked that is found in it, or in it without its escapes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="find">The ranges of a text that are to be masked; its second argument is whether the text lacks escapes that it had.</param>
    public static string Of(string text, Func<string, bool, IEnumerable<(int Start, int End)>> find)
    {
        var found = find(text, false).ToList();
        var (plain, origins) = (text, (int[]?)null);
        for (var level = 0; level < MaximumLevels && Unescape(plain, origins) is { } next; level++)
        {
            (plain, origins) = next;
            found.AddRange(find(plain, true).Select(range => (origins[range.Start], origins[range.End])));
        }

        return found.Count == 0 ? text : Mask(text, found);
    }

    /// <summary>The text without its escapes, of any level.</summary>
    public static string Unescape(string text)
    {
        for (var level = 0; level < MaximumLevels && Unescape(text, null) is { Plain: var plain }; level++)
            text = plain;
        return text;
    }

    // The text without one level of escapes, and the position in the first text of each character and of the end.
    private static (string Plain, int[] Origins)? Unescape(string text, int[]? origins)
    {
        if (!text.AsSpan().ContainsAny(Marks))
            return null;
        var plain = new StringBuilder(text.Length);
        var positions = new List<int>(text.Length + 1);
        for (var position = 0; position < text.Length;)
        {
            var length = EscapeSequence.Read(text.AsSpan(position), out var character);
            plain.Append(length == 0 ? text[position] : character);
            positions.Add(origins is null ? position : origins[position]);
            position += Math.Max(length, 1);
        }

        if (plain.Length == text.Length)
            return null;
        positions.Add(origins is null ? text.Length : origins[^1]);
        return (plain.ToString(), [.. positions]);
    }

    private static string Mask(string text, List<(int Start, int End)> found)
    {
        found.Sort();
        var shown = new StringBuilder(text.Length);
        var (start, end, copied) = (found[0].Start, found[0].End, 0);
        foreach (var (nextStart, nextEnd) in found.Append((int.MaxValue, int.MaxValue)))
        {
            if (nextStart < end)
            {
                end = Math.Max(end, nextEnd);
                continue;
            }

            shown.Append(text, copied, start - copied).Append(Stars);
            (start, end, copied) = (nextStart, nextEnd, end);
        }

        return shown.Append(text, copied, text.Length - copied).ToString();
    }
}
