namespace QwenCode.Loopback;

/// <summary>A file of the batch service. Its bytes stay on disk until the server is disposed.</summary>
public sealed class BatchFile
{
    private int _polls;

    internal BatchFile(string path) => Path = path;

    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>The file name.</summary>
    public required string Name { get; init; }

    /// <summary><c>batch</c>, or <c>batch_output</c> of output and error files.</summary>
    public required string Purpose { get; init; }

    /// <summary>The key that uploaded it or created its job.</summary>
    public required string Owner { get; init; }

    /// <summary>The number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it becomes unavailable; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether a client deleted it.</summary>
    public bool IsDeleted { get; internal set; }

    internal string Path { get; }

    internal int PendingPolls { get; init; }

    /// <summary>Whether no poll has shown <c>processed</c> yet.</summary>
    internal bool IsPending => PendingPolls > 0 && Volatile.Read(ref _polls) <= PendingPolls;

    /// <summary>Opens the bytes, even if the file was deleted or has expired.</summary>
    public FileStream OpenRead() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024);

    /// <summary>Counts a poll; true if the file is still pending.</summary>
    internal bool Poll() => Interlocked.Increment(ref _polls) <= PendingPolls;
}
