namespace QwenCode;

/// <summary>A model's answer with its metadata. Converted to a string, it is its text.</summary>
public sealed class ChatAnswer
{
    internal ChatAnswer()
    {
    }

    /// <summary>The answer's text.</summary>
    public required string Text { get; init; }

    /// <summary>What the model thought before it answered; <see langword="null"/> if the service did not send it.</summary>
    public string? Reasoning { get; internal init; }

    /// <summary>The text with which the model refuses to answer, which is also <see cref="Text"/> if there is no other; <see langword="null"/> if it does not refuse.</summary>
    public string? Refusal { get; internal init; }

    /// <summary>The tool calls that the model made on the way to this answer, and what became of each.</summary>
    public IReadOnlyList<ToolCallRecord> ToolCalls { get; internal set; } = Array.Empty<ToolCallRecord>();

    /// <summary>
    /// Further choices, if several were requested with <c>n</c> in <c>-ExtraBody</c>. In PowerShell a property of the same name has each as
    /// an answer, whose conversation can be continued.
    /// </summary>
    /// <remarks>ConvertTo-Json writes these: the messages of the answers would be deeper than its default depth.</remarks>
    public IReadOnlyList<object> OtherChoices => Array.AsReadOnly(OtherAnswers.Select(answer => new ChatChoice(answer)).ToArray<object>());

    /// <summary>The object in an answer to a request with a schema; <see langword="null"/> for any other.</summary>
    public object? Parsed { get; internal set; }

    /// <summary>The input that the answer is for, if there were several, also if it continues another answer; <see langword="null"/> for a single request.</summary>
    public object? InputObject { get; internal set; }

    /// <summary>The model that answered, as the service names it.</summary>
    public required string Model { get; init; }

    /// <summary>The requested model.</summary>
    public required string RequestedModel { get; init; }

    /// <summary>Why the answer ended: <c>stop</c>, <c>length</c> or another reason of the service; <see langword="null"/> if it sent none.</summary>
    public string? FinishReason { get; internal init; }

    /// <summary>The token counts, of all requests if tools were called; <see langword="null"/> if the service did not send them.</summary>
    public TokenUsage? Usage { get; internal set; }

    /// <summary>The service's id of the answer; <see langword="null"/> if it sent none.</summary>
    public string? Id { get; internal init; }

    /// <summary>When the service created the answer, in local time; <see langword="null"/> if the service does not report it.</summary>
    public DateTimeOffset? CreatedAt { get; internal init => field = value?.ToLocalTime(); }

    /// <summary>The time from the start of the first attempt to the complete answer.</summary>
    public TimeSpan Duration { get; internal init; }

    /// <summary>The time from the start of the first attempt to the first chunk of the answer; without streaming the same as <see cref="Duration"/>.</summary>
    public TimeSpan TimeToFirstToken { get; internal set; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The provider that answered.</summary>
    public required string Provider { get; init; }

    /// <summary>The messages of the conversation, the oldest first; the last one is this answer.</summary>
    public IReadOnlyList<ChatMessage> Messages => Conversation.Messages;

    /// <summary>The conversation with this answer at its end.</summary>
    /// <remarks>In PowerShell a hidden property of the same name: ConvertTo-Json, which heeds no serialization set, stays within its default depth.</remarks>
    internal Conversation Conversation
    {
        get => field ??= ConversationFactory?.Invoke() ?? Conversation.Empty;
        set;
    }

    /// <summary>Creates the conversation on first use, since few of many answers are continued; <see langword="null"/> if it is set.</summary>
    internal Func<Conversation>? ConversationFactory { get; init; }

    /// <summary>The further choices as answers.</summary>
    internal IReadOnlyList<ChatAnswer> OtherAnswers { get; init; } = Array.Empty<ChatAnswer>();

    /// <summary>The token counts of the last request alone.</summary>
    internal TokenUsage? LastUsage
    {
        get => field ?? Usage;
        set;
    }

    /// <summary>Whether it ends at its maximum number of tokens.</summary>
    internal bool IsTruncated => FinishReason == "length";

    /// <summary>Whether tools were offered to the model.</summary>
    internal bool HadTools { get; set; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
