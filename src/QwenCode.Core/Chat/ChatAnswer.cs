namespace QwenCode;

/// <summary>A model's answer with what is known about it. As a string it is its text.</summary>
public sealed class ChatAnswer
{
    internal ChatAnswer()
    {
    }

    /// <summary>The answer's text.</summary>
    public required string Text { get; init; }

    /// <summary>What the model thought before it answered; <see langword="null"/> where the service sent nothing of it.</summary>
    public string? Reasoning { get; internal init; }

    /// <summary>The words in which the model refuses to answer, which are the text too unless there is another; <see langword="null"/> if it does not refuse.</summary>
    public string? Refusal { get; internal init; }

    /// <summary>The functions that the model wants to have called, if tools were given with <c>-ExtraBody</c>. The module does not call them.</summary>
    public IReadOnlyList<ChatToolCall> ToolCalls { get; internal init; } = Array.Empty<ChatToolCall>();

    /// <summary>The further choices, if several were requested with <c>n</c> in <c>-ExtraBody</c>; each is an answer whose conversation can be continued.</summary>
    public IReadOnlyList<ChatAnswer> OtherChoices { get; internal init; } = Array.Empty<ChatAnswer>();

    /// <summary>The object in an answer that was asked for with a schema; <see langword="null"/> for any other.</summary>
    public object? Parsed { get; internal set; }

    /// <summary>The input that was asked about, where several were at once; <see langword="null"/> for a single question.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The model that answered, as the service names it.</summary>
    public required string Model { get; init; }

    /// <summary>The model that was asked for.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c> or another word of the service; <see langword="null"/> where it gave none.</summary>
    public string? FinishReason { get; internal init; }

    /// <summary>The tokens; <see langword="null"/> where the service did not count them.</summary>
    public TokenUsage? Usage { get; internal init; }

    /// <summary>The service's id of the answer; <see langword="null"/> where it gave none.</summary>
    public string? Id { get; internal init; }

    /// <summary>When the service made the answer, in local time; <see langword="null"/> where it does not say.</summary>
    public DateTimeOffset? CreatedAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>From the first try's beginning to the whole answer.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>From the first try's beginning to the first piece of the answer; without streaming the same as <see cref="Duration"/>.</summary>
    public TimeSpan TimeToFirstToken { get; internal init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The provider that answered.</summary>
    public required string Provider { get; init; }

    /// <summary>The conversation with this answer at its end, to go on from.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
