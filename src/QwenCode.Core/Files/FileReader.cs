namespace QwenCode.Files;

/// <summary>A file's content and the facts about the very file that it was read from.</summary>
internal sealed record FileContent(byte[] Bytes, FileFacts Facts);

/// <summary>
/// Reads files whole: regular ones on a disk only, since a pipe, a device or a file of <c>/proc</c> may block or never end, and up to a
/// limit. Others may rename, replace or remove the file meanwhile. It may wait for a slow disk, so it runs off the pipeline thread.
/// </summary>
internal static class FileReader
{
    /// <summary>The largest file of configuration, credentials or a lock: 1 MB.</summary>
    public const int LargestConfiguration = 1024 * 1024;

    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    /// <summary>The file's content; <see langword="null"/> if there is no file, or it was removed meanwhile.</summary>
    /// <param name="path">Its absolute path; links are followed.</param>
    /// <param name="limit">The maximum size in bytes.</param>
    /// <exception cref="UnusableFileException">It is a directory, a pipe, a device or a file of the kernel, is larger than the limit, or cannot be read.</exception>
    public static FileContent? Read(string path, int limit)
    {
        try
        {
            using var stream = OpenRegular(path, limit, FileAccess.Read, out var facts);
            return new FileContent(ReadAll(stream, limit), facts);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnusableFileException.From(exception);
        }
    }

    /// <summary>Opens a file, for content that is not read whole.</summary>
    /// <param name="path">Its absolute path; links are followed.</param>
    /// <param name="limit">The maximum size in bytes.</param>
    /// <param name="access">What it is opened for.</param>
    /// <exception cref="FileNotFoundException">There is no file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no folder of it.</exception>
    /// <exception cref="UnusableFileException">It is a directory, a pipe, a device or a file of the kernel, or is larger than the limit.</exception>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened.</exception>
    public static FileStream OpenRegular(string path, long limit, FileAccess access) => OpenRegular(path, limit, access, out _);

    private static FileStream OpenRegular(string path, long limit, FileAccess access, out FileFacts facts)
    {
        // The system's functions would take what is before it.
        if (path.Contains('\0', StringComparison.Ordinal))
            throw new UnusableFileException("its path has a NUL character");

        // Checked before the file is opened, since opening a pipe blocks.
        EnsureRegular(FileFacts.Of(path), limit);
        var stream = new FileStream(path, new FileStreamOptions { Access = access, Share = Shared, BufferSize = 0 });
        try
        {
            facts = OperatingSystem.IsWindows() ? FileFacts.Of(path) : UnixFile.FactsOf(stream.SafeFileHandle);
            EnsureRegular(facts, limit);
            if (!OperatingSystem.IsWindows() && UnixFile.IsKernels(stream.SafeFileHandle))
                throw new UnusableFileException("it is a virtual file of the kernel, as in /proc and /sys, and reading it may never end");
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private static void EnsureRegular(FileFacts facts, long limit)
    {
        if (facts.Kind == FileKind.Directory)
            throw new UnusableFileException("it is a directory");
        if (facts.Kind == FileKind.Special)
            throw new UnusableFileException("it is a pipe or device and not a regular file");
        if (facts.Length > limit)
            throw TooLarge(facts.Length, limit);
    }

    // Some files report no size or grow meanwhile, so the content decides.
    private static byte[] ReadAll(FileStream stream, int limit)
    {
        var content = new byte[Math.Clamp(stream.Length, 0, limit) + 1];
        var length = 0;
        while (stream.Read(content, length, content.Length - length) is > 0 and var read)
        {
            length += read;
            if (length > limit)
                throw TooLarge(length, limit);
            if (length == content.Length)
                Array.Resize(ref content, Math.Min(2 * content.Length, limit + 1));
        }

        Array.Resize(ref content, length);
        return content;
    }

    /// <summary>A size in megabytes, so that it is never shown as the limit that it exceeds.</summary>
    public static double RoundedUp(long bytes) => Math.Ceiling(bytes / 10485.76) / 100;

    private static UnusableFileException TooLarge(long length, long limit) =>
        new($"it has {RoundedUp(length):0.##} MB, more than the limit of {limit / 1048576.0:0.#} MB") { IsRegularFile = true, IsTooLarge = true };
}
