using QwenCode.Chat;

namespace QwenCode;

/// <summary>One message of a conversation.</summary>
public sealed class ChatMessage
{
    /// <summary>Creates a text message.</summary>
    /// <param name="role">The role: <c>system</c>, <c>developer</c>, <c>user</c> or <c>assistant</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException"><paramref name="role"/> is empty.</exception>
    public ChatMessage(string role, string text)
        : this(role, [new ChatText(text)])
    {
    }

    internal ChatMessage(string role, IEnumerable<ChatContent> contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        Role = role;
        AllContents = Array.AsReadOnly(contents.ToArray());
        Text = string.Concat(AllContents.Select(TextOf));
        Reasoning = AllContents.OfType<ChatReasoning>().FirstOrDefault()?.Text;
    }

    /// <summary>The role: <c>system</c>, <c>developer</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</summary>
    public string Role { get; }

    /// <summary>The text; of a message of role <c>tool</c>, the result.</summary>
    public string Text { get; }

    /// <summary>What the model thought before it answered; kept for reading, and sent back only if requested.</summary>
    public string? Reasoning { get; }

    /// <summary>
    /// All that the message is made of, in order, as the text of a JSON array, if it is more than <see cref="Text"/> and
    /// <see cref="Reasoning"/>; <see langword="null"/> otherwise. In PowerShell a property of the same name has the objects.
    /// </summary>
    /// <remarks>ConvertTo-Json writes this one: a list in each message would be one level too deep for its default depth.</remarks>
    public string? Contents => HasOnlyText ? null : SavedMessageWriter.ContentsOf(this);

    /// <summary>Whether it is the beginning of an answer that was canceled or interrupted.</summary>
    public bool IsIncomplete { get; internal init; }

    /// <summary>All that the message is made of, in order.</summary>
    internal IReadOnlyList<ChatContent> AllContents { get; }

    /// <summary>Whether it is made of nothing but <see cref="Text"/> and <see cref="Reasoning"/>.</summary>
    internal bool HasOnlyText => AllContents is [] or [ChatText] or [ChatReasoning] or [ChatReasoning, ChatText];

    /// <summary>The tool calls; empty if there are none.</summary>
    internal IReadOnlyList<ChatToolCall> ToolCalls => HasOnlyText ? [] : [.. AllContents.OfType<ChatToolCall>()];

    /// <summary>The tool results; empty if there are none.</summary>
    internal IReadOnlyList<ChatToolResult> ToolResults => HasOnlyText ? [] : [.. AllContents.OfType<ChatToolResult>()];

    /// <summary>Whether it is a system prompt, which OpenAI's newer models know as the developer's.</summary>
    internal bool IsSystemPrompt => Role is "system" or "developer";

    /// <summary>Role and text; of a message that only calls tools, role and calls.</summary>
    public override string ToString() => $"{Role}: {(Text.Length == 0 ? string.Join(", ", ToolCalls) : Text)}";

    private static string TextOf(ChatContent content) => content switch
    {
        ChatText text => text.Text,
        ChatToolResult result => result.Text,
        _ => "",
    };
}
