using System.Collections;
using System.Management.Automation;
using QwenCode.Batches;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the names of batches, the newest first; the tooltip shows what is known of each.</summary>
internal sealed class BatchCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var pattern = new WildcardPattern($"{typed}*", WildcardOptions.IgnoreCase);
        return from ledger in InTime(_ => BatchStore.OfUser().Ledgers(pattern.IsMatch)).Readable
               select Value(ledger.Name, Facts(ledger));
    }

    /// <summary>What is known of a batch.</summary>
    public static string Facts(BatchLedger ledger) =>
        $"{TimeText(ledger.CreatedAt)}, {ledger.Count:N0} {(ledger.Count == 1 ? "request" : "requests")} for {ledger.Model}: {ledger.State}";
}

/// <summary>Completes the ids of batches, the newest first; the tooltip shows the name and what is known of each.</summary>
internal sealed class BatchIdCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters) =>
        from ledger in InTime(_ => BatchStore.OfUser().Ledgers(_ => true)).Readable
        where ledger.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        select Value(ledger.Id, $"{ledger.Name}, {BatchCompleter.Facts(ledger)}");
}
