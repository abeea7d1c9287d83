using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.ArgumentCompletion;
using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Files;

namespace QwenCode.Commands;

/// <summary>The parameters of a request: model, sampling, thinking.</summary>
public abstract class RequestCommand : ServiceCommand
{
    private JsonElement? _extraBody;

    private protected RequestCommand()
    {
    }

    /// <summary>The model. It overrides every other setting of the model.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotBlank]
    public string? Model { get; set; }

    /// <summary>Sampling temperature, 0 to 2. Defaults to the service's.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0.0, 2.0)]
    public double? Temperature { get; set; }

    /// <summary>Nucleus sampling, 0 to 1. Defaults to the service's.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0.0, 1.0)]
    public double? TopP { get; set; }

    /// <summary>Maximum number of tokens in the answer. Defaults to the service's limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(1, int.MaxValue)]
    [Alias("MaxCompletionTokens", "MaxOutputTokens")]
    public int? MaxTokens { get; set; }

    /// <summary>The seed of the sampler, for answers that are reproducible as far as the service allows.</summary>
    [Parameter]
    [RejectBlank]
    public long? Seed { get; set; }

    /// <summary>Sequences at which the answer ends.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Stop { get; set; }

    /// <summary>Whether a hybrid model thinks before it answers. Defaults to the model's own behavior. <c>-EnableThinking:$false</c> turns it off.</summary>
    [Parameter]
    [Alias("Thinking")]
    public SwitchParameter EnableThinking { get; set; }

    /// <summary>Maximum number of tokens for thinking.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(1, int.MaxValue)]
    public int? ThinkingBudget { get; set; }

    /// <summary>How hard a reasoning model thinks.</summary>
    [Parameter]
    [ValidateSet("minimal", "low", "medium", "high", "xhigh", "max")]
    public string? ReasoningEffort { get; set; }

    /// <summary>Sends the reasoning of earlier answers in the conversation back, for models that build on it.</summary>
    [Parameter]
    public SwitchParameter IncludeReasoning { get; set; }

    /// <summary>Additional JSON members of the request body. They override members of the same name; <c>$null</c> removes one.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? ExtraBody { get; set; }

    /// <inheritdoc/>
    private protected override AuthChoice Parameters => AuthChoice.None with { Model = Model };

    /// <summary>The request for a conversation whose last message is the prompt.</summary>
    /// <exception cref="QwenException">A parameter cannot be used (<c>InvalidParameter</c>).</exception>
    private protected virtual ChatRequest Request(Conversation conversation, JsonElement? schema)
    {
        if (Model is not null)
            ModelName.Ensure(Model, $"parameter -{nameof(Model)}");
        if (ExtraBody is not null)
            _extraBody ??= Conversion.JsonBody.From(ExtraBody, nameof(ExtraBody));
        return new ChatRequest
        {
            Conversation = conversation,
            Model = Model,
            Temperature = Temperature,
            TopP = TopP,
            MaxTokens = MaxTokens,
            Seed = Seed,
            Stop = Stop,
            EnableThinking = MyInvocation.BoundParameters.ContainsKey(nameof(EnableThinking)) ? EnableThinking.IsPresent : null,
            ThinkingBudget = ThinkingBudget,
            ReasoningEffort = ReasoningEffort,
            IncludeReasoning = IncludeReasoning,
            Schema = schema,
            ExtraBody = _extraBody,
        };
    }

    /// <summary>Reads a file that will be sent, off the pipeline thread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="context">What the request uses.</param>
    /// <exception cref="QwenException">It cannot be read, or its content must not be sent to the endpoint.</exception>
    private protected T Read<T>(string path, Func<string, T> read, Func<AuthContext> context)
    {
        var (content, linked) = OffThread(() => (read(path), LinkedFile.Of(path)));
        if (linked is not null)
            LinkTrust.Ensure(path, linked, context().EnsureUsable().WrittenUrl.Source, UserFolders.Current(System.Environment.GetEnvironmentVariable).Home);
        return content;
    }
}
