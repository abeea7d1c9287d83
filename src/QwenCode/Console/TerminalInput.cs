using System.Collections.Concurrent;
using QwenCode.Pipeline;
using QwenCode.SignIn;

namespace QwenCode.Console;

/// <summary>Reads prompts in a line editor on a terminal.</summary>
internal sealed class TerminalInput : IChatInput
{
    private static readonly TimeSpan TickTime = TimeSpan.FromMilliseconds(200);

    private readonly PipelinePump _pump;
    private readonly ChatScreen _screen;
    private readonly LineEditor _editor;
    private readonly ExitConfirmation _exit;
    private readonly InterruptGuard _guard;
    private readonly KeyReader _keys;
    private readonly ITimer _timer;
    private readonly ConcurrentQueue<ConsoleInput> _inputs = new();
    private readonly QueuedLines _queued;
    private Action<ConsoleInput> _press;
    private Action _cancel = () => { };
    private string? _entered;
    private bool _isEnded;
    private int _tick;

    /// <summary>Begins to read keys.</summary>
    /// <param name="pump">Brings the keys to the pipeline thread.</param>
    /// <param name="screen">Shows what is typed.</param>
    /// <param name="editor">The editor of prompts.</param>
    /// <param name="time">The clock.</param>
    public TerminalInput(PipelinePump pump, ChatScreen screen, LineEditor editor, TimeProvider time)
    {
        (_pump, _screen, _editor, _exit) = (pump, screen, editor, new ExitConfirmation(time));
        _guard = new InterruptGuard(time);
        _queued = new QueuedLines(editor);
        _press = PressTypeAhead;
        Prompts = new EditorPrompts(this, screen);
        _keys = new KeyReader(Receive, time);
        _timer = time.CreateTimer(_ => Tick(), null, TickTime, TickTime);
    }

    /// <inheritdoc/>
    public Prompts Prompts { get; }

    /// <inheritdoc/>
    public string? HistoryProblem => _editor.HistoryProblem;

    /// <inheritdoc/>
    public ScreenRows Typed => _editor.Text.Length > 0 || !_queued.IsEmpty ? Rows(_editor, _queued) : ScreenRows.None;

    /// <inheritdoc/>
    public string? Read()
    {
        // What was reported or typed since comes first.
        _pump.WaitUntil(() => true);
        if (_queued.Take() is { } queued)
        {
            Commit(queued);
            return queued;
        }

        _entered = null;
        var entered = Edit(_editor, PressAtPrompt, () => _entered is not null || _isEnded) ? _entered : null;
        if (entered is not null)
            Commit(entered);
        return entered;
    }

    /// <summary>Reads a line in an editor of its own.</summary>
    /// <param name="editor">The editor.</param>
    /// <returns>The line.</returns>
    /// <exception cref="OperationCanceledException">The user cancels it.</exception>
    public string ReadLine(LineEditor editor)
    {
        string? line = null;
        var isCanceled = false;
        Edit(
            editor,
            input =>
            {
                if (input is { Key: ConsoleKey.Escape })
                {
                    isCanceled = true;
                    return;
                }

                var result = editor.Press(input);
                if (result.Action == EditorAction.Submitted)
                    line = result.Text;
                isCanceled |= result.Action is EditorAction.Interrupted or EditorAction.EndOfInput;
            },
            () => line is not null || isCanceled);
        if (!isCanceled)
            return line!;
        _queued.Return();
        _cancel();
        throw new OperationCanceledException();
    }

    /// <inheritdoc/>
    public IDisposable Listen(Action cancel)
    {
        var (press, content) = (_press, _screen.Content);
        _cancel = cancel;
        _press = input =>
        {
            if (!IsCancel(input))
            {
                PressTypeAhead(input);
                return;
            }

            cancel();
            _queued.Return();
        };
        return new Ending(() =>
        {
            _press = press;
            _screen.Content = content;
            _screen.Refresh();
        });
    }

    /// <inheritdoc/>
    public void ReturnQueued() => _queued.Return();

    /// <inheritdoc/>
    public void Lend(Action interrupt, Action action)
    {
        _screen.Hide();
        _keys.Pause();
        try
        {
            _guard.Run(
                () =>
                {
                    _pump.Post(_queued.Return);
                    interrupt();
                },
                action);
        }
        finally
        {
            _keys.Resume();
            _screen.BeginRow();
        }

        // Now, and not when the pump gets to it: what was typed meanwhile answers no prompt that comes next.
        while (_inputs.TryDequeue(out var input))
            _press(input);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _keys.Dispose();
        _guard.Dispose();
        _screen.Content = () => ScreenRows.None;
        _screen.Refresh();
    }

    private static bool IsCancel(ConsoleInput input) =>
        input is { IsPaste: false, Key: ConsoleKey.Escape, Modifiers: 0 } or { IsPaste: false, Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control };

    private void Receive(ConsoleInput input)
    {
        _inputs.Enqueue(input);
        _pump.Post(PressNext);
    }

    private void PressNext()
    {
        if (_inputs.TryDequeue(out var input))
            _press(input);
    }

    private bool Edit(LineEditor editor, Action<ConsoleInput> press, Func<bool> isDone)
    {
        var (oldPress, oldContent) = (_press, _screen.Content);
        _press = input =>
        {
            press(input);
            _screen.Refresh();
        };
        _screen.Content = () => Rows(editor);
        try
        {
            _screen.Refresh();
            _pump.WaitUntil(isDone);
            return true;
        }
        finally
        {
            (_press, _screen.Content) = (oldPress, oldContent);
            if (!_pump.IsStopped)
                _screen.Refresh();
        }
    }

    private void PressAtPrompt(ConsoleInput input)
    {
        if (_entered is not null)
        {
            PressTypeAhead(input);
            return;
        }

        var result = _editor.Press(input);
        if (result.Action != EditorAction.Interrupted || result.HadText)
            _exit.Forget();
        switch (result.Action)
        {
            case EditorAction.Submitted:
                _entered = result.Text;
                break;
            case EditorAction.Interrupted when !result.HadText && _exit.Press():
            case EditorAction.EndOfInput:
                _isEnded = true;
                break;
            case EditorAction.ClearScreen:
                _screen.Clear();
                break;
        }
    }

    private void PressTypeAhead(ConsoleInput input)
    {
        var result = _editor.Press(input);
        if (result.Action == EditorAction.Submitted)
            _queued.Add(result.Text);
        if (result.Action == EditorAction.EndOfInput)
            _isEnded = input.IsClosed;
        if (result.Action == EditorAction.ClearScreen)
            _screen.Clear();
        _screen.Refresh();
    }

    private ScreenRows Rows(LineEditor editor, QueuedLines? queued = null)
    {
        var (width, height) = _screen.Size;
        var frame = EditorFrame.Of(editor.View, width, height, _screen.Style);
        var above = queued?.Rows(width, _screen.Style) ?? [];
        List<string> rows = [.. above, .. frame.Rows];
        if (_exit.IsPending)
            rows.Add(_screen.Style.Dim(ExitConfirmation.Hint));
        return new ScreenRows(rows, frame.CursorRow + above.Count, frame.CursorColumn);
    }

    // What was sent stays on the screen and in a transcript.
    private void Commit(string text) => _screen.WriteLine(PromptText.Of(text, _screen.Size, _screen.Style));

    // One at a time: the pipeline thread may be busy with a command of the user.
    private void Tick()
    {
        if (Interlocked.Exchange(ref _tick, 1) == 0)
            _pump.Post(OnTick);
    }

    private void OnTick()
    {
        _tick = 0;
        _screen.Refresh();
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
