namespace QwenCode.Console;

/// <summary>The candidates that complete a line, and the one that is in it.</summary>
/// <param name="completer">The completer.</param>
internal sealed class CompletionMenu(ILineCompleter? completer)
{
    private int _start;
    private int _length;

    /// <summary>The candidates; none while it is closed.</summary>
    public IReadOnlyList<Completion> Candidates { get; private set; } = [];

    /// <summary>The candidate that is in the line; -1 for none.</summary>
    public int Selected { get; private set; } = -1;

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => Candidates.Count > 0;

    /// <summary>Completes the line, opens the menu, or puts the next candidate into the line.</summary>
    /// <param name="buffer">The line.</param>
    /// <param name="step">1 for the next candidate, -1 for the one before.</param>
    public void Step(TextBuffer buffer, int step)
    {
        if (IsOpen)
            Select(buffer, Selected < 0 && step < 0 ? Candidates.Count - 1 : (Selected + step + Candidates.Count) % Candidates.Count);
        else
            Open(buffer);
    }

    /// <summary>Closes it.</summary>
    public void Close() => (Candidates, Selected) = ([], -1);

    private void Open(TextBuffer buffer)
    {
        var completions = completer?.Complete(buffer.Text, buffer.Cursor) ?? Completions.None;
        _start = Math.Clamp(completions.Start, 0, buffer.Text.Length);
        _length = Math.Clamp(completions.Length, 0, buffer.Text.Length - _start);
        if (completions.Candidates is [var only])
        {
            buffer.Replace(_start, _length, only.Text);
        }
        else if (completions.Candidates.Count > 1)
        {
            Candidates = completions.Candidates;
            var beginning = CommonBeginning(Candidates);
            if (beginning.Length > _length && beginning.StartsWith(buffer.Text.Substring(_start, _length), StringComparison.OrdinalIgnoreCase))
                Put(buffer, beginning);
        }
    }

    private void Select(TextBuffer buffer, int index)
    {
        Selected = index;
        Put(buffer, Candidates[index].Text);
    }

    private void Put(TextBuffer buffer, string text)
    {
        text = Graphemes.Clean(text);
        buffer.Replace(_start, _length, text);
        _length = text.Length;
    }

    private static string CommonBeginning(IReadOnlyList<Completion> candidates)
    {
        var first = candidates[0].Text;
        var length = candidates.Min(candidate => first.AsSpan().CommonPrefixLength(candidate.Text));
        while (length > 0 && candidates.Any(candidate => Graphemes.BorderFrom(candidate.Text, length) != length))
            length--;
        return first[..length];
    }
}
