namespace QwenCode.Loopback;

/// <summary>The files of the batch service, in a temporary folder of its own.</summary>
internal sealed class BatchFileStore(TimeProvider time) : IDisposable
{
    public const string InputPurpose = "batch";
    public const string OutputPurpose = "batch_output";

    private readonly Lock _gate = new();
    private readonly List<BatchFile> _files = [];
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("QwenCode.Loopback.").FullName);

    public IReadOnlyList<BatchFile> Snapshot()
    {
        lock (_gate)
            return [.. _files];
    }

    public string NewPath() => Path.Combine(_folder.Value, Guid.NewGuid().ToString("N"));

    public void Add(BatchFile file)
    {
        lock (_gate)
            _files.Add(file);
    }

    /// <summary>The file if the owner can see it.</summary>
    public BatchFile? Find(string id, string owner)
    {
        lock (_gate)
            return _files.Find(file => file.Id == id && IsVisible(file, owner));
    }

    /// <summary>All files that the owner can see, the newest first.</summary>
    public IReadOnlyList<BatchFile> Of(string owner)
    {
        lock (_gate)
            return [.. _files.Where(file => IsVisible(file, owner)).Reverse()];
    }

    /// <summary>Deletes the file for clients; false if the owner cannot see it.</summary>
    public bool Delete(string id, string owner)
    {
        lock (_gate)
        {
            if (_files.Find(file => file.Id == id && IsVisible(file, owner)) is not { } found)
                return false;
            return found.IsDeleted = true;
        }
    }

    public void Dispose()
    {
        if (!_folder.IsValueCreated)
            return;
        try
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A test still reads one of the files.
        }
    }

    private bool IsVisible(BatchFile file, string owner) =>
        file.Owner == owner && !file.IsDeleted && !(file.ExpiresAt <= time.GetUtcNow());
}
