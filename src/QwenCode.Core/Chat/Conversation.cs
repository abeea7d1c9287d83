namespace QwenCode;

/// <summary>The messages exchanged so far. A value: going on from it makes another one and leaves it as it is.</summary>
public sealed class Conversation
{
    internal static readonly Conversation Empty = new([]);

    internal Conversation(IReadOnlyList<ChatMessage> messages) => Messages = messages.ToArray();

    /// <summary>The messages, the oldest first.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    internal Conversation Add(params ReadOnlySpan<ChatMessage> messages) => new([.. Messages, .. messages]);

    internal Conversation WithSystem(string text) =>
        new([new ChatMessage("system", text), .. Messages.Where(m => m.Role != "system")]);

    /// <summary>How many messages there are, and how the last begins.</summary>
    public override string ToString() => Messages.Count == 0 ? "empty conversation" : $"{Messages.Count} messages, last: {Messages[^1]}";
}
