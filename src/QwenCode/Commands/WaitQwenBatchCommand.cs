using System.Globalization;
using System.Management.Automation;
using QwenCode.Batches;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Waits until batches have ended. Ctrl+C ends the wait and leaves the batches alone.</summary>
[Cmdlet(VerbsLifecycle.Wait, "QwenBatch", DefaultParameterSetName = NameSet)]
[OutputType(typeof(QwenBatch))]
public sealed class WaitQwenBatchCommand : BatchCommand
{
    /// <summary>Maximum number of seconds to wait for a batch. Defaults to 0, which sets no limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach((ledger, folder) =>
    {
        if (IsForAll && (ledger.HasEnded || !ledger.IsStarted || ledger.Account != Access.Account))
            return;
        if (!ledger.IsStarted)
            throw ledger.IsSealed ? QwenErrors.BatchNotHandedOver(ledger.Name) : QwenErrors.BatchIncomplete(ledger.Name);
        WriteObject(QwenBatch.Of(ledger.HasEnded ? ledger : Wait(ledger, folder), folder.Path));
    });

    private BatchLedger Wait(BatchLedger ledger, BatchFolder folder)
    {
        Access.EnsureOwns(ledger);
        try
        {
            return Await(token => WaitAsync(ledger, folder, token));
        }
        finally
        {
            if (ShowsProgress && !Stopping)
                WriteProgress(new ProgressRecord(ProgressIds.Batch, $"Batch '{ledger.Name}'", "Ended") { RecordType = ProgressRecordType.Completed });
        }
    }

    private async Task<BatchLedger> WaitAsync(BatchLedger ledger, BatchFolder folder, CancellationToken cancellationToken)
    {
        var limit = TimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(TimeoutSec);
        using var timeout = new CancellationTokenSource(limit, Access.Service.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var monitor = new BatchMonitor(folder, Access.Service) { Warn = Warn };
        var status = "";
        try
        {
            return await monitor.WaitAsync(ledger, Report, linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw QwenErrors.BatchWaitTimedOut(ledger.Name, TimeoutSec, status, monitor.Failure?.Event, monitor.FailedAttempt, monitor.Failure);
        }

        void Report(BatchLedger seen)
        {
            status = seen.Jobs.Select(entry => entry.Job).FirstOrDefault(job => job is { HasEnded: false })?.Status ?? "";
            Pump.Post(() => Show(QwenBatch.Of(seen, folder.Path)));
        }

        void Warn(QwenRequestException failure) => Pump.Post(() => WriteWarning(QwenErrors.BatchStateUnknown(ledger.Name, failure.Event)));
    }

    private void Show(QwenBatch batch)
    {
        if (!ShowsProgress)
            return;
        var done = batch.Completed + batch.Failed;
        var time = Access.Service.Time.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        WriteProgress(new ProgressRecord(ProgressIds.Batch, $"Batch '{batch.Name}'", $"{batch.State}: {batch.Progress}, checked at {time}")
        {
            PercentComplete = batch.Total > 0 && done <= batch.Total ? (int)(100 * done / batch.Total) : -1,
        });
    }
}
