using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A request to a model. What is null is not sent.</summary>
internal sealed record ChatRequest
{
    /// <summary>The messages, the prompt last.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The model; <see langword="null"/> for the context's.</summary>
    public string? Model { get; init; }

    /// <summary>Sampling temperature, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, above 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>Maximum number of tokens of the answer.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The sampler's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>Whether a hybrid model thinks before it answers, in the way of Qwen's models; <see langword="null"/> leaves it to the model.</summary>
    public bool? EnableThinking { get; init; }

    /// <summary>Maximum number of tokens of the thinking.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>How hard a reasoning model thinks: <c>minimal</c>, <c>low</c>, <c>medium</c>, <c>high</c>, <c>xhigh</c> or <c>max</c>.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Whether the reasoning of earlier answers is sent back, for models that build on it.</summary>
    public bool IncludeReasoning { get; init; }

    /// <summary>The JSON schema that the answer follows.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>Whether the schema goes into the prompt, for a service that does not support <c>json_schema</c>: with <c>json_object</c> unless the schema is that of an array.</summary>
    public bool SchemaInPrompt { get; init; }

    /// <summary>Whether the answer is streamed and collected, for a service that answers only so.</summary>
    public bool StreamInternally { get; init; }

    /// <summary>Whether a stream's usage is not requested, for a service that does not support <c>stream_options</c>.</summary>
    public bool OmitStreamOptions { get; init; }

    /// <summary>The models to fall back to, in order, if the first is overloaded, rate limited or unknown; <see langword="null"/> for the context's.</summary>
    public IReadOnlyList<string>? FallbackModels { get; init; }

    /// <summary>The tools that the model may call; empty for none.</summary>
    public IReadOnlyList<ToolDefinition> Tools { get; init; } = [];

    /// <summary>Whether the model must answer without calling the tools, which the messages still refer to.</summary>
    public bool ForbidsToolCalls { get; init; }

    /// <summary>A JSON object whose members are put into the request's body, over those of the same name; a null removes one.</summary>
    public JsonElement? ExtraBody { get; init; }
}
