using System.Text;

namespace QwenCode.Showing;

/// <summary>Fenced code: its lines are shown as they are, between two rules.</summary>
/// <param name="wrap">Where the lines go.</param>
internal sealed class CodeFence(StyledWrap wrap)
{
    private const int MostIndent = 3;
    private const int MostMarks = 200;

    private readonly StringBuilder _head = new();
    private readonly StringBuilder _prefix = new();
    private RowPrefix _rest = RowPrefix.None;
    private char _mark;
    private int _length;
    private int _indent;
    private int _quotes;
    private Part _part;
    private int _matched;
    private int _column;
    private int _marks;

    private enum Part
    {
        Quotes,
        Gap,
        Indent,
        Head,
        Code,
    }

    /// <summary>Whether a fence is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the rest of the line is code.</summary>
    public bool IsInCode => IsOpen && _part == Part.Code;

    /// <summary>Whether the line has begun.</summary>
    public bool IsInLine => _prefix.Length + _head.Length + _column > 0 || _part == Part.Code;

    /// <summary>Opens a fence.</summary>
    /// <param name="mark">The mark of the fence.</param>
    /// <param name="length">The number of its marks.</param>
    /// <param name="indent">Its column, which its lines have in common.</param>
    /// <param name="containers">The blocks that it is in.</param>
    public void Open(char mark, int length, int indent, Containers containers)
    {
        (_mark, _length, _indent, _quotes, _rest, IsOpen) = (mark, length, indent, containers.Quotes, containers.Rest, true);
        BeginLine();
    }

    /// <summary>Closes the fence with a rule.</summary>
    public void Close()
    {
        wrap.WriteRule(_rest, _rest, "");
        IsOpen = false;
    }

    /// <summary>Takes a character.</summary>
    /// <returns>The beginning of the line, if the line is no longer in the quote of the fence, which is closed then.</returns>
    public string? Take(char next)
    {
        switch (_part)
        {
            case Part.Quotes when next is '>' or ' ':
                _prefix.Append(next);
                _matched += next == '>' ? 1 : 0;
                _part = _matched == _quotes ? Part.Gap : Part.Quotes;
                return null;
            case Part.Quotes:
                Close();
                return _prefix.ToString();
            case Part.Gap when next == ' ':
                _part = Part.Indent;
                return null;
            case Part.Gap or Part.Indent:
                TakeIndent(next);
                return null;
            case Part.Head:
                TakeHead(next);
                return null;
            default:
                EndLine();
                return null;
        }
    }

    private void TakeIndent(char next)
    {
        _part = Part.Indent;
        if (next is ' ' or '\t' && _column < _indent)
        {
            _column += next == ' ' ? 1 : 4 - (_column % 4);
            return;
        }

        _part = Part.Head;
        TakeHead(next);
    }

    private void TakeHead(char next)
    {
        if (next == '\n' && _marks >= _length)
        {
            Close();
        }
        else if (next != '\n' && MayClose(next))
        {
            _head.Append(next);
        }
        else
        {
            wrap.BeginLine(_rest, _rest);
            if (_head.Length > 0)
                wrap.WriteVerbatim(_head.ToString(), TextStyles.None);
            if (next == '\n')
            {
                EndLine();
                return;
            }

            _part = Part.Code;
            wrap.WriteVerbatim([next], TextStyles.None);
        }
    }

    // Blanks, marks, blanks.
    private bool MayClose(char next)
    {
        if (next is ' ' or '\t')
            return _marks >= _length || (_marks == 0 && _head.Length < MostIndent);
        if (next != _mark || _marks == MostMarks || (_marks > 0 && _head[^1] != _mark))
            return false;
        _marks++;
        return true;
    }

    private void EndLine()
    {
        wrap.EndLine();
        BeginLine();
    }

    private void BeginLine()
    {
        _head.Clear();
        _prefix.Clear();
        (_part, _matched, _column, _marks) = (_quotes > 0 ? Part.Quotes : Part.Indent, 0, 0, 0);
    }
}
