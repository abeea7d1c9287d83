namespace QwenCode;

/// <summary>A chunk of an answer as it arrives. Converted to a string, it is its text; the last chunk has the whole answer.</summary>
public sealed class ChatDelta
{
    internal ChatDelta(string text, string? reasoning, long index, ChatAnswer? answer)
    {
        Text = text;
        Reasoning = reasoning;
        Index = index;
        Answer = answer;
    }

    /// <summary>The text of the chunk; empty if the chunk is reasoning, or the last one.</summary>
    public string Text { get; }

    /// <summary>The reasoning of the chunk; <see langword="null"/> if there is none.</summary>
    public string? Reasoning { get; }

    /// <summary>A tool call of the answer that has ended, with what became of it; <see langword="null"/> on all other chunks.</summary>
    public ToolCallRecord? ToolCall { get; internal init; }

    /// <summary>The index of the chunk, from 0.</summary>
    public long Index { get; }

    /// <summary>The whole answer on the last chunk; <see langword="null"/> on all others.</summary>
    public ChatAnswer? Answer { get; }

    /// <summary>The text of the chunk.</summary>
    public override string ToString() => Text;
}
