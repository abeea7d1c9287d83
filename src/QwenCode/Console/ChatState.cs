using QwenCode.Chat;

namespace QwenCode.Console;

/// <summary>What a console knows: its conversation, what goes with the next prompt, and what was chosen by slash commands.</summary>
internal sealed class ChatState
{
    /// <summary>The conversation so far.</summary>
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>The model that was chosen for a context that was specified explicitly; <see langword="null"/> for what is in effect.</summary>
    public string? Model { get; set; }

    /// <summary>Whether models think; <see langword="null"/> for what the command specified.</summary>
    public bool? Thinks { get; set; }

    /// <summary>Whether reasoning is shown.</summary>
    public bool ShowsReasoning { get; set; } = true;

    /// <summary>What the answers used.</summary>
    public ChatStatistics Statistics { get; } = new();

    /// <summary>What goes with the next prompt.</summary>
    public PendingInput Pending { get; set; } = new();

    /// <summary>A prompt without an answer, which can be sent again; <see langword="null"/> if there is none.</summary>
    public ChatMessage? Unanswered { get; set; }

    /// <summary>Whether the user ends the console.</summary>
    public bool IsEnding { get; set; }

    /// <summary>The answers of the conversation, the last one first.</summary>
    public IEnumerable<string> Answers => Conversation.Messages.Reverse().Where(message => message.Role == "assistant" && message.Text.Length > 0).Select(message => message.Text);
}
