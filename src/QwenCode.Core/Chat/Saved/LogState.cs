namespace QwenCode.Chat;

/// <summary>What the file of a saved conversation contains.</summary>
internal sealed class LogState
{
    /// <summary>When the conversation started.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When its last event was.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Its folder; empty if it is not known.</summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>The model that was last requested; <see langword="null"/> if there was no answer yet.</summary>
    public string? Model { get; set; }

    /// <summary>The number of prompts.</summary>
    public int Prompts { get; set; }

    /// <summary>The first prompt; <see langword="null"/> if there is none.</summary>
    public string? FirstPrompt { get; set; }

    /// <summary>The conversation; empty if only the other facts were read.</summary>
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>Whether the file has a whole header. A process that was killed can have left less.</summary>
    public bool HasHeader { get; set; }
}
