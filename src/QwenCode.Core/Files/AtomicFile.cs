using System.Security.Cryptography;

namespace QwenCode.Files;

/// <summary>
/// Replaces a file whole: a reader sees the old content or the new one, never a mixture, whenever the process dies. The new content is
/// written beside the file, which then takes its place. A link stays, and the file that it leads to is replaced.
/// </summary>
internal sealed class AtomicFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _target;
    private readonly string _temporary;
    private bool _isComplete;

    private AtomicFile(FileStream stream, string target, string temporary) => (_stream, _target, _temporary) = (stream, target, temporary);

    /// <summary>What follows a file's path in the paths of what is written beside it.</summary>
    public static string TemporaryPrefix(string path) => $"{TargetOf(path)}.tmp.";

    /// <summary>The file that a path leads to after all links.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static string TargetOf(string path) =>
        new FileInfo(path).LinkTarget is null ? path : RealPath.Of(path) ?? throw new IOException("its links form a loop");

    /// <summary>Takes room for the new content on the disk, so that <see cref="Complete"/> succeeds whatever others write meanwhile.</summary>
    /// <param name="path">The file, absolute; it need not exist, and its directory is created.</param>
    /// <param name="room">The number of bytes.</param>
    /// <param name="keepsMode">Whether a file that exists keeps its mode; otherwise, and if it is new, it is the owner's alone.</param>
    /// <exception cref="IOException">There is no room, or no file can be created.</exception>
    /// <exception cref="UnauthorizedAccessException">No file may be created.</exception>
    public static AtomicFile Begin(string path, int room, bool keepsMode = false)
    {
        var target = TargetOf(path);
        PrivateFile.CreateFolder(Path.GetDirectoryName(target)!);
        var temporary = $"{target}.tmp.{Guid.NewGuid():N}";
        var file = new AtomicFile(keepsMode ? CreateLike(target, temporary) : PrivateFile.CreateNew(temporary), target, temporary);
        try
        {
            file.Take(room);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Replaces the file at once. It keeps its mode; a new one is the owner's alone.</summary>
    /// <inheritdoc cref="Begin"/>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = Begin(path, room: 0, keepsMode: true);
        file.Complete(content);
    }

    /// <summary>Writes the content where the room was taken, and puts it in the file's place.</summary>
    /// <exception cref="IOException">It cannot be written; the old content stands.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old content stands.</exception>
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

    /// <summary>Gives the room back, unless it was used.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        if (!_isComplete)
            PrivateFile.TryDelete(_temporary);
    }

    // Random: a file system may keep zeros without taking room for them, or compress them.
    private void Take(int room)
    {
        if (room == 0)
            return;
        PrivateFile.Write(_stream, RandomNumberGenerator.GetBytes(room));
        _stream.Flush(flushToDisk: true);
    }

    private static FileStream CreateLike(string target, string temporary)
    {
        if (OperatingSystem.IsWindows())
            return new FileStream(temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        var stream = PrivateFile.CreateNew(temporary);
        if (File.Exists(target))
            File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
        return stream;
    }
}
