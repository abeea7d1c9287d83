using System.Management.Automation;
using QwenCode.Batches;
using QwenCode.Errors;

namespace QwenCode.Commands;

/// <summary>Removes batches: their files at the service, and the requests and results on this machine.</summary>
[Cmdlet(VerbsCommon.Remove, "QwenBatch", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveQwenBatchCommand : NamedBatchCommand
{
    /// <summary>Removes a batch that has not ended, and from this machine only one that belongs to another account or cannot be read.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach((ledger, folder) =>
    {
        // A batch of which nothing was uploaded is on this machine only.
        var isAtService = ledger.Jobs.Any(entry => entry.FileId is not null);
        var failure = isAtService ? FailureOf(() => Access.EnsureOwns(ledger)) : null;
        if (failure is not null && !Force)
            throw failure;

        // The ids of the result files are known once the end was reported.
        var isOwn = isAtService && failure is null;
        if (isOwn)
            isOwn = Succeeds(ledger.Name, () => ledger = Await(Access.Options.Activity!, token => new BatchMonitor(folder, Access.Service).RefreshAsync(ledger, token)));
        if (!Force && ledger.Jobs.Any(entry => entry.Job is { HasEnded: false }))
            throw QwenErrors.BatchRunning(ledger.Name);
        if (!ShouldProcess(ledger.Name, isOwn ? "Remove the batch with its files at the service" : "Remove the batch from this machine"))
            return;
        using var held = folder.Lock();
        if (isOwn)
            Succeeds(ledger.Name, () => Await(Access.Options.Activity!, token => DeletedAsync(ledger, token)));
        OffThread(() => BatchRemoval.DeleteFolder(folder));
    });

    // With -Force, a service that cannot be reached or rejects a request does not keep the batch on this machine.
    private bool Succeeds(string name, Action step)
    {
        if (FailureOf(step) is not { } failure)
            return true;
        if (!Force)
            throw failure;
        WriteWarning($"The files of the batch '{name}' stay at the service: {failure.Message}");
        return false;
    }

    // Without its ledger, its files at the service are not known.
    private protected override void ReportUnreadable(BatchFolder folder, QwenException failure)
    {
        if (Force && Id.Length == 0)
        {
            if (!ShouldProcess(folder.Name, "Remove the unreadable batch from this machine"))
                return;
            OffThread(() => BatchRemoval.DeleteFolder(folder));
            if (!OffThread(() => folder.MayExist))
                return;
        }

        base.ReportUnreadable(folder, failure);
    }

    private async Task<bool> DeletedAsync(BatchLedger ledger, CancellationToken cancellationToken)
    {
        await BatchRemoval.DeleteFilesAsync(ledger, Access.Service, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
