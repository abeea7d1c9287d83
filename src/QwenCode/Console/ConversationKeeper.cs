using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>Keeps the console's conversation, and its file as it is after each turn.</summary>
/// <param name="state">What the console knows.</param>
/// <param name="store">The saved conversations; <see langword="null"/> if there is no folder for them.</param>
/// <param name="isSaved">Whether conversations are saved; one that is given a name in the console is saved in any case.</param>
/// <param name="command">The command that the console belongs to.</param>
internal sealed class ConversationKeeper(ChatState state, ConversationStore? store, bool isSaved, QwenCommand command) : IDisposable
{
    /// <summary>The file of the conversation; <see langword="null"/> if it is not saved.</summary>
    public ConversationLog? Log { get; private set; }

    /// <summary>The saved conversations, the last one first.</summary>
    /// <exception cref="QwenException">Their folder cannot be read.</exception>
    public IReadOnlyList<SavedConversation> Saved => store?.List().Readable ?? [];

    /// <summary>Begins a conversation.</summary>
    /// <param name="conversation">Its first messages.</param>
    /// <param name="name">Its name; <see langword="null"/> for one made of the time.</param>
    /// <exception cref="QwenException">The name cannot be used, or the file not be written.</exception>
    public void Begin(Conversation conversation, string? name = null)
    {
        var log = isSaved ? store?.Create(name, command.WorkingDirectory) : null;
        Use(log, conversation);
        if (conversation.Messages.Count > 0)
            log?.Replace(conversation);
    }

    /// <summary>Continues a saved conversation.</summary>
    /// <param name="name">Its name; <see langword="null"/> for the last one of the current folder.</param>
    /// <exception cref="QwenException">There is none, it is open elsewhere, or it cannot be read.</exception>
    public void Resume(string? name)
    {
        if (store is null)
            throw QwenErrors.NoDataFolder();
        var (folder, own) = (command.WorkingDirectory, Log?.Name);
        var found = name is null
            ? command.OffThread(() => store.Last(folder, own)?.Name) ?? throw QwenErrors.NoConversationOfFolder(folder)
            : command.OffThread(() => Named(store, name));
        if (found == own)
            throw QwenErrors.ConversationIsCurrent(found);
        var log = store.Open(found);
        Use(log, log.Conversation);
    }

    /// <summary>Gives the conversation a name, and saves it from now on.</summary>
    /// <exception cref="QwenException">The name cannot be used, or the file not be written.</exception>
    public void SaveAs(string name)
    {
        if (Log is { } log)
        {
            log.Rename(name);
            return;
        }

        Log = (store ?? throw QwenErrors.NoDataFolder()).Create(name, command.WorkingDirectory);
        Log.Replace(state.Conversation);
        if (state.Conversation.LastPrompt is not null)
            Log.Save();
    }

    /// <summary>Adds a turn.</summary>
    /// <param name="messages">Its messages.</param>
    /// <param name="answer">The answer, if it is whole.</param>
    /// <exception cref="QwenException">It cannot be written; the conversation has it.</exception>
    public void Append(IReadOnlyList<ChatMessage> messages, ChatAnswer? answer)
    {
        state.Conversation = state.Conversation.Add([.. messages]);
        Log?.Append(messages, answer);
    }

    /// <summary>Replaces the conversation.</summary>
    /// <exception cref="QwenException">It cannot be written; the console has it.</exception>
    public void Replace(Conversation conversation)
    {
        state.Conversation = conversation;
        Log?.Replace(conversation);
    }

    /// <inheritdoc/>
    public void Dispose() => Log?.Dispose();

    // Before the first turn there is no file yet.
    private string Named(ConversationStore saved, string name) =>
        Log is { IsSaved: false } log && name.Equals(log.Name, StringComparison.OrdinalIgnoreCase) ? log.Name : saved.Find(name);

    private void Use(ConversationLog? log, Conversation conversation)
    {
        Log?.Dispose();
        Log = log;
        state.Conversation = conversation;
        state.Unanswered = null;
        state.Statistics.ForgetTotal();
    }
}
