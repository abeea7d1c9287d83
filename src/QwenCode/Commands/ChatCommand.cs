using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Completion;
using QwenCode.Pipeline;
using QwenCode.Session;

namespace QwenCode.Commands;

/// <summary>The parameters of a question that say how it is asked: model, sampling, thinking, limits, failures.</summary>
public abstract class ChatCommand : QwenCommand
{
    private JsonElement? _extraBody;

    private protected ChatCommand()
    {
    }

    /// <summary>The model, over all other places that name one.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank]
    public string? Model { get; set; }

    /// <summary>Models to ask, in order, where the first is overloaded, limited or unknown.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank]
    public string[] FallbackModel { get; set; } = [];

    /// <summary>Sampling temperature, 0 to 2; by default the service's.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0.0, 2.0)]
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1; by default the service's.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0.0, 1.0)]
    public double? TopP { get; set; }

    /// <summary>The most tokens of an answer; by default the service's limit.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(1, int.MaxValue)]
    [Alias("MaxCompletionTokens", "MaxOutputTokens")]
    public int? MaxTokens { get; set; }

    /// <summary>The sampler's seed, for answers that repeat as far as the service allows.</summary>
    [Parameter]
    [RefuseBlank]
    public long? Seed { get; set; }

    /// <summary>Texts at which an answer ends.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Stop { get; set; }

    /// <summary>Whether a hybrid model thinks before it answers; by default the model's own way. <c>-EnableThinking:$false</c> turns it off.</summary>
    [Parameter]
    [Alias("Thinking")]
    public SwitchParameter EnableThinking { get; set; }

    /// <summary>The most tokens of the thinking.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(1, int.MaxValue)]
    public int? ThinkingBudget { get; set; }

    /// <summary>How hard a reasoning model thinks.</summary>
    [Parameter]
    [ValidateSet("minimal", "low", "medium", "high")]
    public string? ReasoningEffort { get; set; }

    /// <summary>Sends the reasoning of the conversation's earlier answers back, for models that build on it.</summary>
    [Parameter]
    public SwitchParameter IncludeReasoning { get; set; }

    /// <summary>Members put into the request's JSON as they are, over those of the same name; <c>$null</c> removes one.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ExtraBody { get; set; }

    /// <summary>Seconds for all tries of a request together, by default 600; 0 waits without limit.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = (int)Chat.CallOptions.DefaultTimeout.TotalSeconds;

    /// <summary>Seconds that a stream may be silent between two pieces, by default 120; 0 waits without limit.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int IdleTimeoutSec { get; set; } = (int)Chat.CallOptions.DefaultIdleTimeout.TotalSeconds;

    /// <summary>How many times a request is repeated at the most where a repeat is worth it, by default 3.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(0, 20)]
    public int MaximumRetryCount { get; set; } = 3;

    /// <summary>Seconds before the first repeat, by default 1; the pause doubles with each further one, and the service's own wish comes first.</summary>
    [Parameter]
    [RefuseBlank]
    [ValidateRange(1, 3600)]
    public int RetryIntervalSec { get; set; } = (int)RetryRule.DefaultInterval.TotalSeconds;

    /// <summary>A context from <c>Get-QwenAuth</c> or <c>Connect-Qwen</c> to use in place of the session's.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(AuthContextCompleter))]
    [AuthContextTransformation]
    [ValidateNotNull]
    public AuthContext? AuthContext { get; set; }

    /// <summary>The request for a conversation whose last message asks.</summary>
    private protected ChatRequest Request(Conversation conversation)
    {
        if (ExtraBody is not null)
            _extraBody ??= JsonBody.From(ExtraBody, nameof(ExtraBody));
        return new ChatRequest
        {
            Conversation = conversation,
            Model = Model,
            FallbackModels = FallbackModel,
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = MaxTokens,
            Seed = Seed,
            Stop = Stop,
            EnableThinking = MyInvocation.BoundParameters.ContainsKey(nameof(EnableThinking)) ? EnableThinking.IsPresent : null,
            ThinkingBudget = ThinkingBudget,
            ReasoningEffort = ReasoningEffort,
            IncludeReasoning = IncludeReasoning,
            ExtraBody = _extraBody,
        };
    }

    /// <summary>How the request is carried out.</summary>
    private protected CallOptions Options() => CallOptions(TimeoutSec, MaximumRetryCount) with
    {
        IdleTimeout = IdleTimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(IdleTimeoutSec),
        RetryInterval = TimeSpan.FromSeconds(RetryIntervalSec),
    };
}
