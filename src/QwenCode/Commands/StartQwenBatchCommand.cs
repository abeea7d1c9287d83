using System.Management.Automation;
using System.Reflection;
using QwenCode.ArgumentCompletion;
using QwenCode.Batches;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>
/// Starts a batch: requests that the provider carries out within hours, at a lower price. Without a prompt each piped item is a prompt of its own;
/// with one, the prompt is sent once for each piped item.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "QwenBatch", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(typeof(QwenBatch), typeof(FileInfo))]
public sealed class StartQwenBatchCommand : RequestCommand
{
    private const string PromptSet = "Prompt";
    private const string InputSet = "Input";
    private const string RetrySet = "Retry";

    private static readonly string[] RequestParameters =
        [.. typeof(RequestCommand).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(property => property.Name)];

    private readonly PipelineText _texts = new();
    private readonly InputRecord _record = new();
    private AuthContext? _context;
    private ResponseSchema? _schema;
    private BatchSink? _sink;
    private string? _outFile;
    private bool _isDeclined;

    /// <summary>The prompt to send once for each piped item.</summary>
    [Parameter(ParameterSetName = PromptSet, Position = 0, Mandatory = true, HelpMessage = "The prompt to send once for each piped item.")]
    [PromptTransformation(Command = "Start-QwenBatch")]
    [ValidateNotNullOrEmpty]
    [Alias("Message")]
    public string? Prompt { get; set; }

    /// <summary>The prompts, or the inputs of <see cref="Prompt"/>: files by their content, data as JSON, other objects as PowerShell shows them.</summary>
    [Parameter(ParameterSetName = PromptSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>The name of a batch that has ended, whose failed requests are sent again as a new batch.</summary>
    [Parameter(ParameterSetName = RetrySet, Mandatory = true)]
    [ArgumentCompleter(typeof(BatchCompleter))]
    [NameTransformation(typeof(QwenBatch))]
    [ValidateNotBlank]
    public string? Retry { get; set; }

    /// <summary>The name of the batch on this machine. The same command with the same name continues an interrupted start. Defaults to the time.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string? Name { get; set; }

    /// <summary>The time that the service may take: <c>24h</c>, and with DashScope up to <c>336h</c> or <c>14d</c>. Defaults to <c>24h</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CompletionWindowCompleter))]
    [ValidateNotBlank]
    public string CompletionWindow { get; set; } = "24h";

    /// <summary>Writes the requests to this file as JSON lines instead, for another machine or engine. Contacts no service.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotBlank]
    public string? OutFile { get; set; }

    /// <summary>The schema of the answers: a JSON schema as a string, hashtable, object or <c>.json</c> file, or a .NET type, a list of one or its name.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    [ValidateNotNull]
    public object? Schema { get; set; }

    /// <summary>The conversation to continue with each request, such as examples.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation(IsOptional = true)]
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>The system prompt.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotBlank]
    [Alias("System", "SystemMessage")]
    [SystemPromptTransformation]
    public string? SystemPrompt { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (IsWithoutInput && Name is null)
            ThrowTerminatingError(ErrorRecords.From(QwenErrors.NoBatchInput(), null));
        if (Prompt is not null && string.IsNullOrWhiteSpace(Prompt))
            ReportAll(() => throw QwenErrors.EmptyPrompt());
        if (Retry is not null && MyInvocation.ExpectingInput)
            ReportAll(() => throw QwenErrors.InvalidParameter("-Retry sends the requests of a batch again and takes no input.", "Leave out what is piped."));
        if (OutFile is not null && Name is not null)
            ReportAll(() => throw QwenErrors.InvalidParameter("-OutFile writes a file and starts no batch, so it cannot be combined with -Name.", "Leave out one of them."));
        if (OutFile is not null)
            ReportAll(() => _outFile = FilePaths.Parameter(this, nameof(OutFile), OutFile));
        ReportAll(() => _schema = Schema is null ? null : ResponseSchema.From(Schema, path => FilePaths.Literal(this, path), path => Read(path, SchemaReader.ReadFile, Context)));
    }

    // The name alone continues a batch.
    private bool IsWithoutInput => ParameterSetName == InputSet && !MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (IsWithoutInput)
            ReportAll(() => Continue(Name!));
        if (Retry is not null)
            ReportAll(() => RetryFailed(Retry));
        if (InputObject is null && !MyInvocation.ExpectingInput)
            return;
        Report(
            () =>
            {
                if (InputObject is null)
                    throw Prompt is null ? QwenErrors.EmptyPrompt() : QwenErrors.EmptyItem();

                // What a pipeline passes on as one object is one request, whatever it contains.
                foreach (var item in MyInvocation.ExpectingInput ? [InputObject] : PipelineItems.Of(InputObject, () => Stopping))
                    Add(item);
            },
            InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ReportAll(() =>
    {
        if (_isDeclined)
            return;
        if (_sink is null)
            throw QwenErrors.NoBatchInput();
        var started = _sink.Finish();

        // The next command of the pipeline may lock the batch.
        _sink.Dispose();
        // As Get-Item returns it, with the members that its view shows.
        WriteObject(started is FileInfo file ? InvokeProvider.Item.Get([file.FullName], force: true, literalPath: true)[0] : started);
    });

    private protected override void DisposeOwn()
    {
        _sink?.Dispose();
        _record.Dispose();
    }

    private AuthContext Context() => _context ??= ForRequest(AuthContext);

    private void Add(object item)
    {
        if (_isDeclined || FailureOf(() => Send(item)) is not { } failure)
            return;

        // An item that cannot be sent is left out; any other error ends the batch.
        if (failure.Id is ErrorId.InvalidInput)
            Report(failure, new Subject(item, Prompt));
        else
            ReportAll(() => throw failure);
    }

    private void Send(object item)
    {
        if (_sink is null && !Open())
            return;
        var isContinued = Prompt is not null && ConversationObjects.IsContinuable(item);
        var request = Request(ConversationOf(item, isContinued), _schema?.Json);

        // An error has to have an input, even if only the conversation is known.
        _sink!.Add(request, _record.Of(isContinued ? new Subject(item, Prompt) { IsContinued = true }.Input ?? item : item));
    }

    private bool Open()
    {
        var request = Request(Conversation, _schema?.Json);
        BatchSink sink = _outFile is null
            ? ServiceBatch.Create(this, Access(), request, Name, CompletionWindow)
            : new RequestFile(this, RequestBody.Of(request, (AuthContext ?? Resolve()).Endpoint), _outFile);
        _isDeclined = !ShouldProcess(sink.Description, _outFile is null ? "Start a batch" : "Write the requests of a batch");
        if (_isDeclined)
            return false;
        sink.Open();
        _sink = sink;
        return true;
    }

    private BatchAccess Access() => new(this, Context(), ServiceOptions(), Trace);

    private Conversation ConversationOf(object item, bool isContinued)
    {
        var begun = isContinued ? ConversationObjects.From(item)! : Conversation;
        if (SystemPrompt is not null)
            begun = begun.WithSystem(SystemPrompt);
        var whole = begun.Add(isContinued ? new ChatMessage("user", [new ChatText(Prompt!)]) : MessageOf(item));
        InputLimits.Ensure(whole, _sink!.TooLarge);
        return whole;
    }

    private ChatMessage MessageOf(object item)
    {
        var builder = new PromptBuilder(_texts, path => Read(path, AttachedFile.FromFile, Context)) { TooLarge = _sink!.TooLarge };
        foreach (var part in PipelineItems.Of(item, () => Stopping))
            builder.Add(part);
        if (Prompt is not null && builder.IsBlank)
            throw QwenErrors.EmptyItem();
        var message = builder.Build(Prompt);
        if (string.IsNullOrWhiteSpace(message.Text))
            throw message.AllContents.OfType<ChatImage>().FirstOrDefault() is { } image ? QwenErrors.ImageWithoutPrompt(image.Name) : QwenErrors.EmptyPrompt();
        return message;
    }

    private void Continue(string name)
    {
        var batch = ServiceBatch.Continue(this, Access(), name);
        _isDeclined = !ShouldProcess(batch.Description, "Continue to start the batch");
        if (_isDeclined)
            return;
        batch.Open();
        _sink = batch;
    }

    private void RetryFailed(string name)
    {
        if (MyInvocation.BoundParameters.Keys.Intersect(RequestParameters).FirstOrDefault() is { } other)
            throw QwenErrors.InvalidParameter($"-{other} cannot be combined with -Retry: the requests are sent as they were.", "Leave out one of them.");
        var access = Access();
        var store = BatchStore.OfUser();
        var folder = OffThread(() => store.Find(name));
        var earlier = OffThread(folder.Read);
        access.EnsureOwns(earlier);
        access.EnsureAllows(CompletionWindow);
        earlier = Await(access.Options.Activity!, token => new BatchReceiver(folder, access.Service).PrepareAsync(earlier, token));
        var schema = earlier.Schema is { } json ? ResponseSchema.OfBatch(json) : null;
        var failed = Prefetch.Of(this, access.ResultsOf(folder, earlier).Read(keepsBodies: true)).Where(result => HasFailed(result, schema));
        var batch = new ServiceBatch(this, access, access.NewLedger(Name, CompletionWindow, earlier.Model, earlier.Endpoint, earlier.Schema), null);
        _isDeclined = !ShouldProcess(batch.Description, $"Send the failed requests of the batch '{folder.Name}' again");
        foreach (var result in _isDeclined ? [] : failed)
        {
            if (_sink is null)
                batch.Open();
            _sink = batch;
            batch.Add(new BatchInput(result.Body, result.Input));
        }

        if (!_isDeclined && _sink is null)
            throw QwenErrors.NothingToRetry(folder.Name);
    }

    // As Receive-QwenBatch sees it.
    private bool HasFailed(BatchResult result, ResponseSchema? schema) =>
        result.Failure is not null || (schema is not null && FailureOf(() => schema.Parse(result.Answer!)) is not null);
}
