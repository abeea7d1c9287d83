using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>The saved conversations in a folder, a file for each. It accesses the disk, so it runs off the pipeline thread.</summary>
/// <param name="folder">The folder, absolute; it need not exist.</param>
/// <param name="time">The clock.</param>
internal sealed class ConversationStore(string folder, TimeProvider time)
{
    private const string Extension = ".jsonl";

    /// <summary>The folder of the current user's conversations; <see langword="null"/> if the account has no data folder.</summary>
    public static string? DefaultFolder => DataFolder.Path is { } data ? Path.Join(data, "conversations") : null;

    /// <summary>The saved conversations of the current user.</summary>
    /// <exception cref="QwenException">The account has no folder for it (<c>ConversationFileUnwritable</c>).</exception>
    public static ConversationStore OfUser(TimeProvider time) => new(DefaultFolder ?? throw QwenErrors.NoDataFolder(), time);

    /// <summary>The path of a conversation's file.</summary>
    /// <param name="folder">The folder of the conversations.</param>
    /// <param name="name">The conversation's name.</param>
    public static string PathOf(string folder, string name) => Path.Join(folder, name + Extension);

    /// <summary>The path of a conversation's lock: a file beside it, since on Unix a lock of the conversation's own file would keep readers away.</summary>
    /// <inheritdoc cref="PathOf"/>
    public static string LockOf(string folder, string name) => Path.Join(folder, name + ".lock");

    /// <summary>Rejects what cannot be the name of a conversation.</summary>
    /// <exception cref="QwenException">It cannot be one (<c>InvalidParameter</c>).</exception>
    public static void EnsureName(string name)
    {
        if (SavedName.ReasonAgainst(name) is { } reason)
            throw QwenErrors.InvalidConversationName(name, reason);
    }

    /// <summary>A new conversation. Nothing is written before its first turn.</summary>
    /// <param name="name">Its name; by default the local time.</param>
    /// <param name="workingDirectory">The folder that it is about.</param>
    /// <exception cref="QwenException">It cannot be its name, or there is such a conversation (<c>InvalidParameter</c>).</exception>
    public ConversationLog Create(string? name, string workingDirectory)
    {
        if (name is not null)
        {
            EnsureName(name);
            return Taken(folder, name) is { } taken
                ? throw QwenErrors.ConversationExists(taken)
                : new ConversationLog(folder, name, isNamed: true, workingDirectory, time);
        }

        var ofTime = SavedName.Of(time.GetLocalNow());
        var unique = ofTime;
        for (var number = 2; Taken(folder, unique) is not null; number++)
            unique = $"{ofTime}-{number}";
        return new ConversationLog(folder, unique, isNamed: false, workingDirectory, time);
    }

    /// <summary>Opens a conversation to continue it. Others cannot open it until the result is disposed.</summary>
    /// <exception cref="QwenException">There is none of that name, it is open already, or its file cannot be used.</exception>
    public ConversationLog Open(string name)
    {
        name = Find(name);
        var taken = Take(name, reason => QwenErrors.ConversationUnwritable(PathOf(folder, name), reason));
        try
        {
            var state = LogReader.Read(PathOf(folder, name), withMessages: true) ?? throw QwenErrors.NoSuchConversation(name);
            return new ConversationLog(folder, name, taken, state, time);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The existing conversation that has a name in any case; <see langword="null"/> if the name is free.</summary>
    /// <param name="folder">The folder of the conversations.</param>
    /// <param name="name">The name.</param>
    /// <param name="except">The name of one that does not count.</param>
    public static string? Taken(string folder, string name, string? except = null)
    {
        try
        {
            return Files(folder).Select(NameOf).FirstOrDefault(taken => taken.Equals(name, StringComparison.OrdinalIgnoreCase) && taken != except);
        }
        catch (UnusableFileException)
        {
            // Saving fails, and has the reason.
            return null;
        }
    }

    /// <summary>The name of the conversation of a name in any case.</summary>
    /// <exception cref="QwenException">There is none of that name, there are several in other case, or the folder cannot be read.</exception>
    public string Find(string name)
    {
        EnsureName(name);
        return NameLookup.Matches(Names(), name) switch
        {
            [] => throw QwenErrors.NoSuchConversation(name),
            [var found] => found,
            var several => throw QwenErrors.SeveralConversations(name, string.Join(", ", several)),
        };
    }

    /// <summary>The names of the conversations, whether or not they can be read.</summary>
    /// <exception cref="QwenException">The folder cannot be read (<c>ConversationFileInvalid</c>).</exception>
    public IReadOnlyList<string> Names() => [.. Files().Select(NameOf).Where(name => SavedName.ReasonAgainst(name) is null).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The conversations that a name selects.</summary>
    /// <exception cref="QwenException">The folder cannot be read (<c>ConversationFileInvalid</c>).</exception>
    public SavedConversations List(string name) => List(NameLookup.Matches([.. Files().Select(NameOf)], name).Contains);

    /// <summary>The conversations, the last used first.</summary>
    /// <param name="isWanted">Whether a name is wanted; by default all are.</param>
    /// <exception cref="QwenException">The folder cannot be read (<c>ConversationFileInvalid</c>).</exception>
    public SavedConversations List(Predicate<string>? isWanted = null)
    {
        var (conversations, failures) = (new List<SavedConversation>(), new List<QwenException>());
        foreach (var file in Files().Where(file => isWanted?.Invoke(NameOf(file)) != false))
        {
            try
            {
                if (Read(file) is { } conversation)
                    conversations.Add(conversation);
            }
            catch (QwenException exception)
            {
                failures.Add(exception);
            }
        }

        return new SavedConversations(
            [.. conversations.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.StartedAt).ThenByDescending(c => c.Name, StringComparer.Ordinal)], failures);
    }

    /// <summary>One conversation.</summary>
    /// <exception cref="QwenException">There is none of that name, or its file cannot be used.</exception>
    public SavedConversation Get(string name)
    {
        name = Find(name);
        return Read(PathOf(folder, name)) ?? throw QwenErrors.NoSuchConversation(name);
    }

    /// <summary>The last used conversation that was started in a folder; <see langword="null"/> if there is none.</summary>
    /// <param name="workingDirectory">The folder.</param>
    /// <param name="except">The name of one that does not count.</param>
    /// <exception cref="QwenException">The folder cannot be read (<c>ConversationFileInvalid</c>).</exception>
    public SavedConversation? Last(string workingDirectory, string? except = null) =>
        List().Readable.FirstOrDefault(conversation => conversation.Name != except && PathRule.AreSame(conversation.WorkingDirectory, workingDirectory));

    /// <summary>Removes a conversation, even one that cannot be read.</summary>
    /// <exception cref="QwenException">There is none of that name, it is open, or cannot be removed.</exception>
    public void Remove(string name)
    {
        name = Find(name);
        using var taken = Take(name, reason => QwenErrors.ConversationNotRemoved(PathOf(folder, name), reason));
        try
        {
            File.Delete(PathOf(folder, name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.ConversationNotRemoved(PathOf(folder, name), FileFailure.ReasonOf(exception), exception);
        }
    }

    private static SavedConversation? Read(string path)
    {
        var name = NameOf(path);
        if (SavedName.ReasonAgainst(name) is { } reason)
            throw QwenErrors.ConversationFileInvalid(path, $"its name cannot be a conversation's, since {reason}");
        return LogReader.Read(path, withMessages: false) is { } state ? new SavedConversation(name, path, state) : null;
    }

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    private List<string> Files()
    {
        try
        {
            return Files(folder);
        }
        catch (UnusableFileException exception)
        {
            throw QwenErrors.ConversationUnreadable(folder, exception.Message);
        }
    }

    private static List<string> Files(string folder) => [.. FolderContent.Files(folder).Where(file => file.EndsWith(Extension, StringComparison.Ordinal))];

    private TemporaryLock Take(string name, Func<string, QwenException> failure)
    {
        try
        {
            return TemporaryLock.TryTake(LockOf(folder, name)) ?? throw QwenErrors.ConversationInUse(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw failure(FileFailure.ReasonOf(exception));
        }
    }
}
