namespace QwenCode.Showing;

/// <summary>Reads the beginning of a line: its indentation, the quotes and items that it is in, and what tells its kind.</summary>
/// <param name="wrap">Where the lines go.</param>
/// <param name="table">The table that a line may continue.</param>
/// <param name="formula">The formula that a line may continue.</param>
internal sealed class LineStart(StyledWrap wrap, TableReader table, FormulaLines formula)
{
    private const int TabStop = 4;
    private const int IndentOfCode = 4;

    private readonly LineHead _head = new();
    private bool _isInHead;
    private bool _isAfterQuoteMark;
    private bool _mayBeCode = true;

    /// <summary>The quotes and items.</summary>
    public Containers Containers { get; } = new();

    /// <summary>The column of the line within the last quote.</summary>
    public int Indent { get; private set; }

    /// <summary>What was read of the line after its indentation.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The number of marks at the beginning of <see cref="Text"/>.</summary>
    public int Marks => _head.Marks;

    /// <summary>The indentation beyond that of the item.</summary>
    public string Indentation => new(' ', Math.Max(Indent - Containers.Content, 0));

    /// <summary>Begins a line.</summary>
    /// <param name="mayBeCode">Whether indentation makes it code.</param>
    public void Begin(bool mayBeCode)
    {
        Containers.BeginLine();
        _head.IsNoBreak = false;
        (Indent, Text, _isInHead, _isAfterQuoteMark, _mayBeCode) = (0, "", false, false, mayBeCode);
    }

    /// <summary>Reads a character.</summary>
    /// <returns>The kind of the line once it is known; the character is then the first that was not read.</returns>
    public LineKind Take(char next)
    {
        if (_isInHead)
            return TakeHead(next);
        if (next is ' ' or '\t')
        {
            Indent += next == '\t' ? TabStop - (Indent % TabStop) : _isAfterQuoteMark ? 0 : 1;
            _isAfterQuoteMark = false;
            return LineKind.Unknown;
        }

        Containers.EnterItems(Indent);
        if (next == '\n')
            return EndEmpty();
        if (next != '>' || formula.IsOpen || !TryEnterQuote())
            return BeginContent(next);
        (Indent, _isAfterQuoteMark) = (0, true);
        return LineKind.Unknown;
    }

    private LineKind EndEmpty()
    {
        table.End();
        formula.End();
        Containers.LeaveQuotes();
        return LineKind.Empty;
    }

    private bool TryEnterQuote()
    {
        if (Containers.IsNextQuote)
        {
            Containers.EnterQuote();
            return true;
        }

        table.End();
        Containers.Leave();
        return Containers.TryOpenQuote(wrap.Limit);
    }

    private LineKind BeginContent(char next)
    {
        if (!table.IsActive || next != '|' || Containers.LeavesQuote)
        {
            table.End();
            Containers.Leave();
            Containers.BeginContent(Indent);
        }

        if (formula.IsOpen || IsCode(next))
            return LineKind.Code;
        _isInHead = true;
        return TakeHead(next);
    }

    private bool IsCode(char next) => _mayBeCode && Indent - Containers.Content >= IndentOfCode && !table.IsActive
        && !(Containers.IsInItem && (next is '-' or '*' or '+' || char.IsAsciiDigit(next)));

    private LineKind TakeHead(char next)
    {
        var kind = _head.Add(next);
        if (kind == LineKind.Unknown)
            return kind;
        Text = _head.Take();
        return kind == LineKind.Item ? BeginItem(Text, next) : kind;
    }

    private LineKind BeginItem(string text, char next)
    {
        var isNumber = char.IsAsciiDigit(text[0]);
        if (!Containers.TryOpenItem(Indent, isNumber ? text : "•", wrap.Limit))
            return LineKind.Text;
        var read = isNumber ? text.Length : 1;
        _head.IsNoBreak |= _head.Marks > 1 && !isNumber;
        Indent += read;
        _isInHead = false;
        for (; read < text.Length; read++)
        {
            if (Take(text[read]) is not LineKind.Unknown and var kind)
            {
                Text += text[read..];
                return kind;
            }
        }

        return Take(next);
    }
}
