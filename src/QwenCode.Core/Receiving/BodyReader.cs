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
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, int limit, CancellationToken cancellationToken)
    {
        var received = new Received(limit);
        while (await received.TakeAsync(body, cancellationToken).ConfigureAwait(false))
        {
            // All of it happens in the condition.
        }

        if (!received.IsFull || await ReadAsync(body, new byte[1], cancellationToken).ConfigureAwait(false) == 0)
            return received.ToMemory();
        received.Release();
        throw new ResponseTooLargeException(limit);
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
            while (await received.TakeAsync(body, cancellationToken).ConfigureAwait(false))
            {
                // All of it happens in the condition.
            }
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What had arrived has to do.
        }

        return received.ToMemory();
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

    private sealed class Received(int limit)
    {
        private byte[] _bytes = new byte[Math.Min(InitialSize, limit)];
        private int _length;

        public bool IsFull => _length == limit;

        public ReadOnlyMemory<byte> ToMemory() => ArrivalBuffer.Trim(_bytes, _length);

        // False at the end of the body, and of the room for it.
        public async ValueTask<bool> TakeAsync(Stream body, CancellationToken cancellationToken)
        {
            if (IsFull)
                return false;
            if (_length == _bytes.Length)
                _bytes = ArrivalBuffer.Grow(_bytes, limit);
            var room = Math.Min(_bytes.Length, limit) - _length;
            var read = await ReadAsync(body, _bytes.AsMemory(_length, room), cancellationToken).ConfigureAwait(false);
            _length += read;
            return read > 0;
        }

        public void Release()
        {
            ArrivalBuffer.Release(_bytes);
            (_bytes, _length) = ([], 0);
        }
    }
}
