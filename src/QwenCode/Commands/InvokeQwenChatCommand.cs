using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Loading;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>
/// Asks a model. Without a prompt each piped item is a prompt of its own; with one, what is piped is gathered as its material, or
/// with <c>-PerItem</c> asked about piece by piece. A piped answer goes on with its conversation.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "QwenChat", DefaultParameterSetName = InputSet)]
[OutputType(typeof(ChatAnswer), typeof(ChatDelta), typeof(PSObject))]
public sealed class InvokeQwenChatCommand : ChatCommand
{
    private const string PromptSet = "Prompt";
    private const string InputSet = "Input";

    private readonly PromptBuilder _material = new();
    private AnswerWriter? _writer;
    private ResponseSchema? _schema;
    private IReadOnlyList<ChatPart> _images = [];
    private bool _askedAny;

    /// <summary>What is asked.</summary>
    [Parameter(ParameterSetName = PromptSet, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>The prompts, or the material of <see cref="Prompt"/>: files by their content, other objects as the text that PowerShell shows for them.</summary>
    [Parameter(ParameterSetName = PromptSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true, Mandatory = true)]
    [AllowEmptyString]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Asks the prompt once for each piece that is piped, and for each file.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter PerItem { get; set; }

    /// <summary>Files as material of the prompt, with wildcards.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files as material of the prompt, taken literally.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Images to ask about: files, or <c>https</c> URLs.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Image { get; set; } = [];

    /// <summary>The conversation to go on with: a conversation, an answer, or what came back from a file.</summary>
    [Parameter]
    [ConversationTransformation]
    public Conversation Conversation { get; set; } = Conversation.Empty;

    /// <summary>What the model is told about its task before the conversation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? System { get; set; }

    /// <summary>The form of the answer: a JSON schema as text, table or <c>.json</c> file, or a .NET type. The object is in <c>Parsed</c>.</summary>
    [Parameter]
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
    protected override void BeginProcessing() => Report(() =>
    {
        if ((Stream || Live) && ThrottleLimit > 1)
            throw QwenErrors.InvalidParameter("-Stream and -Live show one answer at a time and cannot go with -ThrottleLimit.", "Leave out one of them.");
        if (Stream && (Live || AsObject))
            throw QwenErrors.InvalidParameter("-Stream writes pieces and cannot go with -Live or -AsObject.", "Leave out one of them.");
        if (AsObject && Schema is null)
            throw QwenErrors.InvalidParameter("-AsObject needs to know the form of the object.", "Give -Schema.");
        _schema = Schema is null ? null : ResponseSchema.From(Schema, path => GetUnresolvedProviderPathFromPSPath(path));
        _images = [.. Image.Select(ImagePart)];
        _writer = new AnswerWriter(this, Pump, new AnswerForm(_schema, AsObject, Stream, Live), ThrottleLimit, Unordered);
    });

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in InputObject is null ? [] : PipelineText.Unroll(InputObject))
        {
            if (ParameterSetName == InputSet)
                AskAbout(Conversation, null, item);
            else if (AnswerOf(item) is { } answer)
                Ask(answer.Conversation, () => new ChatMessage("user", Prompt!, _images, null), item);
            else if (PerItem)
                AskAbout(Conversation, Prompt, item);
            else
                Report(() => _material.Add(item), item);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var file in Files())
        {
            if (PerItem)
                AskAbout(Conversation, Prompt, file);
            else
                Report(() => _material.Add(file), file);
        }

        if (ParameterSetName == PromptSet && !PerItem && !(_askedAny && _material.IsEmpty))
        {
            if (_material.IsEmpty && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))))
                WriteWarning("Nothing was piped in, so the prompt is asked without material.");
            _material.Add(_images);
            Ask(Conversation, () => _material.Build(Prompt), Prompt);
        }

        _writer!.Finish();
    }

    private static ChatAnswer? AnswerOf(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) as ChatAnswer;

    private void AskAbout(Conversation conversation, string? prompt, object item) => Ask(
        conversation,
        () =>
        {
            var builder = new PromptBuilder();
            builder.Add(item);
            builder.Add(_images);
            return builder.Build(prompt);
        },
        item);

    private void Ask(Conversation conversation, Func<ChatMessage> message, object? target) => Report(
        () =>
        {
            _askedAny = true;
            var asked = message();
            if (string.IsNullOrWhiteSpace(asked.Text))
                throw QwenErrors.EmptyPrompt();
            var begun = System is null ? conversation : conversation.WithSystem(System);
            var request = Request(begun.Add(asked)) with { Schema = _schema?.Json };
            _writer!.Ask(ConnectorLoader.ChatService, request, ForRequest(AuthContext), Options(), target);
        },
        target);

    private IEnumerable<FileInfo> Files()
    {
        foreach (var pattern in Path)
        {
            IReadOnlyList<string> found = [];
            Report(() => found = FilePaths.Resolve(this, pattern), pattern);
            foreach (var path in found)
                yield return new FileInfo(path);
        }

        foreach (var path in LiteralPath)
            yield return new FileInfo(GetUnresolvedProviderPathFromPSPath(path));
    }

    private ChatPart ImagePart(string image)
    {
        if (image.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return new ChatPart(image, image);
        var path = GetUnresolvedProviderPathFromPSPath(image);
        return ChatMaterial.FromFile(path).Image ?? throw QwenErrors.FileNotSent(path, "it is no PNG, JPEG, GIF or WebP image");
    }
}
