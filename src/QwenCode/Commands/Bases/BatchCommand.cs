using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Batches;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>The parameters that select batches that were started on this machine.</summary>
public abstract class BatchCommand : ServiceCommand
{
    private protected const string NameSet = "Name";
    private protected const string IdSet = "Id";

    private BatchAccess? _access;

    private protected BatchCommand()
    {
    }

    /// <summary>The names of the batches; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BatchCompleter))]
    [SupportsWildcards]
    [NameTransformation(typeof(QwenBatch))]
    [ValidateNotBlank]
    public virtual string[] Name { get; set; } = ["*"];

    /// <summary>The ids of the batches: the module's, or the service's id of a job.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [ValidateNotBlank]
    public string[] Id { get; set; } = [];

    /// <summary>Whether no batch was specified.</summary>
    private protected bool IsForAll => !MyInvocation.BoundParameters.ContainsKey(nameof(Name)) && !MyInvocation.BoundParameters.ContainsKey(nameof(Id));

    /// <summary>The batches of the account in effect.</summary>
    /// <exception cref="QwenException">Nothing usable is configured, or the provider has no batches.</exception>
    private protected BatchAccess Access => _access ??= CreateAccess();

    /// <summary>Runs a step for each specified batch. A failure of one of several is an error record, and the others continue.</summary>
    private protected void ForEach(Action<BatchLedger, BatchFolder> step) => Report(() =>
    {
        var store = BatchStore.OfUser();
        foreach (var id in Id)
            ForEach(store, () => store.Ledgers(_ => true), id, ledger => Has(ledger, id), step);
        foreach (var name in Id.Length > 0 ? [] : Name)
        {
            var pattern = Wildcards.Of(name, this);
            if (WildcardPattern.ContainsWildcardCharacters(name))
                ForEach(store, () => store.Ledgers(pattern.IsMatch), null, _ => true, step);
            else
                ForEach(store, () => store.Ledgers(name), name, _ => true, step);
        }
    });

    private BatchAccess CreateAccess()
    {
        var access = new BatchAccess(this, ForRequest(AuthContext), ServiceOptions(), Trace);

        // For a batch that is specified, the error that names its account is of more help.
        if (IsForAll && access.Endpoint.Provider is { Batches: null } provider)
            throw QwenErrors.NoBatchesAt(provider.Name);
        return access;
    }

    private void ForEach(BatchStore store, Func<BatchList> find, string? literal, Func<BatchLedger, bool> isWanted, Action<BatchLedger, BatchFolder> step)
    {
        // The failure of a batch that is specified on its own ends the command.
        var isAlone = literal is not null && (Id.Length > 0 ? Id : Name).Length == 1 && !MyInvocation.ExpectingInput;
        var found = OffThread(find);
        var wanted = found.Readable.Where(isWanted).ToList();
        foreach (var (name, failure) in found.Failures)
            ReportUnreadable(store.Of(name), failure);
        if (wanted.Count == 0 && found.Failures.Count == 0 && literal is not null)
            WriteError(ErrorRecords.From(QwenErrors.NoSuchBatch(literal), literal));
        foreach (var ledger in wanted)
        {
            if (FailureOf(() => step(ledger, store.Of(ledger.Name))) is { } failure)
                Report(failure, new Subject(ledger.Name, null) { IsAlone = isAlone });
        }
    }

    /// <summary>Reports a batch whose ledger cannot be read.</summary>
    private protected virtual void ReportUnreadable(BatchFolder folder, QwenException failure) => WriteError(ErrorRecords.From(failure, folder.Name));

    private static bool Has(BatchLedger ledger, string id) => ledger.Id == id || ledger.Jobs.Any(entry => entry.Job?.Id == id);
}
