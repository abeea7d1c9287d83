using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Completion;
using QwenCode.Errors;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Asks a model. Without a prompt each piped item is a prompt of its own; with one, what is piped is gathered as its material, or
/// with <c>-PerItem</c> asked about piece by piece. A piped answer goes on with its conversation.
/// </summary>
/// <remarks>
/// <para>Files from the pipeline are taken as objects: <c>Path</c> does not bind by property name, since every process has a property
/// of that name, and <c>Get-Process | Invoke-QwenChat</c> must not send executables.</para>
/// <para>The target of an error record is the piped item that failed. A question that stands alone has no such item: there it is the
/// text that had arrived, or the prompt where none had. That text is also in the exception's <c>PartialAnswer</c>, in every case.</para>
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "QwenChat", DefaultParameterSetName = InputSet)]
[OutputType(typeof(ChatAnswer), typeof(ChatDelta), typeof(PSObject))]
public sealed class InvokeQwenChatCommand : ChatCommand
{
    private const string PromptSet = "Prompt";
    private const string InputSet = "Input";

    private readonly PipelineText _texts = new();
    private readonly PromptBuilder _material;
    private AnswerWriter? _writer;
    private AuthContext? _context;
    private ResponseSchema? _schema;
    private IReadOnlyList<ChatPart> _images = [];
    private bool _askedAny;
    private bool _refusedAny;

    /// <summary>Prepares the command.</summary>
    public InvokeQwenChatCommand() => _material = new PromptBuilder(_texts, ReadFile);

    /// <summary>What is asked.</summary>
    [Parameter(ParameterSetName = PromptSet, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>The prompts, or the material of <see cref="Prompt"/>: files by their content, data as JSON, other objects as PowerShell shows them.</summary>
    [Parameter(ParameterSetName = PromptSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true, Mandatory = true)]
    [ArgumentCompleter(typeof(AnswerCompleter))]
    [AllowEmptyString]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Asks the prompt once for each piece that is piped, and for each file.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter PerItem { get; set; }

    /// <summary>Files as material of the prompt, with wildcards.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ArgumentCompleter(typeof(MaterialCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files as material of the prompt, taken literally.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ArgumentCompleter(typeof(LiteralFileCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Images to ask about: files, or <c>https</c> URLs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Image { get; set; } = [];

    /// <summary>The conversation to go on with: a conversation, an answer, or what came back from a file.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation]
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>What the model is told about its task before the conversation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? System { get; set; }

    /// <summary>The schema of the answer: a JSON schema as text, table, object or <c>.json</c> file, or a .NET type, a list of one or its name. The object is in <c>Parsed</c>.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchemaCompleter))]
    [ValidateNotNull]
    public object? Schema { get; set; }

    /// <summary>Writes just the object of an answer with a <see cref="Schema"/>.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    /// <summary>Writes the answer piece by piece as it arrives.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>Shows the text on the host as it arrives, and writes the answer at its end.</summary>
    [Parameter]
    public SwitchParameter Live { get; set; }

    /// <summary>How many requests are under way at once, 1 to 128, by default 1. Answers come in the order of the input.</summary>
    [Parameter]
    [ValidateRange(1, 128)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>Writes answers as they come instead of in the order of the input; each has its <c>InputObject</c>.</summary>
    [Parameter]
    public SwitchParameter Unordered { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ConnectorLoader.Prepare();

        // What comes before in a pipeline may still change location and variables.
        if (AuthContext is null && !MyInvocation.ExpectingInput)
            BeginResolve();
        try
        {
            EnsureConsistent();
            _schema = Schema is null ? null : ResponseSchema.From(Schema, path => FilePaths.Literal(this, path), ReadSchema);
            _images = [.. Images()];
        }
        catch (QwenException exception)
        {
            // Every question would lack it.
            ThrowTerminatingError(ErrorRecords.From(exception, null));
        }

        _writer = new AnswerWriter(this, Pump, new AnswerForm(_schema, AsObject, Stream, Live), ThrottleLimit, Unordered);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        Report(
            () =>
            {
                foreach (var item in Items(InputObject))
                    Process(item);
            },
            InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var file in Files())
        {
            if (PerItem)
                AskAbout(Prompt, file);
            else
                Gather(file);
        }

        if (ParameterSetName == PromptSet && !PerItem && !(_material.IsEmpty && (_askedAny || _refusedAny)))
        {
            if (_material.IsEmpty && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))))
                WriteWarning("Nothing was piped in, so the prompt is asked without material.");
            _material.Add(_images);
            Ask(Conversation, () => _material.Build(Prompt), new Subject(null, Prompt));
        }

        _writer!.Finish();
    }

    private void Process(object item)
    {
        if (ParameterSetName == InputSet)
            AskAbout(null, item);
        else if (ConversationObjects.IsContinuable(item))
            Continue(item);
        else if (PerItem)
            AskAbout(Prompt, item);
        else
            Gather(item);
    }

    // A list is taken apart, and may never end.
    private IEnumerable<object> Items(object input)
    {
        foreach (var item in ForeignObject.Items(input, Unreadable) ?? [input])
        {
            if (Stopping)
                throw new PipelineStoppedException();
            if (item is not null)
                yield return item;
        }
    }

    private static QwenException Unreadable(Exception exception) => InputJson.Refusal($"it cannot be read ({exception.GetType().Name})");

    private void Continue(object item)
    {
        var subject = new Subject(item, Prompt);
        Report(() => Ask(ConversationObjects.From(item)!, () => new ChatMessage("user", Prompt!, _images, null), subject), subject);
    }

    // What is refused is told and left out; where all of it was, the prompt is not asked without it.
    private void Gather(object item)
    {
        var taken = false;
        Report(
            () =>
            {
                _material.Add(item);
                taken = true;
            },
            item);
        _refusedAny |= !taken;
        ReportAll(_material.EnsureFits);
    }

    private void AskAbout(string? prompt, object item) => Ask(
        Conversation,
        () =>
        {
            var builder = new PromptBuilder(_texts, ReadFile);
            builder.Add(item);
            builder.Add(_images);
            return builder.Build(prompt);
        },
        new Subject(item, prompt));

    private void Ask(Conversation conversation, Func<ChatMessage> message, Subject subject) => Report(
        () =>
        {
            _askedAny = true;
            var asked = message();
            if (string.IsNullOrWhiteSpace(asked.Text))
                throw QwenErrors.EmptyPrompt();
            var begun = System is null ? conversation : conversation.WithSystem(System);
            var whole = begun.Add(asked);
            InputLimits.Ensure(whole);
            var request = Request(whole) with { Schema = _schema?.Json };
            _context ??= ForRequest(AuthContext);
            _writer!.Ask(ConnectorLoader.ChatService, request, _context, Options(), subject);
        },
        subject);

    private IEnumerable<ChatPart> Images()
    {
        var bytes = 0L;
        foreach (var image in Image.Select(image => FilePaths.Image(this, image, ReadFile)))
        {
            bytes += InputLimits.SizeOf(image);
            InputLimits.Ensure(0, bytes);
            yield return image;
        }
    }

    private ChatMaterial ReadFile(string path) => Await(_ => Task.FromResult(ChatMaterial.FromFile(path)));

    private string ReadSchema(string path) => Await(_ => Task.FromResult(SchemaReader.ReadFile(path)));

    private IEnumerable<FileInfo> Files()
    {
        foreach (var pattern in Path)
        {
            IReadOnlyList<string> found = [];
            Report(() => found = FilePaths.Resolve(this, pattern), pattern);
            _refusedAny |= found.Count == 0;
            foreach (var path in found)
                yield return new FileInfo(path);
        }

        foreach (var path in LiteralPath)
        {
            string? found = null;
            Report(() => found = FilePaths.Literal(this, path), path);
            _refusedAny |= found is null;
            if (found is not null)
                yield return new FileInfo(found);
        }
    }

    private void EnsureConsistent()
    {
        if ((Stream || Live) && ThrottleLimit > 1)
            throw QwenErrors.InvalidParameter("-Stream and -Live show one answer at a time and cannot go with -ThrottleLimit.", "Leave out one of them.");
        if (Stream && (Live || AsObject))
            throw QwenErrors.InvalidParameter("-Stream writes pieces and cannot go with -Live or -AsObject.", "Leave out one of them.");
        if (AsObject && Schema is null)
            throw QwenErrors.InvalidParameter("-AsObject needs to know the form of the object.", "Give -Schema.");
    }
}
