namespace QwenCode.Console;

/// <summary>A text that can complete a line.</summary>
/// <param name="Text">The text.</param>
/// <param name="Description">What it is, shown beside it; empty for none.</param>
internal sealed record Completion(string Text, string Description = "")
{
    /// <summary>The length without the text, which may be of a conversation.</summary>
    public override string ToString() => $"completion of {Text.Length} characters";
}

/// <summary>The texts that can complete a line, for a part of it.</summary>
/// <param name="Start">The start of the part that they replace.</param>
/// <param name="Length">Its length.</param>
/// <param name="Candidates">The texts.</param>
internal sealed record Completions(int Start, int Length, IReadOnlyList<Completion> Candidates)
{
    /// <summary>None.</summary>
    public static Completions None { get; } = new(0, 0, []);
}

/// <summary>Completes lines.</summary>
internal interface ILineCompleter
{
    /// <summary>The texts that can complete a line at the cursor.</summary>
    Completions Complete(string text, int cursor);
}
