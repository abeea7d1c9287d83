using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>A new file of lines. Full buffers are written on another thread while the next lines are made.</summary>
internal sealed class LineFile : IDisposable
{
    private const int BufferSize = 128 * 1024;

    // Shared, since a batch writes two files for each job, one job after the other.
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Buffers = [];

    private readonly FileStream _file;
    private readonly string _temporary;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private ArrayBufferWriter<byte> _filling = Take();
    private ArrayBufferWriter<byte> _spare = Take();
    private Task _writing = Task.CompletedTask;
    private long _flushed;
    private bool _isComplete;

    private LineFile(FileStream file, string temporary) => (_file, _temporary) = (file, temporary);

    /// <summary>Creates the file under a temporary name in the same folder. Only the current user can read it.</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public static LineFile Create(string path)
    {
        var temporary = AtomicFile.TemporaryPrefix(path) + Guid.NewGuid().ToString("N");
        return new LineFile(PrivateFile.CreateNew(temporary), temporary);
    }

    /// <summary>Takes the next line, its line break included.</summary>
    public IBufferWriter<byte> Buffer => _filling;

    /// <summary>The number of bytes so far.</summary>
    public long Length => _flushed + _filling.WrittenCount;

    /// <summary>Whether <see cref="FlushAsync"/> is due.</summary>
    public bool IsFull => _filling.WrittenCount >= BufferSize;

    /// <summary>Begins to write the buffer, once the previous one is written.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task FlushAsync()
    {
        await _writing.ConfigureAwait(false);
        (_filling, _spare) = (_spare, _filling);
        _flushed += _spare.WrittenCount;
        var full = _spare;
        _writing = Task.Run(() =>
        {
            PrivateFile.Write(_file, full.WrittenSpan);
            _hash.AppendData(full.WrittenSpan);
            full.ResetWrittenCount();
        });
    }

    /// <summary>Writes the rest to the disk, and returns the hash of the content.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<string> CompleteAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
        await Task.Run(() => _file.Flush(flushToDisk: true)).ConfigureAwait(false);
        _file.Dispose();
        Release(_filling);
        Release(_spare);
        return HexText.Of(_hash.GetHashAndReset());
    }

    /// <summary>Gives the complete file its name.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="overwrite">Whether it replaces another file.</param>
    /// <exception cref="IOException">There is a file of that name, or it cannot be renamed.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be renamed.</exception>
    public void MoveTo(string path, bool overwrite)
    {
        File.Move(_temporary, path, overwrite);
        _isComplete = true;
    }

    /// <summary>Removes the file unless it has its name.</summary>
    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
        if (!_isComplete)
            PrivateFile.TryDelete(_temporary);
    }

    private static ArrayBufferWriter<byte> Take() => Buffers.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(BufferSize + BufferSize);

    // One that a very long line has made larger is left to the garbage collector.
    private static void Release(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > BufferSize + BufferSize)
            return;
        buffer.ResetWrittenCount();
        Buffers.Add(buffer);
    }
}
