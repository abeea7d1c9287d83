using System.Buffers;
using System.Runtime.InteropServices;

namespace QwenCode.Showing;

/// <summary>
/// Reads the Markdown within a line as it arrives: emphasis, code, links. Marks are held back until their meaning is known, for a limited
/// number of characters; those without a meaning are text.
/// </summary>
/// <param name="wrap">Where the text goes.</param>
internal sealed class InlineReader(StyledWrap wrap)
{
    /// <summary>How many characters are held back for a mark.</summary>
    public const int MostHeld = 500;

    private const int MostRead = 4096;
    private const int Unknown = 0;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\\`*_~[]!<$");

    private readonly InlineNodes _nodes = new(wrap);
    private readonly InlineSpans _spans = new();
    private readonly List<char> _line = [];
    private int _at;
    private char _before = ' ';

    /// <summary>The style that all text of the line has.</summary>
    public TextStyles Base
    {
        get => _nodes.Base;
        set => _nodes.Base = value;
    }

    /// <summary>Reads more of a line.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        _line.AddRange(text);
        Read(isEnd: false);
        if (_at < MostRead)
            return;
        _line.RemoveRange(0, _at);
        _at = 0;
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        Read(isEnd: true);
        _nodes.End();
        _line.Clear();
        (_at, _before) = (0, ' ');
    }

    private void Read(bool isEnd)
    {
        while (_at < _line.Count)
        {
            var rest = CollectionsMarshal.AsSpan(_line)[_at..];
            var length = ReadNext(rest, isEnd);
            if (length == Unknown)
                return;
            _before = rest[length - 1];
            _at += length;
            _nodes.Advance(length);
            _spans.Clear();
        }
    }

    // The number of characters that were read.
    private int ReadNext(ReadOnlySpan<char> rest, bool isEnd)
    {
        var plain = rest.IndexOfAny(Marks);
        if (plain != 0)
            return Text(rest, plain < 0 ? rest.Length : plain);
        if (rest.Length == 1 && !isEnd && rest[0] != '[')
            return Unknown;
        return rest[0] switch
        {
            '\\' => Escape(rest),
            '`' => Code(rest, isEnd),
            '$' => Formula(rest, isEnd),
            '<' => Tag(rest, isEnd),
            '[' => Bracket("["),
            '!' => rest.Length > 1 && rest[1] == '[' ? Bracket("![") : Text(rest, 1),
            ']' => EndOfLink(rest, isEnd),
            _ => Run(rest, isEnd),
        };
    }

    private int Text(ReadOnlySpan<char> rest, int length)
    {
        _nodes.Add(rest[..length]);
        return length;
    }

    private int Escape(ReadOnlySpan<char> rest)
    {
        if (rest.Length == 1 || !char.IsAscii(rest[1]) || !(char.IsPunctuation(rest[1]) || char.IsSymbol(rest[1])))
            return Text(rest, 1);
        _nodes.Add(rest.Slice(1, 1));
        return 2;
    }

    private int Code(ReadOnlySpan<char> rest, bool isEnd)
    {
        var marks = InlineSpans.Run(rest);
        if (marks == MostHeld)
            return Text(rest, marks);
        if (marks == rest.Length && !isEnd)
            return Unknown;
        var end = _spans.EndOfCode(rest, marks, isEnd);
        if (end < 0)
            return end == InlineSpans.Unknown ? Unknown : Text(rest, marks);
        var code = rest[marks..end];
        if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && code.IndexOfAnyExcept(' ') >= 0)
            code = code[1..^1];
        _nodes.Add(code, TextStyles.Code);
        return end + marks;
    }

    private int Formula(ReadOnlySpan<char> rest, bool isEnd)
    {
        if (rest.Length == 1 || rest[1] != '$')
            return Text(rest, 1);
        var end = _spans.EndOfFormula(rest, isEnd);
        return end == InlineSpans.Unknown ? Unknown : Text(rest, end < 0 ? 2 : end + 2);
    }

    private int Tag(ReadOnlySpan<char> rest, bool isEnd)
    {
        if (rest.Length == 1 || !(char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?'))
            return Text(rest, 1);
        var end = _spans.EndOfTag(rest, isEnd);
        if (end < 0)
            return end == InlineSpans.Unknown ? Unknown : Text(rest, 1);
        if (!IsAddress(rest[1..end]))
            return Text(rest, end + 1);
        _nodes.Add(rest[1..end], TextStyles.Underline);
        return end + 1;
    }

    private static bool IsAddress(ReadOnlySpan<char> text) => text.IndexOf(' ') < 0
        && (text.IndexOf("://") > 0 || text.StartsWith("mailto:") || (text.IndexOf('@') > 0 && text.IndexOfAny("/\"='") < 0));

    private int Bracket(string text)
    {
        _nodes.AddBracket(text);
        return text.Length;
    }

    private int EndOfLink(ReadOnlySpan<char> rest, bool isEnd)
    {
        if (!_nodes.HasBracket)
            return Text(rest, 1);
        var end = rest.Length > 1 && rest[1] == '(' ? _spans.EndOfTarget(rest, 2, isEnd) : InlineSpans.None;
        if (end == InlineSpans.Unknown)
            return Unknown;
        var target = end < 0 ? null : InlineSpans.Target(rest[2..end]);
        _nodes.EndBracket(target);
        return target is null ? 1 : end + 1;
    }

    private int Run(ReadOnlySpan<char> rest, bool isEnd)
    {
        var length = InlineSpans.Run(rest);
        if (length == rest.Length && !isEnd && length < MostHeld)
            return Unknown;
        if (length == MostHeld || (rest[0] == '~' && length != 2))
            return Text(rest, length);
        var (canOpen, canClose) = Flanks.Of(rest[0], _before, length < rest.Length ? rest[length] : ' ');
        _nodes.AddRun(rest[..length], canOpen, canClose);
        return length;
    }
}
