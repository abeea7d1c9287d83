namespace QwenCode;

/// <summary>A piece of an answer as it arrives. As a string it is its text; the last piece carries the whole answer.</summary>
public sealed class ChatDelta
{
    internal ChatDelta(string text, string? reasoning, long index, ChatAnswer? answer)
    {
        Text = text;
        Reasoning = reasoning;
        Index = index;
        Answer = answer;
    }

    /// <summary>The piece of the text; empty where the piece is reasoning, or the last one.</summary>
    public string Text { get; }

    /// <summary>The piece of the reasoning; <see langword="null"/> where it is none.</summary>
    public string? Reasoning { get; }

    /// <summary>The number of the piece, from 0.</summary>
    public long Index { get; }

    /// <summary>The whole answer on the last piece; <see langword="null"/> on all others.</summary>
    public ChatAnswer? Answer { get; }

    /// <summary>The piece of the text.</summary>
    public override string ToString() => Text;
}
