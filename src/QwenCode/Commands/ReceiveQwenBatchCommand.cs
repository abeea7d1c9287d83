using System.Management.Automation;
using System.Management.Automation.Language;
using QwenCode.ArgumentCompletion;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>Receives the results of batches that have ended, in the order of their inputs: an answer for each, or an error record with the input.</summary>
[Cmdlet(VerbsCommunications.Receive, "QwenBatch", DefaultParameterSetName = NameSet)]
[OutputType(typeof(ChatAnswer))]
public sealed class ReceiveQwenBatchCommand : BatchCommand
{
    private const string PathSet = "Path";

    private AnswerOutput? _output;

    /// <summary>Does not mark the batch as received, so that the command without a name returns its results again.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter Keep { get; set; }

    /// <summary>Files of results that a service or another engine wrote. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ArgumentCompleter(typeof(AttachedFileCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    public string[] Path { get; set; } = [];

    /// <summary>The file of the requests, as <c>Start-QwenBatch -OutFile</c> wrote it: for the order, the conversations, and <c>InputObject</c>.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [ArgumentCompleter(typeof(LiteralFileCompleter))]
    [ValidateNotBlank]
    public string? RequestPath { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _output = new AnswerOutput(this);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PathSet)
            ReportAll(ReceiveFiles);
        else
            ForEach(IsForAll ? ReceiveUnlessReceived : Receive);
    }

    // Without a name, one of several commands at the same time returns the results.
    private void ReceiveUnlessReceived(BatchLedger ledger, BatchFolder folder)
    {
        if (ledger.ReceivedAt is not null || !ledger.IsStarted || ledger.Account != Access.Account)
            return;
        using var receipt = OffThread(folder.TakeReceipt);
        if (receipt is null || OffThread(folder.Read) is not { ReceivedAt: null } current)
            return;
        if (FailureOf(() => Receive(current, folder)) is { Id: not ErrorId.BatchNotFinished } failure)
            throw failure;
    }

    private void Receive(BatchLedger ledger, BatchFolder folder)
    {
        Access.EnsureOwns(ledger);
        var receiver = new BatchReceiver(folder, Access.Service);
        var ready = Await(Access.Options.Activity!, token => receiver.PrepareAsync(ledger, token));
        var results = Access.ResultsOf(folder, ready);
        var (usage, hasFailures) = Write(results.Read(keepsBodies: false), ready.Schema is { } schema ? ResponseSchema.OfBatch(schema) : null, ledger.Name);
        var what = $"The results of the batch '{ledger.Name}'";
        ReportUnusable(results.Unusable, results.Unusable.Listed, what, ledger.Name, isComplete: !hasFailures);
        WriteWarnings(results.Repeated.Warnings(what));
        foreach (var failure in receiver.Failures.Concat(results.Rejected))
            WriteError(ErrorRecords.From(failure, ledger.Name));
        var receivedAt = Keep ? ledger.ReceivedAt : Access.Service.Time.GetUtcNow();
        Await(token => new BatchMonitor(folder, Access.Service).RecordAsync(known => known with { Usage = usage, ReceivedAt = receivedAt }, token));
    }

    private void ReceiveFiles()
    {
        var paths = Path.SelectMany(Resolve).ToList();
        var results = new FileResults(paths, RequestPath is null ? null : FilePaths.Literal(this, RequestPath), TimeProvider.System);
        var (_, hasFailures) = Write(results.Read(), null, null);
        WriteWarnings(results.Repeated.Warnings("The files of results"));

        // Files of one's own may have the results of other requests too. Without the requests nobody knows what is missing.
        ReportUnusable(results.Unusable, results.Unusable.Listed.Where(line => !line.IsReadable), "The files of results", null, isComplete: RequestPath is not null && !hasFailures);
    }

    private IReadOnlyList<string> Resolve(string path)
    {
        IReadOnlyList<string> found = [];
        if (FailureOf(() => found = FilePaths.Resolve(this, path)) is null)
            return found;
        var (isLiteral, isDirectory, denied) = (false, false, (string?)null);
        _ = FailureOf(() => (isLiteral, isDirectory, denied) = (FilePaths.IsLiteralName(this, path), FilePaths.IsDirectory(this, path), FilePaths.DeniedDirectory(this, path)));
        if (denied is not null && !isLiteral)
            throw QwenErrors.ResultsInvalid(path, $"the directory {denied} cannot be read: access is denied", QwenErrors.CheckDirectory);
        throw isLiteral
            ? QwenErrors.ResultsInvalid(path, FilePaths.NoMatch, $"Its name contains wildcard characters; escape them: -Path '{CodeGeneration.EscapeSingleQuotedStringContent(WildcardPattern.Escape(path))}'")
            : QwenErrors.ResultsInvalid(path, isDirectory ? "it is a directory" : "there is no such file");
    }

    private void ReportUnusable(UnusableLines lines, IEnumerable<UnusableLine> errors, string what, string? batch, bool isComplete)
    {
        var others = lines.Count;
        foreach (var line in errors)
        {
            WriteError(ErrorRecords.From(QwenErrors.ResultLineUnusable(line.Path, line.Number, line.Reason, batch, isComplete), batch ?? line.Path));
            others--;
        }

        if (others > 0)
            WriteWarning($"{what} have {others}{(others < lines.Count ? " further" : "")} {(others == 1 ? "line" : "lines")} that cannot be read or {(others == 1 ? "belongs" : "belong")} to no request.");
    }

    private (TokenUsage? Usage, bool HasFailures) Write(IEnumerable<BatchResult> results, ResponseSchema? schema, string? batch)
    {
        TokenUsage? usage = null;
        var hasFailures = false;
        foreach (var result in Prefetch.Of(this, results))
        {
            var input = InputRecord.Read(result.Input);
            if ((result.Failure ?? FailureOf(() => Complete(result.Answer!, input, schema))?.With("", QwenErrors.SendAgain(batch))) is { } failure)
            {
                // One of many: not terminating, even if the error ends a command that sends one request.
                hasFailures = true;
                WriteError(ErrorRecords.From(failure, input));
                continue;
            }

            var answer = result.Answer!;
            usage = answer.Usage is null ? usage : usage?.Plus(answer.Usage) ?? answer.Usage;
            _output!.Write(answer, new Subject(input ?? "", null));
            WriteWarnings(AnswerWarnings.Of(answer));
        }

        return (usage, hasFailures);
    }

    private void WriteWarnings(IEnumerable<string> warnings)
    {
        foreach (var warning in warnings)
            WriteWarning(warning);
    }

    private static void Complete(ChatAnswer answer, object? input, ResponseSchema? schema)
    {
        answer.InputObject = input;
        answer.Parsed = schema?.Parse(answer);
    }
}
