using System.Text;
using QwenCode.Commands;
using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>
/// The console's output: text that is only ever appended, by the host, so that transcripts have it; and below it, on a terminal, rows that
/// are redrawn: what is being typed, and what a request is doing. Used only on the pipeline thread.
/// </summary>
internal sealed class ChatScreen
{
    // A row that is redrawn with what is typed below it. Below a longer one, such as a line of code without end, nothing is shown until it ends.
    private const int LongestOpenRow = 2000;

    private readonly QwenCommand _command;
    private readonly TextWriter? _terminal;
    private readonly TransientRegion? _region;
    private readonly StringBuilder _openRow = new();
    private bool _isDrawn;
    private bool _drawsOpenRow;
    private (ScreenRows Rows, (int, int) Size) _drawn;

    /// <summary>A screen.</summary>
    /// <param name="command">The command that writes.</param>
    /// <param name="terminal">The terminal; <see langword="null"/> for a host without one, which nothing can be redrawn on.</param>
    /// <param name="style">The styles.</param>
    public ChatScreen(QwenCommand command, TextWriter? terminal, ConsoleStyle style)
    {
        _command = command;
        _terminal = terminal;
        _region = terminal is null ? null : new TransientRegion(terminal);
        Style = style;
    }

    /// <summary>The styles.</summary>
    public ConsoleStyle Style { get; }

    /// <summary>The columns and rows of the terminal; the usual ones without one.</summary>
    public (int Width, int Height) Size => _terminal is null ? TerminalSize.Usual : TerminalSize.Current;

    /// <summary>The columns at which text is wrapped; <see langword="null"/> if the host wraps.</summary>
    public int? WrapWidth => _terminal is null ? null : Size.Width;

    /// <summary>What is redrawn below the text.</summary>
    public Func<ScreenRows> Content { get; set; } = () => ScreenRows.None;

    /// <summary>Appends text that is harmless for a terminal.</summary>
    public void Write(string text)
    {
        if (text.Length == 0)
            return;
        Hide();
        _command.WriteHostText(text, endsLine: false);
        var end = text.LastIndexOf('\n');
        if (end >= 0)
            _openRow.Clear();
        _openRow.Append(text, end + 1, text.Length - end - 1);
        Refresh();
    }

    /// <summary>Appends a line that is harmless for a terminal, on a row of its own.</summary>
    public void WriteLine(string text = "") => Write($"{(_openRow.Length > 0 ? "\n" : "")}{text}\n");

    /// <summary>Appends a line of this module's own words, which may quote foreign text.</summary>
    public void WriteNotice(string text) => WriteLine(Style.Dim(Wrapped(ForeignText.OneLine(text))));

    /// <summary>As <see cref="WriteNotice"/>, for a line that a model wrote: no blank of it is omitted, and no row of it reads as a line of this module.</summary>
    public void WriteCommand(string text) => WriteLine(Style.Dim(WrapWidth is { } width ? HangingRows.Of(ForeignText.OneLine(text), width) : ForeignText.OneLine(text)));

    /// <summary>Appends lines in which foreign text was made harmless, wrapped.</summary>
    public void WriteText(string text) => WriteLine(Wrapped(ForeignText.Lines(text)));

    /// <summary>Appends an error.</summary>
    public void WriteError(string message) => WriteLine(Style.Error(Wrapped(ForeignText.OneLine(message))));

    /// <summary>Ends a row that was begun.</summary>
    public void EndRow()
    {
        if (_openRow.Length > 0)
            Write("\n");
    }

    /// <summary>Goes to the start of a row after others wrote: the one they are in if they left it empty, otherwise the next.</summary>
    public void BeginRow()
    {
        if (_terminal is null)
            return;

        // A row of spaces wraps only if something precedes them.
        _terminal.Write($"{new string(' ', Size.Width)}\r");
        _terminal.Flush();
    }

    /// <summary>Redraws the rows below the text.</summary>
    public void Refresh()
    {
        if (_region is null)
            return;
        var content = Content();
        if (content.Rows.Count == 0 || _openRow.Length > LongestOpenRow)
        {
            Hide();
            return;
        }

        if (_isDrawn && Size == _drawn.Size && content.CursorRow == _drawn.Rows.CursorRow && content.CursorColumn == _drawn.Rows.CursorColumn && content.Rows.SequenceEqual(_drawn.Rows.Rows))
            return;
        var drawsOpenRow = _openRow.Length > 0;
        if (!_isDrawn && drawsOpenRow)
            MoveToStartOfOpenRow();
        if (_isDrawn && drawsOpenRow != _drawsOpenRow)
            Hide();
        var rows = drawsOpenRow ? [_openRow.ToString(), .. content.Rows] : content.Rows;
        _region.Draw(rows, content.CursorRow + (drawsOpenRow ? 1 : 0), content.CursorColumn, Size.Width);
        (_isDrawn, _drawsOpenRow, _drawn) = (true, drawsOpenRow, (content, Size));
    }

    /// <summary>Removes the rows below the text, for others who write on the host.</summary>
    public void Hide()
    {
        if (!_isDrawn)
            return;
        _region!.Erase(Size.Width);
        _isDrawn = false;
        if (_drawsOpenRow)
            _terminal!.Write(_openRow);
        _terminal!.Flush();
    }

    /// <summary>Clears the screen, and keeps what is redrawn.</summary>
    public void Clear()
    {
        if (_terminal is null)
            return;
        Hide();
        _openRow.Clear();
        _terminal.Write("\u001B[H\u001B[2J");
        _terminal.Flush();
        Refresh();
    }

    /// <summary>Sends a sequence to the terminal, if there is one.</summary>
    public bool TrySend(string sequence)
    {
        _terminal?.Write(sequence);
        _terminal?.Flush();
        return _terminal is not null;
    }

    private string Wrapped(string text) => WrapWidth is { } width ? WordWrap.Of(text, width) : text;

    private void MoveToStartOfOpenRow()
    {
        var wrapped = Math.Max(0, ConsoleStyle.Cells(_openRow.ToString()) - 1) / Size.Width;
        _terminal!.Write(wrapped > 0 ? $"\r\u001B[{wrapped}A" : "\r");
    }
}
