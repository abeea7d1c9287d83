using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Batches;

/// <summary>Downloads the results of a batch. A file has its name only once it is whole, and is never overwritten.</summary>
/// <param name="folder">The folder.</param>
/// <param name="service">The service.</param>
internal sealed class ResultDownload(BatchFolder folder, BatchService service)
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromDays(1);

    /// <summary>The errors of files that hold nothing but the reasons for failed requests. The answers are returned without them.</summary>
    public List<QwenException> Failures { get; } = [];

    /// <summary>Downloads what is not here yet.</summary>
    /// <param name="ledger">The batch, which has ended.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">A request failed, or a file cannot be written.</exception>
    public async Task DownloadAsync(BatchLedger ledger, CancellationToken cancellationToken)
    {
        var first = 1L;
        foreach (var entry in ledger.Jobs)
        {
            var (begin, end) = (first, first + entry.Lines);
            first = end;
            bool IsOwn(string id) => RequestNumber.Of(id) is var number && number >= begin && number < end;
            await DownloadAsync(entry.Job!.OutputFileId, folder.Output(entry.Number), IsOwn, cancellationToken).ConfigureAwait(false);
            try
            {
                await DownloadAsync(entry.Job.ErrorFileId, folder.Errors(entry.Number), IsOwn, cancellationToken).ConfigureAwait(false);
            }
            catch (QwenException exception) when (exception.Id == ErrorId.BatchFailed && File.Exists(folder.Output(entry.Number)))
            {
                service.Options.Log?.Invoke(exception.Message);
            }
            catch (QwenException exception) when (exception.Id == ErrorId.BatchFileInvalid && File.Exists(folder.Output(entry.Number)))
            {
                Failures.Add(exception);
            }
        }
    }

    private async Task DownloadAsync(string? id, string path, Predicate<string> isOwn, CancellationToken cancellationToken)
    {
        var received = new FileInfo(path);
        if (id is null || received is { Exists: true, Length: > 0 })
            return;

        // A whole one has a line at least. The service still has the results, and nothing must be sent again.
        if (received.Exists)
            PrivateFile.TryDelete(path);
        var temporary = AtomicFile.TemporaryPrefix(path);
        PrivateFile.RemoveLeftovers(temporary, service.Time.GetUtcNow(), LeftoverAge);
        temporary += Guid.NewGuid().ToString("N");
        try
        {
            var isWhole = false;
            var file = PrivateFile.CreateNew(temporary);
            await using (file.ConfigureAwait(false))
            {
                isWhole = await service.DownloadAsync(id, file, cancellationToken).ConfigureAwait(false);
                await Task.Run(() => file.Flush(flushToDisk: true), cancellationToken).ConfigureAwait(false);
            }

            var check = await Task.Run(() => ResultCheck.Of(temporary, isOwn), cancellationToken).ConfigureAwait(false);
            if (check.Own == 0)
                throw QwenErrors.ResultsUnreadable(id, $"no line of it is the result of a request{(check.First is { } first ? $" (line {first.Number}: {first.Reason})" : "")}");
            if (check.EndsTorn && !isWhole)
                throw QwenErrors.ResultsUnreadable(id, "its last line is incomplete");
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another command was faster, with the same content.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw QwenErrors.BatchFileUnwritable(path, FileFailure.ReasonOf(exception), exception);
        }
        finally
        {
            PrivateFile.TryDelete(temporary);
        }
    }
}
