using System.Globalization;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Receiving;
using QwenCode.Showing;

namespace QwenCode.Batches;

/// <summary>Copies the body of a response to a file, within a limit of size and of silence.</summary>
/// <param name="call">The request.</param>
/// <param name="time">The clock.</param>
internal sealed class FileTransfer(ServiceCall call, TimeProvider time)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Copies the body.</summary>
    /// <returns>Whether it is certain that it is complete: its length was announced, or it came in chunks, the last of which says so.</returns>
    /// <exception cref="QwenRequestException">It ends too early, is too large, or nothing arrives.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<bool> CopyAsync(ServiceResponse response, FileStream target)
    {
        var limit = call.Options.IdleTimeoutAt(call.Endpoint.Provider);
        var buffer = new byte[BufferSize];
        var length = 0L;
        using var idle = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var registration = call.Deadline.Token.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), idle).ConfigureAwait(false);
        while (true)
        {
            // A slow disk is not a silent service: the clock runs only while bytes are awaited.
            idle.CancelAfter(limit);
            var read = await ReadAsync(response, buffer, limit, idle.Token).ConfigureAwait(false);
            idle.CancelAfter(Timeout.InfiniteTimeSpan);
            if (read == 0)
                break;
            length += read;
            call.Options.Activity?.ReceiveBytes(read);
            if (length > ReceiveLimits.BatchFile)
                throw QwenErrors.BatchFileTooLarge(call.Facts, HumanText.Size(ReceiveLimits.BatchFile));
            await WriteAsync(target, buffer.AsMemory(0, read)).ConfigureAwait(false);
        }

        // A lost connection ends some bodies without an error.
        if (!long.TryParse(response.Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var announced) || response.Header("Content-Encoding") is not null)
            return response.Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true;
        return announced == length ? true : throw QwenErrors.IncompleteAnswer(call.Facts with { Detail = $"{length} of {announced} bytes arrived" });
    }

    private async Task WriteAsync(FileStream target, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await target.WriteAsync(bytes, call.Deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
        {
            throw call.Failure(exception);
        }
    }

    private async Task<int> ReadAsync(ServiceResponse response, byte[] buffer, TimeSpan limit, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.Deadline.Token.IsCancellationRequested)
        {
            throw QwenErrors.TransferStalled(call.Facts, limit);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && !call.Deadline.Token.IsCancellationRequested)
        {
            throw QwenErrors.IncompleteAnswer(call.Facts with { Detail = "the connection ended before the file did", Cause = NetworkFailures.Shown(exception) });
        }
        catch (Exception exception) when (exception is not QwenException)
        {
            throw call.Failure(exception);
        }
    }
}
