using QwenCode.Errors;

namespace QwenCode.Batches;

/// <summary>Polls the jobs of a batch.</summary>
/// <param name="folder">The folder of the batch.</param>
/// <param name="service">The service.</param>
internal sealed class BatchMonitor(BatchFolder folder, BatchService service)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(1);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(100);
    private const int LockAttempts = 100;
    private const int MaximumFailures = 10;
    private const double Growth = 1.5;

    /// <summary>Called with the first of several failures in a row after which the state is requested again; <see langword="null"/> for nothing.</summary>
    public Action<QwenRequestException>? Warn { get; init; }

    /// <summary>Why the last request for the state failed; <see langword="null"/> if it did not.</summary>
    public QwenRequestException? Failure { get; private set; }

    /// <summary>Why the last attempt of a request failed that was cancelled before its retry succeeded, in a word or two; <see langword="null"/> if none failed.</summary>
    public string? FailedAttempt { get; private set; }

    /// <summary>The ledger with the current state of each job. Nothing is written.</summary>
    /// <exception cref="QwenException">A request failed.</exception>
    public async Task<BatchLedger> RefreshAsync(BatchLedger ledger, CancellationToken cancellationToken)
    {
        foreach (var entry in ledger.Jobs.Where(entry => entry.Job is { HasEnded: false }))
            ledger = ledger.With(entry with { Job = await service.GetAsync(entry.Job!.Id, cancellationToken).ConfigureAwait(false) });
        return ledger;
    }

    /// <summary>Waits until each job has ended, and records how.</summary>
    /// <param name="ledger">What is known of it.</param>
    /// <param name="report">Called with each state.</param>
    /// <param name="cancellationToken">Ends the wait; the batch continues.</param>
    /// <exception cref="QwenException">A request failed.</exception>
    public async Task<BatchLedger> WaitAsync(BatchLedger ledger, Action<BatchLedger> report, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (TimeSpan? pause = null; ; pause = Next(pause))
        {
            if (pause is { } wait)
                await Task.Delay(wait, service.Time, cancellationToken).ConfigureAwait(false);
            try
            {
                ledger = await RefreshAsync(ledger, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (service.Options.Activity?.FailedAttempt is { } reason)
            {
                FailedAttempt = reason;
                throw;
            }
            catch (QwenRequestException exception) when (exception.Id == ErrorId.RateLimited && exception.RetryAfter is { } requested)
            {
                Fail(exception);

                // The request loop gives up if the service requests a long wait; a command that waits for hours does not.
                await Task.Delay(requested < LongestRetryAfter ? requested : LongestRetryAfter, service.Time, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (QwenRequestException exception) when (exception.Id is ErrorId.ConnectionFailed or ErrorId.ServiceUnavailable or ErrorId.RequestTimedOut or ErrorId.IncompleteAnswer
                or ErrorId.ProtocolViolation or ErrorId.RateLimited && ++failures < MaximumFailures)
            {
                // A wait of a day survives an outage of some minutes, and the page of a proxy.
                service.Options.Log?.Invoke($"{exception.ErrorId}: the batch continues; its state is requested again later.");
                Fail(exception);
                continue;
            }

            failures = 0;
            Failure = null;
            report(ledger);
            if (!ledger.HasEnded)
                continue;
            await RecordAsync(known => known.Merge(ledger), cancellationToken).ConfigureAwait(false);
            return ledger;
        }
    }

    /// <summary>Changes the ledger on the disk, after other commands that change it.</summary>
    /// <exception cref="QwenException">Another command uses the batch (<c>BatchInUse</c>), or the ledger cannot be written.</exception>
    public async Task<BatchLedger> RecordAsync(Func<BatchLedger, BatchLedger> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var held = folder.Lock();
                var changed = change(folder.Read());
                folder.Write(changed);
                return changed;
            }
            catch (QwenException exception) when (exception.Id == ErrorId.BatchInUse && attempt < LockAttempts)
            {
                await Task.Delay(LockPause, service.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Fail(QwenRequestException failure)
    {
        if (Failure is null)
            Warn?.Invoke(failure);
        Failure = failure;
    }

    private TimeSpan Next(TimeSpan? pause)
    {
        if (pause is not { } last)
            return FirstPause;
        var next = last * Growth > LongestPause ? LongestPause : last * Growth;
        return service.Endpoint.Provider.Batches is { PollInterval: { } shortest } && next < shortest ? shortest : next;
    }
}
