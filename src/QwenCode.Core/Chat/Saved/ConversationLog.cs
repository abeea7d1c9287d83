using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>
/// A conversation that is saved turn by turn while it continues. What could not be written stays in memory and is written with the next turn.
/// It is not for several threads at once.
/// </summary>
internal sealed class ConversationLog : IDisposable
{
    private const int MostAttempts = 1000;

    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Queue<byte[]> _unwritten = new();

    private TemporaryLock? _lock;
    private bool _isNamed;
    private bool _isSaved;
    private bool _hasHeader = true;

    /// <summary>A new conversation.</summary>
    /// <param name="folder">The folder of the saved conversations.</param>
    /// <param name="name">Its name.</param>
    /// <param name="isNamed">Whether the user specified the name; otherwise it gets a number if it is taken.</param>
    /// <param name="workingDirectory">The folder that it is about.</param>
    /// <param name="time">The clock.</param>
    public ConversationLog(string folder, string name, bool isNamed, string workingDirectory, TimeProvider time)
    {
        (_folder, Name, _isNamed, WorkingDirectory, _time) = (folder, name, isNamed, workingDirectory, time);
        StartedAt = time.GetUtcNow();
    }

    /// <summary>A saved conversation to continue.</summary>
    /// <param name="folder">The folder of the saved conversations.</param>
    /// <param name="name">Its name.</param>
    /// <param name="taken">Its lock, which is released with this object.</param>
    /// <param name="state">What its file contains.</param>
    /// <param name="time">The clock.</param>
    public ConversationLog(string folder, string name, TemporaryLock taken, LogState state, TimeProvider time)
        : this(folder, name, isNamed: true, state.WorkingDirectory, time)
    {
        (_lock, _isSaved, _hasHeader) = (taken, true, state.HasHeader);
        (StartedAt, Conversation, Model) = (state.StartedAt, state.Conversation, state.Model);
    }

    /// <summary>The name. A default name gets a number with the first turn, if another console has taken it by then.</summary>
    public string Name { get; private set; }

    /// <summary>The path of the file, which exists from the first turn on.</summary>
    public string Path => PathOf(Name);

    /// <summary>The folder in which it was started; empty if it is not known.</summary>
    public string WorkingDirectory { get; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The conversation as it is now.</summary>
    public Conversation Conversation { get; private set; } = Conversation.Empty;

    /// <summary>The model that was last requested; <see langword="null"/> if there was no answer yet.</summary>
    public string? Model { get; private set; }

    /// <summary>Whether its file exists.</summary>
    public bool IsSaved => _isSaved;

    /// <summary>Adds a turn.</summary>
    /// <param name="messages">Its messages.</param>
    /// <param name="answer">The answer; <see langword="null"/> if there is none, or it is incomplete.</param>
    /// <param name="host">The host that answered.</param>
    /// <exception cref="QwenException">It cannot be written; the conversation has it (<c>ConversationFileUnwritable</c>).</exception>
    public void Append(IReadOnlyList<ChatMessage> messages, ChatAnswer? answer = null, string? host = null)
    {
        Conversation = Conversation.Add([.. messages]);
        Model = answer?.RequestedModel ?? Model;
        _unwritten.Enqueue(LogWriter.Turn(_time.GetUtcNow(), messages, answer, host));
        Write();
    }

    /// <summary>Replaces all messages. Before the first turn nothing is written; they are written with it.</summary>
    /// <param name="conversation">What remains.</param>
    /// <exception cref="QwenException">It cannot be written; the conversation has it (<c>ConversationFileUnwritable</c>).</exception>
    public void Replace(Conversation conversation)
    {
        Conversation = conversation;

        // It contains all that is not written yet.
        _unwritten.Clear();
        _unwritten.Enqueue(LogWriter.Replacement(_time.GetUtcNow(), conversation.Messages, Model));
        if (_isSaved)
            Write();
    }

    /// <summary>Writes what is not written yet, even before the first turn.</summary>
    /// <exception cref="QwenException">It cannot be written; the conversation has it (<c>ConversationFileUnwritable</c>).</exception>
    public void Save()
    {
        if (_unwritten.Count > 0)
            Write();
    }

    /// <summary>Gives it another name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="QwenException">It cannot be its name, or is taken (<c>InvalidParameter</c>), or the file cannot be renamed.</exception>
    public void Rename(string name)
    {
        ConversationStore.EnsureName(name);
        if (name == Name)
            return;
        try
        {
            Move(name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.ConversationNotRenamed(Path, FileFailure.ReasonOf(exception), exception);
        }
    }

    /// <summary>Releases the conversation for others.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
        _lock = null;
    }

    private void Move(string name)
    {
        using var naming = _isSaved ? TemporaryLock.TryTake(NameLookup.LockOf(_folder, name)) ?? throw QwenErrors.ConversationExists(name) : null;
        if (ConversationStore.Taken(_folder, name, except: _isSaved ? Name : null) is { } other)
            throw QwenErrors.ConversationExists(other);
        if (_isSaved)
            MoveFile(name);
        (Name, _isNamed) = (name, true);
    }

    private void MoveFile(string name)
    {
        var lockPath = ConversationStore.LockOf(_folder, name);
        if (_lock?.IsAt(lockPath) == true)
        {
            File.Move(Path, PathOf(name));
            return;
        }

        var taken = TemporaryLock.TryTake(lockPath) ?? throw QwenErrors.ConversationExists(name);
        try
        {
            File.Move(Path, PathOf(name));
        }
        catch
        {
            taken.Dispose();
            throw;
        }

        _lock?.Dispose();
        _lock = taken;
    }

    private void Write()
    {
        try
        {
            WriteAll();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.ConversationUnwritable(Path, FileFailure.ReasonOf(exception), exception);
        }
    }

    private void WriteAll()
    {
        if (!_isSaved || !File.Exists(Path))
            Begin();
        if (!_hasHeader)
            ConversationFile.Append(Path, LogWriter.Header(StartedAt, WorkingDirectory), fromStart: true);
        _hasHeader = true;
        while (_unwritten.TryPeek(out var line))
        {
            ConversationFile.Append(Path, line);
            _unwritten.Dequeue();
        }
    }

    // With all that is to be written, so that no process that ends leaves a file without a turn.
    private void Begin()
    {
        PrivateFile.CreateFolder(_folder);
        using var naming = _isSaved ? null : TakeName();
        if (_isSaved)
        {
            // It was removed meanwhile.
            _unwritten.Clear();
            _unwritten.Enqueue(LogWriter.Replacement(_time.GetUtcNow(), Conversation.Messages, Model));
        }

        ConversationFile.Create(Path, [.. LogWriter.Header(StartedAt, WorkingDirectory), .. _unwritten.SelectMany(line => line)]);
        (_isSaved, _hasHeader) = (true, true);
        _unwritten.Clear();
    }

    // The result is released once the file exists.
    private TemporaryLock TakeName()
    {
        var name = Name;
        for (var number = 2; ; number++)
        {
            if (TryTakeName(name) is { } naming)
                return naming;
            if (_isNamed || number > MostAttempts)
                throw QwenErrors.ConversationExists(ConversationStore.Taken(_folder, name) ?? name);
            name = $"{Name}-{number}";
        }
    }

    private TemporaryLock? TryTakeName(string name)
    {
        if (TemporaryLock.TryTake(NameLookup.LockOf(_folder, name)) is not { } naming)
            return null;

        // It is held already if the file could not be written.
        var path = ConversationStore.LockOf(_folder, name);
        var isHeld = _lock?.IsAt(path) == true;
        var taken = isHeld ? _lock : TemporaryLock.TryTake(path);
        if (taken is null || ConversationStore.Taken(_folder, name) is not null)
        {
            if (!isHeld)
                taken?.Dispose();
            naming.Dispose();
            return null;
        }

        if (!isHeld)
            _lock?.Dispose();
        (_lock, Name) = (taken, name);
        return naming;
    }

    private string PathOf(string name) => ConversationStore.PathOf(_folder, name);
}
