using System.Text;

namespace QwenCode.Showing;

/// <summary>Finds the end of what is no Markdown inside: code, formulas, tags, the target of a link.</summary>
internal sealed class InlineSpans
{
    /// <summary>There is no end.</summary>
    public const int None = -1;

    /// <summary>What follows decides.</summary>
    public const int Unknown = -2;

    private const int Most = InlineReader.MostHeld;
    private const int MostSeen = 2 * Most;

    // Where the search goes on when more has arrived.
    private int _seen;
    private int _depth;

    /// <summary>Begins with another span.</summary>
    public void Clear() => (_seen, _depth) = (0, 0);

    /// <summary>The number of marks at the beginning, at most <see cref="InlineReader.MostHeld"/>.</summary>
    public static int Run(ReadOnlySpan<char> text)
    {
        var most = text[..Math.Min(text.Length, Most)];
        var end = most.IndexOfAnyExcept(text[0]);
        return end < 0 ? most.Length : end;
    }

    /// <summary>The position of the run of so many backticks that ends code.</summary>
    public int EndOfCode(ReadOnlySpan<char> rest, int marks, bool isEnd)
    {
        var last = Math.Min(rest.Length, MostSeen);
        for (var i = Math.Max(_seen, marks); ;)
        {
            var next = i < last ? rest[i..last].IndexOf('`') : -1;
            var start = next < 0 ? last : i + next;
            if (start > Most)
                return None;
            var run = next < 0 ? 0 : Length(rest[start..last]);
            if (start + run == last && !isEnd)
            {
                _seen = start;
                return last == MostSeen ? None : Unknown;
            }

            if (run == marks)
                return start;
            if (start + run == last)
                return None;
            i = start + run;
        }
    }

    /// <summary>The position of the second <c>$$</c>.</summary>
    public int EndOfFormula(ReadOnlySpan<char> rest, bool isEnd)
    {
        var last = Math.Min(rest.Length, Most);
        var from = Math.Min(Math.Max(_seen, 2), last);
        var end = rest[from..last].IndexOf("$$");
        if (end >= 0)
            return from + end;
        _seen = last - 1;
        return isEnd || last == Most ? None : Unknown;
    }

    /// <summary>The position of the <c>&gt;</c> of a tag.</summary>
    public int EndOfTag(ReadOnlySpan<char> rest, bool isEnd)
    {
        var last = Math.Min(rest.Length, Most);
        var from = Math.Min(Math.Max(_seen, 1), last);
        var end = rest[from..last].IndexOfAny('<', '>');
        if (end >= 0)
            return rest[from + end] == '>' ? from + end : None;
        _seen = last;
        return isEnd || last == Most ? None : Unknown;
    }

    /// <summary>The position of the parenthesis after the target of a link.</summary>
    public int EndOfTarget(ReadOnlySpan<char> rest, int start, bool isEnd)
    {
        var last = Math.Min(rest.Length, Most);
        for (var i = Math.Max(_seen, start); i < last; i++)
        {
            _seen = i + 1;
            switch (rest[i])
            {
                case '[' or ']':
                    return None;
                case '(':
                    _depth++;
                    break;
                case ')' when _depth-- == 0:
                    return i;
            }
        }

        return isEnd || last == Most ? None : Unknown;
    }

    /// <summary>The target of a link as it is shown; <see langword="null"/> if it is none.</summary>
    public static string? Target(ReadOnlySpan<char> inside)
    {
        var text = inside.Trim(" \t");
        var blank = text.IndexOfAny(' ', '\t');
        if (text.IsEmpty || (blank >= 0 && text[blank..].TrimStart(" \t")[0] is not ('"' or '\'')))
            return null;
        var address = blank < 0 ? text : text[..blank];
        if (address.Length > 2 && address[0] == '<' && address[^1] == '>')
            address = address[1..^1];
        return new StringBuilder().Append(address).Append(blank < 0 ? "" : text[blank..]).ToString();
    }

    private static int Length(ReadOnlySpan<char> marks)
    {
        var end = marks.IndexOfAnyExcept('`');
        return end < 0 ? marks.Length : end;
    }
}
