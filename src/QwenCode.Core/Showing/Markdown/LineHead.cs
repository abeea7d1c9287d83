using System.Text;

namespace QwenCode.Showing;

/// <summary>The first characters of a line after its indentation, until they tell its kind.</summary>
internal sealed class LineHead
{
    private const int Most = 200;
    private const int MostDigits = 9;
    private const int MostLevel = 6;
    private const int LeastMarks = 3;

    private readonly StringBuilder _text = new();
    private int _marks;

    /// <summary>Whether the line is known to be no thematic break.</summary>
    public bool IsNoBreak { get; set; }

    /// <summary>The number of marks at its beginning; between those of a thematic break there may be blanks.</summary>
    public int Marks => _marks;

    /// <summary>The first character.</summary>
    public char Mark => _text[0];

    /// <summary>The characters, which are forgotten.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    /// <summary>Adds a character, unless it is the one that tells the kind.</summary>
    public LineKind Add(char next)
    {
        var kind = _text.Length == 0 ? Begin(next) : Decide(next);
        if (kind != LineKind.Unknown)
            return kind;
        if (_text.Length == 0 || (next == Mark && (Mark is not ('`' or '~') || _text.Length == _marks)))
            _marks++;
        _text.Append(next);
        return kind;
    }

    private LineKind Begin(char next)
    {
        _marks = 0;
        return next switch
        {
            '|' => LineKind.Row,
            '{' => LineKind.Data,
            '[' or '<' or '#' or '`' or '~' or '-' or '*' or '+' or '_' or '$' or '\\' => LineKind.Unknown,
            _ => char.IsAsciiDigit(next) ? LineKind.Unknown : LineKind.Text,
        };
    }

    private LineKind Decide(char next) => Mark switch
    {
        '#' => next == '#' && _marks < MostLevel ? LineKind.Unknown : IsBlankOrEnd(next) ? LineKind.Heading : LineKind.Text,
        '`' or '~' => Fence(next),
        '$' => Formula(next, '$'),
        '[' => next is '"' or '{' or '[' ? LineKind.Data : LineKind.Text,
        '<' => next is '?' or '!' ? LineKind.Data : LineKind.Text,
        '\\' => Formula(next, '['),
        '-' or '*' or '+' or '_' => Marker(next),
        _ => Number(next),
    };

    private LineKind Fence(char next)
    {
        if (_text.Length == _marks && next == Mark)
            return _marks < Most ? LineKind.Unknown : LineKind.Text;
        if (_marks < LeastMarks || _text.Length > Most || (next == '`' && Mark == '`'))
            return LineKind.Text;
        return next == '\n' ? LineKind.Fence : LineKind.Unknown;
    }

    private LineKind Formula(char next, char second)
    {
        if (_text.Length == 1)
            return next == second ? LineKind.Unknown : LineKind.Text;
        return next == '\n' ? LineKind.Formula : IsBlank(next) && _text.Length < Most ? LineKind.Unknown : LineKind.Text;
    }

    private LineKind Marker(char next)
    {
        var isItem = Mark != '_' && _text.Length > 1 && IsBlank(_text[1]);
        if (isItem && (Mark == '+' || IsNoBreak))
            return LineKind.Item;
        if (next == Mark || IsBlank(next))
            return _text.Length < Most ? LineKind.Unknown : isItem ? LineKind.Item : LineKind.Text;
        if (next != '\n')
            return isItem ? LineKind.Item : LineKind.Text;
        if (_marks >= LeastMarks && Mark != '+' && !IsNoBreak)
            return LineKind.Break;
        return isItem || (_text.Length == 1 && Mark != '_') ? LineKind.Item : LineKind.Text;
    }

    private LineKind Number(char next)
    {
        if (!char.IsAsciiDigit(_text[^1]))
            return IsBlankOrEnd(next) ? LineKind.Item : LineKind.Text;
        return next is '.' or ')' || (char.IsAsciiDigit(next) && _text.Length < MostDigits) ? LineKind.Unknown : LineKind.Text;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    private static bool IsBlankOrEnd(char character) => character is ' ' or '\t' or '\n';
}
