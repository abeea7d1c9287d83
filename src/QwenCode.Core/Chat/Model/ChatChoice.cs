namespace QwenCode;

/// <summary>A further choice of an answer, by what it has of its own, for ConvertTo-Json.</summary>
internal sealed class ChatChoice
{
    private readonly ChatAnswer _answer;

    /// <summary>The choice of an answer.</summary>
    public ChatChoice(ChatAnswer answer) => _answer = answer;

    /// <summary>The text.</summary>
    public string Text => _answer.Text;

    /// <inheritdoc cref="ChatAnswer.Reasoning"/>
    public string? Reasoning => _answer.Reasoning;

    /// <inheritdoc cref="ChatAnswer.Refusal"/>
    public string? Refusal => _answer.Refusal;

    /// <inheritdoc cref="ChatMessage.Contents"/>
    public string? Contents => _answer.Messages[^1].Contents;

    /// <inheritdoc cref="ChatAnswer.FinishReason"/>
    public string? FinishReason => _answer.FinishReason;

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
