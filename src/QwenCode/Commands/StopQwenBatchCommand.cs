using System.Management.Automation;
using QwenCode.Batches;

namespace QwenCode.Commands;

/// <summary>Cancels batches. What is finished by then is charged, and can be received.</summary>
[Cmdlet(VerbsLifecycle.Stop, "QwenBatch", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(QwenBatch))]
public sealed class StopQwenBatchCommand : NamedBatchCommand
{
    /// <summary>Writes the batch after the cancellation.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach((ledger, folder) =>
    {
        Access.EnsureOwns(ledger);
        if (!ledger.HasEnded && ShouldProcess(ledger.Name, "Cancel the batch"))
            ledger = Await(Access.Options.Activity!, token => CancelAsync(ledger, folder, token));
        if (PassThru)
            WriteObject(QwenBatch.Of(ledger, folder.Path));
    });

    private async Task<BatchLedger> CancelAsync(BatchLedger ledger, BatchFolder folder, CancellationToken cancellationToken)
    {
        var monitor = new BatchMonitor(folder, Access.Service);
        foreach (var entry in ledger.Jobs.Where(entry => entry.Job is { HasEnded: false }))
        {
            try
            {
                await Access.Service.CancelAsync(entry.Job!.Id, cancellationToken).ConfigureAwait(false);
            }
            catch (QwenRequestException exception) when (exception.StatusCode is 400 or 409 or 422)
            {
                // A job that has ended meanwhile cannot be cancelled; any other rejection is an error.
                var job = await Access.Service.GetAsync(entry.Job!.Id, cancellationToken).ConfigureAwait(false);
                if (job is { HasEnded: false, State: not BatchState.Cancelling })
                    throw;
            }
        }

        return await monitor.RefreshAsync(ledger, cancellationToken).ConfigureAwait(false);
    }
}
