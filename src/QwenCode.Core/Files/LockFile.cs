namespace QwenCode.Files;

/// <summary>A file that is locked while it is open, and by which processes take turns. The lock ends with the process.</summary>
internal static class LockFile
{
    // EAGAIN on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] InUse = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Creates or opens it; <see langword="null"/> if another process has it open.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="options">Further options.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public static FileStream? TryOpen(string path, FileOptions options = FileOptions.None)
    {
        var open = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, Options = options };
        if (!OperatingSystem.IsWindows())
            open.UnixCreateMode = PrivateFile.OwnerOnly;
        try
        {
            return new FileStream(path, open);
        }
        catch (IOException exception) when (InUse.Contains(exception.HResult))
        {
            return null;
        }
    }
}
