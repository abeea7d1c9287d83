namespace QwenCode;

/// <summary>One message of a conversation.</summary>
public sealed class ChatMessage
{
    /// <summary>Creates a text message.</summary>
    /// <param name="role">The role: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException"><paramref name="role"/> is empty.</exception>
    public ChatMessage(string role, string text)
        : this(role, text, [], null)
    {
    }

    internal ChatMessage(string role, string text, IReadOnlyList<ChatPart> parts, string? reasoning)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        Role = role;
        Text = text;
        Parts = parts.Count == 0 ? null : Array.AsReadOnly(parts.ToArray());
        Reasoning = reasoning;
    }

    /// <summary>The role: <c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    public string Role { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The images that belong to it; <see langword="null"/> if it is text alone.</summary>
    public IReadOnlyList<ChatPart>? Parts { get; }

    /// <summary>What the model thought before it answered; kept for reading, and sent back only if requested.</summary>
    public string? Reasoning { get; }

    /// <summary>Role and text.</summary>
    public override string ToString() => $"{Role}: {Text}";
}
