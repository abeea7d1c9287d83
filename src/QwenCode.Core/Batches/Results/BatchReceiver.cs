using QwenCode.Errors;

namespace QwenCode.Batches;

/// <summary>Makes the results of a batch ready to be read.</summary>
/// <param name="folder">The folder of the batch.</param>
/// <param name="service">The service.</param>
internal sealed class BatchReceiver(BatchFolder folder, BatchService service)
{
    private readonly ResultDownload _download = new(folder, service);

    /// <summary>The errors of files of results without which the others can be read.</summary>
    public IReadOnlyList<QwenException> Failures => _download.Failures;

    /// <summary>Checks that the jobs have ended, and downloads the results.</summary>
    /// <param name="ledger">What is known of it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">The batch has not ended (<c>BatchNotFinished</c>), a request failed, or a file cannot be written.</exception>
    public async Task<BatchLedger> PrepareAsync(BatchLedger ledger, CancellationToken cancellationToken)
    {
        if (!ledger.IsStarted)
            throw ledger.IsSealed ? QwenErrors.BatchNotHandedOver(ledger.Name) : QwenErrors.BatchIncomplete(ledger.Name);
        var monitor = new BatchMonitor(folder, service);
        var seen = await monitor.RefreshAsync(ledger, cancellationToken).ConfigureAwait(false);
        if (!seen.HasEnded)
            throw QwenErrors.BatchNotFinished(ledger.Name, seen.State.ToString(), QwenBatch.Of(seen, folder.Path).Progress);
        if (!ledger.HasEnded)
            await monitor.RecordAsync(known => known.Merge(seen), cancellationToken).ConfigureAwait(false);
        await _download.DownloadAsync(seen, cancellationToken).ConfigureAwait(false);
        return seen;
    }
}
