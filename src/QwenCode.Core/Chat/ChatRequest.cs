using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>What is asked of a model. What is null is not sent.</summary>
internal sealed record ChatRequest
{
    /// <summary>The messages, the question last.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>The model; <see langword="null"/> for the context's.</summary>
    public string? Model { get; init; }

    /// <summary>Sampling temperature, 0 to 2.</summary>
    public double? Temperature { get; init; }

    /// <summary>Nucleus sampling, above 0 to 1.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens of the answer.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The sampler's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>Texts at which the answer ends.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>A JSON object whose members are put into the request's body, over those of the same name.</summary>
    public JsonElement? ExtraBody { get; init; }
}
