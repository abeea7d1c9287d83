using QwenCode.Errors;

namespace QwenCode.Receiving;

/// <summary>Reads the body of a response into memory, as far as a limit allows.</summary>
internal static class BodyReader
{
    private const int InitialSize = 8 * 1024;

    /// <summary>The whole body.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="limit">The most bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ResponseTooLargeException">It is larger than <paramref name="limit"/>.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var received = new Received(limit);
        while (await received.TakeAsync(body, cancellationToken).ConfigureAwait(false))
        {
            if (received.IsTooLarge)
                throw new ResponseTooLargeException(limit);
        }

        return received.Bytes;
    }

    /// <summary>The body of an error, or its beginning: one that is too large, damaged, or breaks off only lacks words.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadErrorAsync(Stream body, CancellationToken cancellationToken)
    {
        var received = new Received(ReceiveLimits.Error);
        try
        {
            while (!received.IsTooLarge && await received.TakeAsync(body, cancellationToken).ConfigureAwait(false))
            {
                // All of it happens in the condition.
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What had arrived has to do.
        }

        return received.Bytes;
    }

    // Each decompressor has exceptions of its own for what it cannot read.
    private static async ValueTask<int> ReadAsync(Stream body, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (IOException or HttpRequestException or OperationCanceledException))
        {
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    // One byte more than the limit has room, since only that byte shows that the body goes on.
    private sealed class Received(int limit)
    {
        private byte[] _bytes = new byte[Math.Min(InitialSize, limit + 1)];
        private int _length;

        public bool IsTooLarge => _length > limit;

        public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Math.Min(_length, limit));

        public async ValueTask<bool> TakeAsync(Stream body, CancellationToken cancellationToken)
        {
            if (_length == _bytes.Length)
                Array.Resize(ref _bytes, 2L * _length < limit ? 2 * _length : limit + 1);
            var read = await ReadAsync(body, _bytes.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            _length += read;
            return read > 0;
        }
    }
}
