namespace QwenCode.Console;

/// <summary>What the editor shows.</summary>
/// <param name="Text">The text.</param>
/// <param name="Cursor">The position of the cursor in it.</param>
internal sealed record EditorView(string Text, int Cursor)
{
    /// <summary>What is before the first line.</summary>
    public string Prompt { get; init; } = "> ";

    /// <summary>Whether the text is shown as stars.</summary>
    public bool IsMasked { get; init; }

    /// <summary>The candidates that complete the line.</summary>
    public IReadOnlyList<Completion> Candidates { get; init; } = [];

    /// <summary>The candidate that is in the line; -1 for none.</summary>
    public int Selected { get; init; } = -1;

    /// <summary>What is searched in the history; <see langword="null"/> if nothing is.</summary>
    public string? Search { get; init; }

    /// <summary>Whether the history has an entry with it.</summary>
    public bool IsFound { get; init; }

    /// <summary>The position of the cursor without the text, which may be a secret.</summary>
    public override string ToString() => $"cursor at {Cursor}";
}
