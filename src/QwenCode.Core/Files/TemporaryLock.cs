namespace QwenCode.Files;

/// <summary>A lock that is a file beside what it protects, and is removed with it. It ends with the process, whatever is left of the file.</summary>
internal sealed class TemporaryLock : IDisposable
{
    private const int MostAttempts = 10;

    private readonly FileStream _file;

    private TemporaryLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; <see langword="null"/> if it is taken.</summary>
    /// <param name="path">The path of the lock, absolute.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public static TemporaryLock? TryTake(string path)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (LockFile.TryOpen(path, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None) is not { } file)
                return null;

            // Its last owner may have removed the file after it was opened here, and the next one created another.
            if (OperatingSystem.IsWindows() || UnixFile.IsAt(file.SafeFileHandle, path))
                return new TemporaryLock(file);
            file.Dispose();
        }

        return null;
    }

    /// <summary>Whether a path leads to this lock, such as one that differs in case only.</summary>
    public bool IsAt(string path) => OperatingSystem.IsWindows()
        ? path.Equals(_file.Name, StringComparison.OrdinalIgnoreCase)
        : UnixFile.IsAt(_file.SafeFileHandle, path);

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && !_file.SafeFileHandle.IsClosed)
            PrivateFile.TryDelete(_file.Name);
        _file.Dispose();
    }
}
