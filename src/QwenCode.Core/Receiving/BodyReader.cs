using QwenCode.Errors;

namespace QwenCode.Receiving;

/// <summary>Reads the body of a response into memory, as far as a limit allows.</summary>
internal static class BodyReader
{
    /// <summary>The whole body.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="limit">Maximum number of bytes.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="ResponseTooLargeException">It is larger than <paramref name="limit"/>.</exception>
    /// <exception cref="InvalidDataException">It cannot be decompressed.</exception>
    public static Task<ReceivedBody> ReadAsync(Stream body, int limit, CancellationToken cancellationToken) =>
        ReadAsync(body, limit, isError: false, cancellationToken);

    /// <summary>The body of an error, or its beginning: one that is too large, corrupt or incomplete is truncated.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<ReceivedBody> ReadErrorAsync(Stream body, CancellationToken cancellationToken) =>
        ReadAsync(body, ReceiveLimits.Error, isError: true, cancellationToken);

    // A failed read may still write to its buffer, so the buffer is left to the garbage collector.
    private static async Task<ReceivedBody> ReadAsync(Stream body, int limit, bool isError, CancellationToken cancellationToken)
    {
        var buffer = ArrivalBuffer.Begin();
        var length = 0;
        try
        {
            while (length < limit)
            {
                if (length == buffer.Length)
                    buffer = ArrivalBuffer.Grow(buffer, limit);
                var read = await body.ReadAsync(buffer.AsMemory(length, Math.Min(buffer.Length, limit) - length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return new ReceivedBody(ArrivalBuffer.End(buffer, length));
                length += read;
            }

            if (isError || await body.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) == 0)
                return new ReceivedBody(ArrivalBuffer.End(buffer, length));
        }
        catch (Exception) when (isError && !cancellationToken.IsCancellationRequested)
        {
            return new ReceivedBody(buffer.AsMemory(0, length));
        }
        catch (Exception exception) when (exception is not (IOException or HttpRequestException or OperationCanceledException))
        {
            // Each decompressor has exceptions of its own for what it cannot read.
            throw new InvalidDataException(exception.Message, exception);
        }

        ArrivalBuffer.Release(buffer);
        throw new ResponseTooLargeException(limit);
    }
}
