using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.SignIn;
using QwenCode.Tools;

namespace QwenCode.Commands;

/// <summary>
/// Sends prompts to a model. Without a prompt each piped item is a prompt of its own; with one, the piped items are its input, sent together or,
/// with <c>-PerItem</c>, one request each. A piped answer continues its conversation.
/// </summary>
/// <remarks>
/// <para>Files from the pipeline are bound as objects: <c>Path</c> does not bind by property name, since every process has a property
/// of that name, and <c>Get-Process | Invoke-QwenChat</c> must not send executables.</para>
/// <para>A single request that fails ends the command; one input of several is an error record. The target of the error is the
/// piped item that failed, else the text received so far, else the prompt. That text is also in the exception's <c>PartialAnswer</c>.</para>
/// </remarks>
[Cmdlet(VerbsLifecycle.Invoke, "QwenChat", DefaultParameterSetName = InputSet, SupportsShouldProcess = true)]
[OutputType(typeof(ChatAnswer), typeof(ChatDelta))]
public sealed class InvokeQwenChatCommand : AnswerCommand
{
    private const string PromptSet = "Prompt";
    private const string InputSet = "Input";

    private static readonly string[] NeedPrompt = [nameof(PerItem), nameof(Path), nameof(LiteralPath)];

    private readonly PipelineText _texts = new();
    private readonly GatheredInput _input;
    private readonly PipedConversations _conversations;
    private AnswerWriter? _writer;
    private ChatService? _service;
    private ResponseSchema? _schema;
    private ToolUse? _tools;
    private IReadOnlyList<ChatImage> _images = [];
    private bool _askedAny;
    private int _gathered;

    /// <summary>Prepares the command.</summary>
    public InvokeQwenChatCommand()
    {
        _input = new GatheredInput(this, new PromptBuilder(_texts, ReadFile) { TooLarge = QwenErrors.InputsTooLarge });
        _conversations = new PipedConversations(Continue);
    }

    /// <summary>The prompt to send to the model.</summary>
    /// <remarks>Not mandatory, since PowerShell would prompt for it instead of reporting that it is missing.</remarks>
    [Parameter(ParameterSetName = PromptSet, Position = 0)]
    [PromptTransformation]
    [ValidateNotNullOrEmpty]
    [Alias("Message")]
    public string? Prompt { get; set; }

    /// <summary>The prompts, or the input of <see cref="Prompt"/>: files by their content, data as JSON, other objects as PowerShell shows them.</summary>
    [Parameter(ParameterSetName = PromptSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AnswerCompleter))]
    [AllowEmptyString]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Sends the prompt once for each piped item and for each file.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter PerItem { get; set; }

    /// <summary>Files that are the prompt's input. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ArgumentCompleter(typeof(AttachedFileCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    [Alias("File")]
    public string[] Path { get; set; } = [];

    /// <summary>Files that are the prompt's input. Wildcard characters are taken literally.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ArgumentCompleter(typeof(LiteralFileCompleter))]
    [ValidateNotBlank]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Images to send with the prompt: files, with wildcards, or <c>https</c> URLs.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    [Alias("Images")]
    public string[] Image { get; set; } = [];

    /// <summary>The conversation to continue: a conversation, an answer, or either from a file. <c>$null</c> starts a new one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConversationCompleter))]
    [ConversationTransformation(IsOptional = true)]
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>The system prompt.</summary>
    [Parameter]
    [ValidateNotBlank]
    [Alias("System", "SystemMessage")]
    [SystemPromptTransformation]
    public string? SystemPrompt { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == InputSet && !MyInvocation.ExpectingInput && !MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)))
            ThrowTerminatingError(ErrorRecords.From(Conversation.Messages is [.., var last] ? QwenErrors.NoPromptToContinue(last.Role == "user") : QwenErrors.NoPrompt(), null));
        if (ParameterSetName == PromptSet && !MyInvocation.BoundParameters.ContainsKey(nameof(Prompt)))
            ThrowTerminatingError(ErrorRecords.From(QwenErrors.NoPromptFor(Array.Find(NeedPrompt, MyInvocation.BoundParameters.ContainsKey)!), null));
        ConnectorLoader.Prepare();

        // Commands before it in the pipeline may still change location and variables.
        if (AuthContext is null && !MyInvocation.ExpectingInput)
            BeginResolve();
        ReportAll(() =>
        {
            EnsureConsistent();
            if (ReadTools() is { Count: > 0 } tools)
                _tools = new ToolUse(this, () => new HostPrompts(Host)) { Tools = tools };
            _schema = ReadSchema();
            _images = [.. Images()];
        });
        _writer = new AnswerWriter(this, AnswerOptions(_schema), ThrottleLimit, Unordered);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            // With a prompt for all input, the end of the input decides whether there is any.
            if (ParameterSetName == InputSet || (PerItem && MyInvocation.ExpectingInput))
            {
                _askedAny = true;
                Report(Prompt is null ? QwenErrors.EmptyPrompt() : QwenErrors.EmptyItem(), Subject(null, Prompt) with { IsAlone = false });
            }

            return;
        }

        Report(
            () =>
            {
                foreach (var item in IsOneRequest ? [InputObject] : PipelineItems.Of(InputObject, () => Stopping))
                    Process(item);
            },
            Subject(InputObject, null));
    }

    // What a pipeline passes on as one object is one request, whatever it contains.
    private bool IsOneRequest => MyInvocation.ExpectingInput && (PerItem || ParameterSetName == InputSet);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _conversations.Finish();
        foreach (var file in Files())
        {
            if (PerItem)
                SendAbout(Prompt, file);
            else
                Gather(file);
        }

        if (ParameterSetName == PromptSet && !PerItem)
            SendGathered();
        else if (!_askedAny && !MyInvocation.ExpectingInput && Path.Length == 0 && LiteralPath.Length == 0)
            Report(Prompt is null ? QwenErrors.NoPrompt() : QwenErrors.NoItems(), new Subject(null, Prompt) { IsAlone = true });
        _writer!.Finish();
    }

    private void SendGathered()
    {
        if (_gathered > 1 && (ThrottleLimit > 1 || Unordered))
            WriteWarning($"The {_gathered} items are the input of one request, so that -ThrottleLimit and -Unordered have no effect. -PerItem sends a request for each.");
        if (_askedAny && _input.IsBlank)
            _input.ReportRejected();
        else if (_input.EnsureAny(Prompt, MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))))
            Send(Conversation, () => _input.Build(Prompt, _images), new Subject(null, Prompt));
    }

    private void Process(object item)
    {
        if (ParameterSetName == InputSet)
            SendAbout(null, ForeignObject.Unwrap(item) is QwenCode.Conversation or SavedConversation ? throw QwenErrors.NoPromptForConversation() : item);
        else if (PerItem && ConversationObjects.IsContinuable(item))
            Continue(item);
        else if (PerItem)
            SendAbout(Prompt, item);
        else if (ConversationObjects.IsContinuable(item))
            AddConversation(item);
        else
            AddInput(item);
    }

    // A single value that is an argument and not piped is a request on its own.
    private Subject Subject(object? item, string? prompt) => new(item, prompt)
    {
        IsAlone = item is null || (!MyInvocation.ExpectingInput && ReferenceEquals(item, InputObject)),
    };

    private void AddConversation(object item)
    {
        if (_gathered > 0 || Path.Length > 0 || LiteralPath.Length > 0)
            ReportAll(() => throw QwenErrors.ContinuedWithInput());
        _conversations.Add(item);
    }

    private void AddInput(object item)
    {
        if (_conversations.IsWaiting)
            ReportAll(() => throw QwenErrors.ContinuedWithInput());
        if (_conversations.IsBegun)
            Report(QwenErrors.ContinuedWithInput(), new Subject(item, null));
        else
            Gather(item);
    }

    private void Continue(object item)
    {
        if (Conversation.Messages.Count > 0)
            ReportAll(() => throw QwenErrors.InvalidParameter("A piped answer or conversation is the one to continue, and cannot be combined with -Conversation.", "Leave out one of them."));
        _askedAny = true;
        var subject = Subject(item, Prompt) with { IsContinued = true };
        Report(() => Send(ConversationObjects.From(item)!, () => new ChatMessage("user", [new ChatText(Prompt!), .. _images]), subject), subject);
    }

    private void Gather(object item)
    {
        _gathered++;
        _input.Add(item, builder => builder.Add(item));
        ReportAll(_input.EnsureFits);
    }

    private void SendAbout(string? prompt, object item) => Send(
        Conversation,
        () =>
        {
            var builder = new PromptBuilder(_texts, ReadFile);
            foreach (var part in PipelineItems.Of(item, () => Stopping))
                builder.Add(part);
            if (prompt is not null && builder.IsBlank)
                throw QwenErrors.EmptyItem();
            builder.Add(_images);
            return builder.Build(prompt);
        },
        Subject(item, prompt));

    private void Send(Conversation conversation, Func<ChatMessage> message, Subject subject) => Report(
        () =>
        {
            _askedAny = true;
            var asked = message();
            if (string.IsNullOrWhiteSpace(asked.Text))
                throw asked.AllContents.OfType<ChatImage>().FirstOrDefault(image => !_images.Contains(image)) is { } image ? QwenErrors.ImageWithoutPrompt(image.Name) : QwenErrors.EmptyPrompt();
            var begun = SystemPrompt is null ? conversation : conversation.WithSystem(SystemPrompt);
            var whole = begun.Add(asked);
            InputLimits.Ensure(whole);
            _service ??= ChatService;
            var service = _tools?.Around(_service, new ToolTranscript()) ?? _service;
            var request = Request(whole, _schema?.Json);
            if (subject.IsAlone && ContextInProgress() is { } resolving)
                _writer!.Ask(service, request, resolving, Options(), subject);
            else
                _writer!.Ask(service, request, RequestContext, Options(), subject, CheckpointOf(request, Prompt, SystemPrompt is null ? Conversation : Conversation.WithSystem(SystemPrompt)));
        },
        subject);

    private IEnumerable<ChatImage> Images()
    {
        var bytes = 0L;
        foreach (var image in Image.SelectMany(image => FilePaths.Images(this, image, ReadImage)))
        {
            bytes += InputLimits.SizeOf(image);
            InputLimits.Ensure(0, bytes);
            yield return image;
        }
    }

    private AttachedFile ReadFile(string path) => Read(path, AttachedFile.FromFile);

    private ChatImage ReadImage(string path) => Read(path, file => AttachedFile.ImageFromFile(file, "Send text with -Path or from the pipeline."));

    private IEnumerable<FileInfo> Files() => Found(Path, pattern => FilePaths.Resolve(this, pattern))
        .Concat(Found(LiteralPath, path => [FilePaths.Literal(this, path)]));

    // A path without a file fails like a file that cannot be sent.
    private IEnumerable<FileInfo> Found(string[] paths, Func<string, IReadOnlyList<string>> resolve)
    {
        foreach (var path in paths)
        {
            IReadOnlyList<string> found = [];
            if (PerItem)
                Report(() => found = resolve(path), path);
            else
                _input.Add(path, _ => found = resolve(path));
            foreach (var file in found)
                yield return new FileInfo(file);
        }
    }
}
