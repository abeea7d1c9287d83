using System.Text;

namespace QwenCode.Showing;

/// <summary>The quotes and list items that a line is in.</summary>
internal sealed class Containers
{
    private const int MostCellsWithoutWidth = 40;

    private readonly List<Block> _blocks = [];
    private int _cells;
    private int _matched;
    private int _opened;

    /// <summary>Whether the line goes on in a quote if a <c>&gt;</c> follows.</summary>
    public bool IsNextQuote => _matched < _blocks.Count && _blocks[_matched].IsQuote;

    /// <summary>Whether an item began on the line.</summary>
    public bool HasOpened => _opened < _blocks.Count;

    /// <summary>Whether the line is in a list item, within the last quote.</summary>
    public bool IsInItem => _matched > 0 && !_blocks[_matched - 1].IsQuote;

    /// <summary>Whether a quote of the line before does not go on.</summary>
    public bool LeavesQuote => _blocks.FindIndex(_matched, block => block.IsQuote) >= 0;

    /// <summary>The number of quotes.</summary>
    public int Quotes => _blocks.Count(block => block.IsQuote);

    /// <summary>The column within the last quote at which the text of the item begins.</summary>
    public int Content => IsInItem ? _blocks[_matched - 1].Content : 0;

    /// <summary>The prefix of the first row of the line.</summary>
    public RowPrefix First => Prefix(_opened);

    /// <summary>The prefix of its other rows.</summary>
    public RowPrefix Rest => Prefix(int.MaxValue);

    /// <summary>Begins a line.</summary>
    public void BeginLine() => (_matched, _opened) = (0, _blocks.Count);

    /// <summary>Enters the items to which an indentation belongs: all whose marker is further left.</summary>
    public void EnterItems(int indent)
    {
        while (_matched < _blocks.Count && !_blocks[_matched].IsQuote && indent > _blocks[_matched].Indent)
            _matched++;
    }

    /// <summary>Enters the next quote.</summary>
    public void EnterQuote() => _matched++;

    /// <summary>Leaves the quotes that do not go on. An empty line does not end an item.</summary>
    public void LeaveQuotes()
    {
        if (_blocks.FindIndex(_matched, block => block.IsQuote) is >= 0 and var quote)
            LeaveFrom(quote);
    }

    /// <summary>Leaves all that does not go on.</summary>
    public void Leave() => LeaveFrom(_matched);

    /// <summary>Leaves everything.</summary>
    public void Clear()
    {
        LeaveFrom(0);
        BeginLine();
    }

    /// <summary>Begins a quote, unless the row has no room for it.</summary>
    /// <param name="limit">The most columns of a row.</param>
    public bool TryOpenQuote(int limit) => TryOpen(new Block(IsQuote: true, 0, $"{RowPrefix.Bar} ", 2), limit, isNeeded: false);

    /// <summary>Begins a list item, unless the row has no room for it.</summary>
    /// <param name="indent">The column of its marker within the last quote.</param>
    /// <param name="marker">The marker as it is shown.</param>
    /// <param name="limit">The most columns of a row.</param>
    public bool TryOpenItem(int indent, string marker, int limit)
    {
        var isFirst = !HasOpened;
        var cells = marker.Length + 1;
        var hangs = _cells + cells <= Most(limit);
        return TryOpen(new Block(IsQuote: false, indent, marker + ' ', hangs ? cells : 0) { Content = indent + cells }, limit, isFirst);
    }

    /// <summary>Notes the column at which the text of an item begins, if it began on this line.</summary>
    public void BeginContent(int indent)
    {
        if (HasOpened && IsInItem)
            _blocks[_matched - 1].Content = indent;
    }

    private static int Most(int limit) => limit == int.MaxValue ? MostCellsWithoutWidth : limit / 2;

    private bool TryOpen(Block block, int limit, bool isNeeded)
    {
        if (!isNeeded && _cells + block.Text.Length > Most(limit))
            return false;
        _blocks.Add(block);
        _cells += block.Cells;
        _matched++;
        return true;
    }

    private void LeaveFrom(int index)
    {
        for (var i = index; i < _blocks.Count; i++)
            _cells -= _blocks[i].Cells;
        _blocks.RemoveRange(index, _blocks.Count - index);
        _opened = Math.Min(_opened, index);
    }

    private RowPrefix Prefix(int opened)
    {
        if (_blocks.Count == 0)
            return RowPrefix.None;
        var text = new StringBuilder();
        for (var i = 0; i < _blocks.Count; i++)
            _ = _blocks[i].IsQuote || i >= opened ? text.Append(_blocks[i].Text) : text.Append(' ', _blocks[i].Cells);
        return new RowPrefix(text.ToString(), text.Length);
    }

    private sealed record Block(bool IsQuote, int Indent, string Text, int Cells)
    {
        public int Content { get; set; }
    }
}
