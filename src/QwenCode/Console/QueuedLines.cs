using QwenCode.Showing;

namespace QwenCode.Console;

/// <summary>Lines that were entered while something else ran, and are sent after it.</summary>
/// <param name="editor">The editor of prompts.</param>
internal sealed class QueuedLines(LineEditor editor)
{
    private readonly Queue<string> _lines = new();

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _lines.Count == 0;

    /// <summary>Adds a line that is not blank.</summary>
    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            _lines.Enqueue(line);
    }

    /// <summary>Takes the one that was entered first; <see langword="null"/> if there is none.</summary>
    public string? Take() => _lines.TryDequeue(out var line) ? line : null;

    /// <summary>Returns all to the editor: after a cancellation nothing that is queued is sent.</summary>
    public void Return()
    {
        if (_lines.Count == 0)
            return;
        editor.Set(string.Join('\n', editor.Text.Length > 0 ? _lines.Append(editor.Text) : _lines));
        _lines.Clear();
    }

    /// <summary>A row for each.</summary>
    public IReadOnlyList<string> Rows(int width, ConsoleStyle style) =>
        [.. _lines.Select(line => style.Dim(CellWidth.Cut($"Next: {ForeignText.OneLine(line)}", width - 1)))];
}
