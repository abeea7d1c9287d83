using System.Security.Cryptography;

namespace QwenCode.Files;

/// <summary>
/// Replaces a file whole: a reader sees the old content or the new one, never a mixture, whenever the process ends. The new content is
/// written beside the file, which then replaces it. A link stays, and its target is replaced.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    /// <summary>The part of a name that marks a temporary file.</summary>
    public const string TemporaryMark = ".tmp.";

    private readonly FileStream _stream;
    private readonly string _target;
    private readonly string _temporary;
    private bool _isComplete;

    private AtomicFile(FileStream stream, string target, string temporary) => (_stream, _target, _temporary) = (stream, target, temporary);

    /// <summary>The beginning of the paths of temporary files beside a file.</summary>
    public static string TemporaryPrefix(string path) => TargetOf(path) + TemporaryMark;

    /// <summary>The file that a path leads to after all links.</summary>
    /// <exception cref="IOException">The links are circular.</exception>
    public static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : RealPath.Of(path) ?? throw new IOException("its links form a loop");

    /// <summary>Reserves disk space for the new content, so that <see cref="Complete"/> succeeds whatever others write meanwhile.</summary>
    /// <param name="path">The file, absolute; it need not exist, and its directory is created.</param>
    /// <param name="size">The number of bytes.</param>
    /// <param name="keepsMode">Whether a file that exists keeps its mode; otherwise, if it is new, and on Windows, only the owner can read it.</param>
    /// <exception cref="IOException">There is not enough space, or no file can be created.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be created.</exception>
    public static AtomicFile Begin(string path, int size, bool keepsMode = false)
    {
        var target = TargetOf(path);
        EnsureReplaceable(target);
        PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
        var temporary = $"{target}{TemporaryMark}{Guid.NewGuid():N}";
        var file = new AtomicFile(PrivateFile.CreateNew(temporary), target, temporary);
        try
        {
            if (keepsMode)
                file.KeepMode();
            file.Take(size);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Replaces the file at once. It keeps its mode; a new one, and on Windows any, can be read by its owner only.</summary>
    /// <inheritdoc cref="Begin"/>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = Begin(path, size: 0, keepsMode: true);
        file.Complete(content);
    }

    /// <summary>Writes the content to the reserved space, and replaces the file with it.</summary>
    /// <exception cref="IOException">It cannot be written; the old content stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old content stays.</exception>
    public void Complete(ReadOnlySpan<byte> content)
    {
        _stream.Position = 0;
        PrivateFile.Write(_stream, content);
        _stream.SetLength(content.Length);
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        _isComplete = true;
    }

    /// <summary>Releases the space, unless it was used.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isComplete)
            PrivateFile.TryDelete(_temporary);
    }

    // Replacing a device would take it from all programs.
    private static void EnsureReplaceable(string target)
    {
        try
        {
            if (FileFacts.Of(target).Kind == FileKind.Special)
                throw new UnusableFileException("it is not a regular file");
        }
        catch (FileNotFoundException)
        {
            // It is created.
        }
    }

    // Random: a file system may not allocate space for zeros, or compress them.
    private void Take(int size)
    {
        if (size == 0)
            return;
        PrivateFile.Write(_stream, RandomNumberGenerator.GetBytes(size));
        _stream.Flush(flushToDisk: true);
    }

    private void KeepMode()
    {
        if (!OperatingSystem.IsWindows() && File.Exists(_target))
            File.SetUnixFileMode(_stream.SafeFileHandle, File.GetUnixFileMode(_target));
    }
}
