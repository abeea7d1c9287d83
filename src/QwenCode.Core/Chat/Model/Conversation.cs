using QwenCode.Showing;

namespace QwenCode;

/// <summary>The messages exchanged so far. It is immutable: continuing it creates another one.</summary>
public sealed class Conversation
{
    internal static readonly Conversation Empty = new([]);

    // A collection that PowerShell can index; it cannot index those that the compiler creates for a collection expression.
    internal Conversation(IEnumerable<ChatMessage> messages) => Messages = Array.AsReadOnly(messages.ToArray());

    /// <summary>The messages, the oldest first.</summary>
    public IReadOnlyList<ChatMessage> Messages { get; }

    internal Conversation Add(params ChatMessage[] messages) => new(Messages.Concat(messages));

    internal Conversation WithSystem(string text) =>
        new(Messages.Where(m => !m.IsSystemPrompt).Prepend(new ChatMessage("system", text)));

    /// <summary>The prompt of the last turn; <see langword="null"/> if there is none.</summary>
    internal ChatMessage? LastPrompt => StartOfTurns(1) is { } start ? Messages[start] : null;

    /// <summary>The conversation without its last turn: the last prompt and all that follows it.</summary>
    internal Conversation WithoutLastTurn() => StartOfTurns(1) is { } start ? new(Messages.Take(start)) : this;

    /// <summary>The position of the prompt that so many turns begin with; <see langword="null"/> if there are fewer.</summary>
    internal int? StartOfTurns(int turns)
    {
        for (var i = Messages.Count - 1; i >= 0; i--)
        {
            if (Messages[i].Role == "user" && --turns == 0)
                return i;
        }

        return null;
    }

    /// <summary>How many messages there are, and how the last begins.</summary>
    public override string ToString() => Messages switch
    {
        [] => "empty conversation",
        [var only] => $"1 message: {Begin(only)}",
        [.., var last] => $"{Messages.Count} messages, last: {Begin(last)}",
    };

    private static string Begin(ChatMessage message) => HumanText.FirstLine(message.ToString());
}
