using System.Management.Automation;
using QwenCode.Batches;
using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;

namespace QwenCode.Commands;

/// <summary>Lists the batches that were started on this machine, the newest first, with the current state of those that have not ended.</summary>
[Cmdlet(VerbsCommon.Get, "QwenBatch", DefaultParameterSetName = NameSet)]
[OutputType(typeof(QwenBatch))]
public sealed class GetQwenBatchCommand : BatchCommand
{
    private bool _isWarned;

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForEach((ledger, folder) => WriteObject(Priced(QwenBatch.Of(Current(ledger, folder), folder.Path))));

    // Without a key or a network, the last known state is still useful.
    private BatchLedger Current(BatchLedger ledger, BatchFolder folder)
    {
        if (_isWarned || ledger.HasEnded || ledger.Jobs.All(entry => entry.Job is null))
            return ledger;
        BatchLedger? current = null;
        var failure = FailureOf(() =>
        {
            Access.EnsureOwns(ledger);
            current = Await(Access.Options.Activity!, token => new BatchMonitor(folder, Access.Service).RefreshAsync(ledger, token));
        });
        if (failure is { Id: ErrorId.BatchFailed })
        {
            WriteWarning($"The batch '{ledger.Name}' is shown with its last known state: {failure.Message}");
        }
        else if (failure is { Id: not ErrorId.BatchOfOtherAccount })
        {
            // The next ones would fail too, after the same wait.
            _isWarned = true;
            WriteWarning($"The batches are shown with their last known state: {failure.Message}");
        }

        return current ?? ledger;
    }

    private QwenBatch Priced(QwenBatch batch)
    {
        if (batch.Usage is { } usage && ModelPrice.Find(Environment().Settings.Files, batch.Model) is { } price)
        {
            var factor = Providers.TryGet(batch.Provider, out var provider) ? provider.Batches?.PriceFactor ?? 1 : 1;
            (batch.Cost, batch.Currency) = (factor * price.Of(usage.PromptTokens, usage.CachedTokens ?? 0, usage.CompletionTokens), price.Currency);
        }

        return batch;
    }
}
