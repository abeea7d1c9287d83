namespace QwenCode.Http;

/// <summary>A stream that keeps the beginning of what is read from it.</summary>
/// <param name="stream">The stream to read.</param>
/// <param name="maximumBytes">Maximum number of bytes to keep.</param>
internal sealed class RecordingStream(Stream stream, int maximumBytes) : Stream
{
    private readonly MemoryStream _recorded = new();

    /// <summary>What was read so far.</summary>
    public ReadOnlyMemory<byte> Recorded => _recorded.GetBuffer().AsMemory(0, (int)_recorded.Length);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Record(buffer.Span[..count]);
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = stream.Read(buffer, offset, count);
        Record(buffer.AsSpan(offset, read));
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }

    private void Record(ReadOnlySpan<byte> bytes) => _recorded.Write(bytes[..Math.Min(bytes.Length, maximumBytes - (int)_recorded.Length)]);
}
