using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode;

/// <summary>A conversation that was saved turn by turn, as <c>Get-QwenConversation</c> returns it.</summary>
public sealed class SavedConversation
{
    private Conversation? _conversation;

    internal SavedConversation(string name, string path, LogState state)
    {
        Name = name;
        Path = path;
        StartedAt = state.StartedAt.ToLocalTime();
        UpdatedAt = state.UpdatedAt.ToLocalTime();
        WorkingDirectory = state.WorkingDirectory;
        Model = state.Model;
        Turns = state.Prompts;
        FirstPrompt = HumanText.FirstLine(state.FirstPrompt);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>When it was started, in local time.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When its last turn was saved, in local time.</summary>
    public DateTimeOffset UpdatedAt { get; }

    /// <summary>The folder in which it was started.</summary>
    public string WorkingDirectory { get; }

    /// <summary>The model that was last requested; <see langword="null"/> if there is no answer yet.</summary>
    public string? Model { get; }

    /// <summary>The number of prompts.</summary>
    public int Turns { get; }

    /// <summary>How the first prompt begins.</summary>
    public string FirstPrompt { get; }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The messages, the oldest first. They are read from the file when they are first used.</summary>
    /// <exception cref="QwenException">The file was removed meanwhile, or cannot be read.</exception>
    public IReadOnlyList<ChatMessage> Messages => Conversation.Messages;

    /// <summary>The conversation to continue.</summary>
    internal Conversation Conversation =>
        _conversation ??= (LogReader.Read(Path, withMessages: true) ?? throw QwenErrors.NoSuchConversation(Name)).Conversation;

    /// <summary>The name, and how the first prompt begins.</summary>
    public override string ToString() => FirstPrompt.Length == 0 ? Name : $"{Name}: {FirstPrompt}";
}
