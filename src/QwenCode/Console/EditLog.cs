namespace QwenCode.Console;

/// <summary>One change of a text.</summary>
/// <param name="Start">Its position.</param>
/// <param name="Removed">What was there.</param>
/// <param name="Added">What is there instead.</param>
/// <param name="Before">The cursor before the change.</param>
/// <param name="After">The cursor after it.</param>
internal sealed record Edit(int Start, string Removed, string Added, int Before, int After)
{
    /// <summary>The position without the texts, which may be secrets.</summary>
    public override string ToString() => $"edit at {Start}";
}

/// <summary>The changes of a text that can be undone and redone.</summary>
internal sealed class EditLog
{
    private readonly Stack<Edit> _done = new();
    private readonly Stack<Edit> _undone = new();
    private bool _isRun;

    /// <summary>Adds a change.</summary>
    /// <param name="edit">The change.</param>
    /// <param name="isTyped">Whether it is undone together with the typed characters directly before it.</param>
    public void Add(Edit edit, bool isTyped)
    {
        _undone.Clear();
        if (isTyped && _isRun && _done.TryPeek(out var last) && last.Start + last.Added.Length == edit.Start)
        {
            _done.Pop();
            edit = last with { Added = last.Added + edit.Added, After = edit.After };
        }

        _done.Push(edit);
        _isRun = isTyped;
    }

    /// <summary>Ends a run of typed characters.</summary>
    public void EndRun() => _isRun = false;

    /// <summary>Takes the last change, to be undone.</summary>
    public Edit? Undo() => Take(_done, _undone);

    /// <summary>Takes the change that was undone last.</summary>
    public Edit? Redo() => Take(_undone, _done);

    /// <summary>Forgets all changes.</summary>
    public void Clear()
    {
        _done.Clear();
        _undone.Clear();
        _isRun = false;
    }

    private Edit? Take(Stack<Edit> from, Stack<Edit> to)
    {
        _isRun = false;
        if (!from.TryPop(out var edit))
            return null;
        to.Push(edit);
        return edit;
    }
}
