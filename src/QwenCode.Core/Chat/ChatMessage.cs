namespace QwenCode;

/// <summary>One message of a conversation.</summary>
public sealed class ChatMessage
{
    /// <summary>Makes a message.</summary>
    /// <param name="role">Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</param>
    /// <param name="text">What is said.</param>
    /// <exception cref="ArgumentException"><paramref name="role"/> is empty.</exception>
    public ChatMessage(string role, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        Role = role;
        Text = text;
    }

    /// <summary>Who speaks: <c>system</c>, <c>user</c> or <c>assistant</c>.</summary>
    public string Role { get; }

    /// <summary>What is said.</summary>
    public string Text { get; }

    /// <summary>Role and text.</summary>
    public override string ToString() => $"{Role}: {Text}";
}
