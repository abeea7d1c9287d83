namespace QwenCode;

/// <summary>What a model thought before it answered.</summary>
public sealed class ChatReasoning : ChatContent
{
    internal ChatReasoning(string text) => Text = text;

    /// <inheritdoc/>
    public override string Type => ReasoningType;

    /// <summary>The reasoning.</summary>
    public string Text { get; }

    /// <summary>The reasoning.</summary>
    public override string ToString() => Text;
}
