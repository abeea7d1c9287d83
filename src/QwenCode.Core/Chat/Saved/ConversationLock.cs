using QwenCode.Files;

namespace QwenCode.Chat;

/// <summary>
/// The lock of a saved conversation, held while it is open: a file beside it, since on Unix a lock of the conversation's own file would keep
/// readers away. It ends with the process, whatever is left of the file.
/// </summary>
internal sealed class ConversationLock : IDisposable
{
    private const string Extension = ".lock";
    private const int MostAttempts = 10;

    private readonly FileStream _file;

    private ConversationLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; <see langword="null"/> if it is taken.</summary>
    /// <param name="folder">The folder of the conversation.</param>
    /// <param name="name">The conversation's name.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be created.</exception>
    public static ConversationLock? TryTake(string folder, string name)
    {
        var path = Path.Join(folder, name + Extension);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (LockFile.TryOpen(path, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None) is not { } file)
                return null;

            // Its last owner may have removed the file after it was opened here.
            if (OperatingSystem.IsWindows() || File.Exists(path))
                return new ConversationLock(file);
            file.Dispose();
        }

        return null;
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && !_file.SafeFileHandle.IsClosed)
            PrivateFile.TryDelete(_file.Name);
        _file.Dispose();
    }
}
