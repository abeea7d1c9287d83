namespace QwenCode;

/// <summary>What a tool call returned, in a message of role <c>tool</c>.</summary>
public sealed class ChatToolResult : ChatContent
{
    internal ChatToolResult(string? callId, string text)
    {
        CallId = callId;
        Text = text;
    }

    /// <inheritdoc/>
    public override string Type => ToolResultType;

    /// <summary>The id of the call; <see langword="null"/> if the call has none.</summary>
    public string? CallId { get; }

    /// <summary>What the call returned, or why it failed.</summary>
    public string Text { get; }

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
