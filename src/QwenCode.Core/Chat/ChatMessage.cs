namespace QwenCode;

/// <summary>One message of a conversation.</summary>
public sealed class ChatMessage
{
    /// <summary>Makes a message of text.</summary>
    /// <param name="role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
    /// <param name="text">What is said.</param>
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
        Parts = parts;
        Reasoning = reasoning;
    }

    /// <summary>Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    public string Role { get; }

    /// <summary>What is said.</summary>
    public string Text { get; }

    /// <summary>The images that go with it.</summary>
    public IReadOnlyList<ChatPart> Parts { get; }

    /// <summary>What the model thought before it said this; kept for reading, and sent back only when that is asked for.</summary>
    public string? Reasoning { get; }

    /// <summary>Role and text.</summary>
    public override string ToString() => $"{Role}: {Text}";
}
