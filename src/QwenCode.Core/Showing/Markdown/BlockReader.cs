namespace QwenCode.Showing;

/// <summary>
/// Reads the lines of a Markdown text as they arrive: headings, lists, quotes, code, tables, paragraphs. A line break of the source is one
/// on the screen.
/// </summary>
internal sealed class BlockReader
{
    private readonly StyledWrap _wrap;
    private readonly InlineReader _inline;
    private readonly HeadingText _heading;
    private readonly TableReader _table;
    private readonly CodeFence _fence;
    private readonly FormulaLines _formula = new();
    private readonly LineStart _start;
    private Part _part;
    private bool _isLineBegun;

    /// <summary>Begins.</summary>
    /// <param name="wrap">Where the lines go.</param>
    public BlockReader(StyledWrap wrap)
    {
        _wrap = wrap;
        _inline = new InlineReader(wrap);
        _heading = new HeadingText(_inline);
        _table = new TableReader(wrap, _inline);
        _fence = new CodeFence(wrap);
        _start = new LineStart(wrap, _table, _formula);
    }

    private enum Part
    {
        Start,
        Heading,
        Row,
        Text,
        Verbatim,
    }

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
        _start.Containers.Clear();
        _wrap.End();
        BeginLine(mayBeCode: true);
        return isOpen;
    }

    private void BeginLine(bool mayBeCode)
    {
        _start.Begin(mayBeCode);
        (_part, _isLineBegun) = (Part.Start, false);
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
                if (_start.Take(next) is not LineKind.Unknown and var kind && Begin(kind))
                    Take(next);
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

    // Whether the line goes on.
    private bool Begin(LineKind kind)
    {
        switch (kind)
        {
            case LineKind.Empty:
                EndEmptyLine();
                return false;
            case LineKind.Break or LineKind.Fence:
                WriteRule(kind);
                return false;
            case LineKind.Heading:
                BeginText(Part.Heading);
                _heading.Begin(_start.Text.Length);
                return true;
            case LineKind.Row:
                _part = Part.Row;
                _table.BeginRow(_start.Containers);
                return true;
            case LineKind.Formula or LineKind.Data or LineKind.Code:
                BeginText(Part.Verbatim);
                _wrap.WriteVerbatim(_start.Indentation + _start.Text, TextStyles.None);
                if (kind == LineKind.Formula && _start.Containers.Quotes == 0)
                    _formula.Begin(_start.Text);
                return true;
            default:
                BeginText(Part.Text);
                _wrap.Write(_start.Containers.IsInItem ? "" : _start.Indentation, TextStyles.None);
                _inline.Take(_start.Text);
                return true;
        }
    }

    private void BeginText(Part part)
    {
        _part = part;
        _wrap.BeginLine(_start.Containers.First, _start.Containers.Rest);
    }

    private void EndEmptyLine()
    {
        if (_start.Containers.HasOpened || _start.Containers.Quotes > 0)
            _wrap.BeginLine(_start.Containers.First, _start.Containers.Rest);
        else
            _wrap.BeginLine(RowPrefix.None, RowPrefix.None);
        _wrap.EndLine();
        BeginLine(mayBeCode: true);
    }

    private void WriteRule(LineKind kind)
    {
        var (first, rest) = (_start.Containers.First, _start.Containers.Rest);
        if (kind == LineKind.Fence)
        {
            _wrap.WriteRule(first, rest, _start.Text[_start.Marks..].Trim());
            _fence.Open(_start.Text[0], _start.Marks, _start.Indent, _start.Containers);
        }
        else
        {
            _wrap.WriteRule(first, rest, "");
        }

        BeginLine(mayBeCode: false);
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
