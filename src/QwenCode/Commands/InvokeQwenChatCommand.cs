using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Completion;
using QwenCode.Errors;
using QwenCode.Loading;
using QwenCode.Pipeline;

namespace QwenCode.Commands;

/// <summary>
/// Asks a model. Without a prompt each piped item is a prompt of its own; with one, what is piped is gathered as its material, or
/// with <c>-PerItem</c> asked about piece by piece. A piped answer goes on with its conversation.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "QwenChat", DefaultParameterSetName = PromptSet)]
[OutputType(typeof(ChatAnswer))]
public sealed class InvokeQwenChatCommand : QwenCommand
{
    private const string PromptSet = "Prompt";
    private const string InputSet = "Input";

    private readonly List<object> _material = [];
    private JsonElement? _extraBody;
    private bool _answeredAny;

    /// <summary>What is asked.</summary>
    [Parameter(ParameterSetName = PromptSet, Position = 0, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Prompt { get; set; }

    /// <summary>The prompts, or the material of <see cref="Prompt"/>; objects become the text that PowerShell shows for them.</summary>
    [Parameter(ParameterSetName = PromptSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = InputSet, ValueFromPipeline = true, Mandatory = true)]
    [AllowEmptyString]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>Asks the prompt once for each piece that is piped.</summary>
    [Parameter(ParameterSetName = PromptSet)]
    public SwitchParameter PerItem { get; set; }

    /// <summary>What the model is told about its task before the conversation.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? System { get; set; }

    /// <summary>The model, over all other places that name one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Model { get; set; }

    /// <summary>Sampling temperature, 0 to 2; by default the service's.</summary>
    [Parameter]
    [ValidateRange(0.0, 2.0)]
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1; by default the service's.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? TopP { get; set; }

    /// <summary>The most tokens of an answer; by default the service's limit.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxTokens { get; set; }

    /// <summary>The sampler's seed, for answers that repeat as far as the service allows.</summary>
    [Parameter]
    public long? Seed { get; set; }

    /// <summary>Texts at which an answer ends.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Stop { get; set; }

    /// <summary>Members put into the request's JSON as they are, over those of the same name.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ExtraBody { get; set; }

    /// <summary>Seconds for all tries of a request together, by default 600; 0 waits without limit.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = (int)Chat.CallOptions.DefaultTimeout.TotalSeconds;

    /// <summary>How many times a request is repeated at the most where a repeat is worth it, by default 3.</summary>
    [Parameter]
    [ValidateRange(0, 20)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>A context from <c>Get-QwenAuth</c> or <c>Connect-Qwen</c> to use in place of the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    public AuthContext? AuthContext { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
            return;
        foreach (var item in PipelineText.Unroll(InputObject))
        {
            if (ParameterSetName == InputSet)
                Ask(Conversation.Empty, PipelineText.Of([item]), item);
            else if (AnswerOf(item) is { } answer)
                Ask(answer.Conversation, Prompt!, item);
            else if (PerItem)
                Ask(Conversation.Empty, Compose([item]), item);
            else
                _material.Add(item);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName != PromptSet || PerItem || (_answeredAny && _material.Count == 0))
            return;
        if (_material.Count == 0 && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject))))
            WriteWarning("Nothing was piped in, so the prompt is asked without material.");
        Ask(Conversation.Empty, Compose(_material), Prompt);
    }

    private string Compose(List<object> material) =>
        material.Count == 0 ? Prompt! : $"{Prompt}\n\n{PipelineText.Of(material)}";

    private static ChatAnswer? AnswerOf(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) as ChatAnswer;

    private void Ask(Conversation conversation, string prompt, object? target) => Report(
        () =>
        {
            _answeredAny = true;
            if (string.IsNullOrWhiteSpace(prompt))
                throw QwenErrors.EmptyPrompt();
            var request = Request(conversation, prompt);
            var context = AuthContext ?? Resolve(AuthChoice.None);
            var answer = Await((log, token) => ConnectorLoader.ChatService.AskAsync(
                request, context, CallOptions(TimeoutSec, MaximumRetryCount, log), token));
            if (answer.FinishReason == "length")
                WriteWarning("The answer was cut off at the limit of its length; -MaxTokens raises it, as far as the model allows.");
            WriteObject(answer);
        },
        target);

    private ChatRequest Request(Conversation conversation, string prompt)
    {
        if (ExtraBody is not null)
            _extraBody ??= JsonBody.From(ExtraBody, nameof(ExtraBody));
        if (System is not null)
            conversation = conversation.WithSystem(System);
        return new ChatRequest
        {
            Conversation = conversation.Add(new ChatMessage("user", prompt)),
            Model = Model,
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = MaxTokens,
            Seed = Seed,
            Stop = Stop,
            ExtraBody = _extraBody,
        };
    }
}
