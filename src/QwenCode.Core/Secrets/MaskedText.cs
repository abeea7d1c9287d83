using System.Buffers;
using System.Text;

namespace QwenCode.Secrets;

/// <summary>
/// Masks what is found in a text, also if the text has some or all of its characters as escapes (<see cref="EscapeSequence"/>), or others
/// between them that are not drawn (<see cref="InvisibleSequence"/>): services escape what they send back, and gateways in front of them
/// escape it again.
/// </summary>
internal static class MaskedText
{
    private const string Stars = "****";
    private const int MaximumLevels = 4;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\\&%" + InvisibleSequence.Beginnings);

    /// <summary>The text with everything masked that is found in it, or in it without its escapes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="find">The ranges of a text that are to be masked; its second argument is whether the text lacks escapes that it had.</param>
    public static string Of(string text, Func<string, bool, IEnumerable<(int Start, int End)>> find)
    {
        var found = find(text, false).ToList();
        var (plain, origins) = (text, (Origins?)null);
        for (var level = 0; level < MaximumLevels && Unescape(plain, origins) is { } next; level++)
        {
            (plain, origins) = next;
            found.AddRange(find(plain, true).Select(range => next.Origins.Of(range)));
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

    // The text without one level of escapes, and where its characters are in the first text.
    private static (string Plain, Origins Origins)? Unescape(string text, Origins? origins)
    {
        if (!text.AsSpan().ContainsAny(Marks))
            return null;
        var plain = new StringBuilder(text.Length);
        var positions = new Origins(text.Length);
        for (var position = 0; position < text.Length;)
        {
            var rest = text.AsSpan(position);
            if (Marks.Contains(rest[0]) && InvisibleSequence.Length(rest) is > 0 and var invisible)
            {
                position += invisible;
                continue;
            }

            var length = EscapeSequence.Read(rest, out var character);
            plain.Append(length == 0 ? rest[0] : character);
            var range = (position, position + Math.Max(length, 1));
            positions.Add(origins?.Of(range) ?? range);
            position = range.Item2;
        }

        return plain.Length == text.Length ? null : (plain.ToString(), positions);
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

    // The range of the first text that each character stands for.
    private sealed class Origins(int capacity)
    {
        private readonly List<int> _starts = new(capacity);
        private readonly List<int> _ends = new(capacity);

        public void Add((int Start, int End) range)
        {
            _starts.Add(range.Start);
            _ends.Add(range.End);
        }

        public (int Start, int End) Of((int Start, int End) range) =>
            range.End > range.Start ? (_starts[range.Start], _ends[range.End - 1]) : range.Start < _starts.Count ? (_starts[range.Start], _starts[range.Start]) : (_ends[^1], _ends[^1]);
    }
}
