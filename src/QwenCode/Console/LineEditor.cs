namespace QwenCode.Console;

/// <summary>Edits the line, or lines, that a person types. It draws nothing and reads nothing: <see cref="View"/> is what to show.</summary>
/// <param name="history">The history.</param>
/// <param name="completer">Completes on Tab; by default nothing does.</param>
internal sealed class LineEditor(PromptHistory history, ILineCompleter? completer = null)
{
    private readonly TextBuffer _buffer = new();
    private readonly EditingKeys _keys = new();
    private readonly CompletionMenu _menu = new(completer);
    private HistorySearch? _search;
    private bool _isMasked;

    /// <summary>What is shown before the first line.</summary>
    public string Prompt { get; set; } = "> ";

    /// <summary>Whether the text is a secret: shown as stars, without completion and history. A change clears the line.</summary>
    public bool IsMasked
    {
        get => _isMasked;
        set
        {
            if (_isMasked == value)
                return;
            _isMasked = value;
            Set("");
            _buffer.Clear();
            _keys.Forget();
        }
    }

    /// <summary>The notice about a history that cannot be used; <see langword="null"/> if it can.</summary>
    public string? HistoryProblem => history.Problem;

    /// <summary>The text.</summary>
    public string Text => _buffer.Text;

    /// <summary>The position of the cursor in the text.</summary>
    public int Cursor => _buffer.Cursor;

    /// <summary>What to show.</summary>
    public EditorView View => new(_search?.Entry ?? Text, _search is { Entry: not null } search ? search.Position : Cursor)
    {
        Prompt = Prompt,
        IsMasked = IsMasked,
        Candidates = _menu.Candidates,
        Selected = _menu.Selected,
        Search = _search?.Part,
        IsFound = _search is { IsFound: true },
    };

    /// <summary>Puts a text into the line, in place of what is there.</summary>
    public void Set(string text)
    {
        _search = null;
        _menu.Close();
        history.Leave();
        _buffer.Set(text);
    }

    /// <summary>Takes an input.</summary>
    public EditorResult Press(ConsoleInput input)
    {
        if (input.IsClosed)
            return new EditorResult(EditorAction.EndOfInput);
        if (_search is not null && PressInSearch(input) is { } result)
            return result;
        if (input is { IsPaste: false, Key: ConsoleKey.Tab, Modifiers: 0 or ConsoleModifiers.Shift })
        {
            if (!IsMasked)
                _menu.Step(_buffer, input.Modifiers == 0 ? 1 : -1);
            return EditorResult.None;
        }

        var wasOpen = _menu.IsOpen;
        _menu.Close();
        if (input.IsPaste || input.Text.Length > 0)
            Insert(input);
        else if (!wasOpen || input.Key != ConsoleKey.Escape)
            return input.Key == ConsoleKey.Enter ? PressEnter(input.Modifiers) : PressKey(input);
        return EditorResult.None;
    }

    private void Insert(ConsoleInput input)
    {
        var text = Graphemes.Clean(input.Text);
        if (!input.IsPaste)
            _buffer.Type(text);
        else
            _buffer.Insert(IsMasked ? text.ReplaceLineEndings("") : text);
    }

    private EditorResult PressEnter(ConsoleModifiers modifiers)
    {
        if (modifiers != 0)
            InsertLine();
        else if (!IsMasked && Cursor == Text.Length && Text.EndsWith('\\'))
            _buffer.Replace(Cursor - 1, 1, "\n");
        else
            return Submit();
        return EditorResult.None;
    }

    private EditorResult Submit()
    {
        var text = Text;
        if (IsMasked)
            _keys.Forget();
        else
            history.Add(text);
        _buffer.Clear();
        return new EditorResult(EditorAction.Submitted, text);
    }

    private EditorResult PressKey(ConsoleInput input)
    {
        switch (input.Modifiers, input.Key)
        {
            case (ConsoleModifiers.Control, ConsoleKey.C):
                return Interrupt();
            case (ConsoleModifiers.Control, ConsoleKey.D) when Text.Length == 0:
                return new EditorResult(EditorAction.EndOfInput);
            case (ConsoleModifiers.Control, ConsoleKey.L):
                return new EditorResult(EditorAction.ClearScreen);
            case (ConsoleModifiers.Control, ConsoleKey.J):
                InsertLine();
                break;
            case (ConsoleModifiers.Control, ConsoleKey.R) when !IsMasked:
                _search = new HistorySearch(history);
                break;
            case (0, ConsoleKey.Escape):
                ClearLine();
                break;
            case (0, ConsoleKey.UpArrow) or (ConsoleModifiers.Control, ConsoleKey.P):
                if (!_buffer.MoveUp() && !IsMasked && history.Older(Text) is { } older)
                    _buffer.Set(older);
                break;
            case (0, ConsoleKey.DownArrow) or (ConsoleModifiers.Control, ConsoleKey.N):
                if (!_buffer.MoveDown() && !IsMasked && history.Newer() is { } newer)
                    _buffer.Set(newer);
                break;
            default:
                _keys.Press(_buffer, input);
                break;
        }

        return EditorResult.None;
    }

    private void InsertLine()
    {
        if (!IsMasked)
            _buffer.Insert("\n");
    }

    private EditorResult Interrupt()
    {
        var hadText = Text.Length > 0;
        ClearLine();
        return new EditorResult(EditorAction.Interrupted, HadText: hadText);
    }

    private void ClearLine()
    {
        history.Leave();
        if (IsMasked)
            _buffer.Clear();
        else
            _buffer.Set("");
    }

    // What is not for the search ends it, and is then for the line.
    private EditorResult? PressInSearch(ConsoleInput input)
    {
        switch (input.Modifiers, input.Key)
        {
            case var _ when input.IsPaste || input.Text.Length > 0:
                _search!.Add(input.Text);
                return EditorResult.None;
            case (0, ConsoleKey.Backspace) or (ConsoleModifiers.Control, ConsoleKey.H or ConsoleKey.Backspace):
                _search!.RemoveLast();
                return EditorResult.None;
            case (ConsoleModifiers.Control, ConsoleKey.R):
                _search!.Older();
                return EditorResult.None;
            case (ConsoleModifiers.Control, ConsoleKey.C or ConsoleKey.G):
                _search = null;
                return EditorResult.None;
        }

        TakeFound();
        return input is { Modifiers: 0, Key: ConsoleKey.Escape or ConsoleKey.UpArrow or ConsoleKey.DownArrow } ? EditorResult.None : null;
    }

    private void TakeFound()
    {
        if (_search is { Entry: { } entry } search)
        {
            history.GoTo(search.Index, Text);
            _buffer.Set(entry);
            _buffer.MoveTo(search.Position);
        }

        _search = null;
    }
}
