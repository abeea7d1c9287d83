namespace QwenCode.Showing;

/// <summary>
/// Reads the lines of a Markdown text as they arrive: headings, lists, quotes, code, tables, paragraphs. A line break of the source is one
/// on the screen.
/// </summary>
internal sealed class BlockReader
{
    private const int TabStop = 4;
    private const int IndentOfCode = 4;

    private readonly StyledWrap _wrap;
    private readonly InlineReader _inline;
    private readonly HeadingText _heading;
    private readonly TableReader _table;
    private readonly CodeFence _fence;
    private readonly FormulaLines _formula = new();
    private readonly Containers _containers = new();
    private readonly LineHead _head = new();
    private Part _part;
    private int _indent;
    private bool _isAfterQuoteMark;
    private bool _isLineBegun;
    private bool _mayBeCode = true;

    /// <summary>Begins.</summary>
    /// <param name="wrap">Where the lines go.</param>
    public BlockReader(StyledWrap wrap)
    {
        _wrap = wrap;
        _inline = new InlineReader(wrap);
        _heading = new HeadingText(_inline);
        _table = new TableReader(wrap, _inline);
        _fence = new CodeFence(wrap);
    }

    private enum Part
    {
        Start,
        Head,
        Heading,
        Row,
        Text,
        Verbatim,
    }

    private string Indentation => new(' ', Math.Max(_indent - _containers.Content, 0));

    /// <summary>Reads more.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = _fence.IsInCode || (!_fence.IsOpen && _part >= Part.Text) ? text.IndexOf('\n') : 0;
            length = length < 0 ? text.Length : length;
            if (length == 0)
                Take(text[length++]);
            else
                TakeRest(text[..length]);
            text = text[length..];
        }
    }

    /// <summary>Ends the text, and what is open in it.</summary>
    /// <returns>Whether the last line was ended here and not by the text.</returns>
    public bool End()
    {
        var isOpen = _fence.IsOpen || _isLineBegun;
        if (_fence.IsOpen ? _fence.IsInLine : _isLineBegun)
            Take('\n');
        if (_fence.IsOpen)
            _fence.Close();
        _table.End();
        _formula.End();
        _containers.Clear();
        BeginLine(mayBeCode: true);
        return isOpen;
    }

    private void BeginLine(bool mayBeCode)
    {
        _containers.BeginLine();
        _head.IsNoBreak = false;
        (_part, _indent, _isAfterQuoteMark, _isLineBegun, _mayBeCode) = (Part.Start, 0, false, false, mayBeCode);
    }

    private void TakeRest(ReadOnlySpan<char> text)
    {
        if (_fence.IsOpen || _part == Part.Verbatim)
            _wrap.WriteVerbatim(text, TextStyles.None);
        else
            _inline.Take(text);
        _formula.Take(text);
    }

    private void TakeAll(string text)
    {
        foreach (var next in text)
            Take(next);
    }

    private void Take(char next)
    {
        if (_fence.IsOpen)
        {
            TakeFenced(next);
            return;
        }

        _isLineBegun = true;
        switch (_part)
        {
            case Part.Start:
                TakeStart(next);
                break;
            case Part.Head:
                TakeHead(next);
                break;
            case Part.Heading when next != '\n':
                _heading.Take(next);
                break;
            case Part.Row:
                TakeRow(next);
                break;
            case not Part.Heading when next != '\n':
                TakeRest([next]);
                break;
            default:
                EndLine();
                break;
        }
    }

    private void TakeFenced(char next)
    {
        if (_fence.Take(next) is not { } line)
            return;
        TakeAll(line);
        Take(next);
    }

    private void EndLine()
    {
        if (_part == Part.Heading)
            _heading.End();
        else if (_part == Part.Text)
            _inline.End();
        _wrap.EndLine();
        _formula.EndLine();
        BeginLine(mayBeCode: _part == Part.Verbatim);
    }

    private void TakeStart(char next)
    {
        if (next is ' ' or '\t')
        {
            _indent += next == '\t' ? TabStop - (_indent % TabStop) : _isAfterQuoteMark ? 0 : 1;
            _isAfterQuoteMark = false;
            return;
        }

        _containers.EnterItems(_indent);
        if (next == '\n')
            EndEmptyLine();
        else if (next == '>' && !_formula.IsOpen && TryEnterQuote())
            (_indent, _isAfterQuoteMark) = (0, true);
        else
            BeginContent(next);
    }

    private void EndEmptyLine()
    {
        _table.End();
        _formula.End();
        _containers.LeaveQuotes();
        _wrap.BeginLine(_containers.First, _containers.Rest);
        if (!_containers.HasOpened && _containers.Quotes == 0)
            _wrap.BeginLine(RowPrefix.None, RowPrefix.None);
        _wrap.EndLine();
        BeginLine(mayBeCode: true);
    }

    private bool TryEnterQuote()
    {
        if (_containers.IsNextQuote)
        {
            _containers.EnterQuote();
            return true;
        }

        _table.End();
        _containers.Leave();
        return _containers.TryOpenQuote(_wrap.Limit);
    }

    private void BeginContent(char next)
    {
        if (!(_table.IsActive && next == '|' && !_containers.LeavesQuote))
        {
            _table.End();
            _containers.Leave();
            _containers.BeginContent(_indent);
        }

        if (_formula.IsOpen || IsCode(next))
        {
            BeginVerbatim("");
            Take(next);
            return;
        }

        _part = Part.Head;
        TakeHead(next);
    }

    private bool IsCode(char next) => _mayBeCode && _indent - _containers.Content >= IndentOfCode && !_table.IsActive
        && !(_containers.IsInItem && (next is '-' or '*' or '+' || char.IsAsciiDigit(next)));

    private void BeginText(Part part)
    {
        _part = part;
        _wrap.BeginLine(_containers.First, _containers.Rest);
    }

    private void BeginVerbatim(string text)
    {
        BeginText(Part.Verbatim);
        _wrap.WriteVerbatim(Indentation + text, TextStyles.None);
    }

    private void TakeHead(char next)
    {
        var kind = _head.Add(next);
        if (kind == LineKind.Unknown)
            return;
        var text = _head.Take();
        switch (kind)
        {
            case LineKind.Heading:
                BeginText(Part.Heading);
                _heading.Begin(text.Length);
                break;
            case LineKind.Row:
                _part = Part.Row;
                _table.BeginRow(_containers);
                break;
            case LineKind.Break or LineKind.Fence:
                WriteRule(kind, text);
                return;
            case LineKind.Item when BeginItem(text):
                break;
            case LineKind.Formula or LineKind.Data:
                BeginVerbatim(text);
                if (kind == LineKind.Formula && _containers.Quotes == 0)
                    _formula.Begin(text);
                break;
            default:
                BeginText(Part.Text);
                _wrap.Write(Indentation, TextStyles.None);
                _inline.Take(text);
                break;
        }

        Take(next);
    }

    private void WriteRule(LineKind kind, string text)
    {
        var label = kind == LineKind.Fence ? text[_head.Marks..].Trim() : "";
        _wrap.WriteRule(_containers.First, _containers.Rest, label);
        if (kind == LineKind.Fence)
            _fence.Open(text[0], _head.Marks, _indent, _containers);
        BeginLine(mayBeCode: false);
    }

    private bool BeginItem(string text)
    {
        var isNumber = char.IsAsciiDigit(text[0]);
        var marker = isNumber ? text : "•";
        if (!_containers.TryOpenItem(_indent, marker, _wrap.Limit))
            return false;
        var length = isNumber ? text.Length : 1;
        _head.IsNoBreak |= _head.Marks > 1 && !isNumber;
        _indent += length;
        _part = Part.Start;
        TakeAll(text[length..]);
        return true;
    }

    private void TakeRow(char next)
    {
        if (next == '\n')
        {
            _table.EndRow();
            BeginLine(mayBeCode: false);
        }
        else if (_table.Take(next) is { } text)
        {
            BeginText(Part.Text);
            _inline.Take(text);
        }
    }
}
