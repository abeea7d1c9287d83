using System.Text.Json;
using QwenCode.Secrets;

namespace QwenCode.Configuration;

/// <summary>A header that the settings add to requests.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record CustomHeader(string Name, SourcedValue Value)
{
    /// <summary>The name: the value may be a key.</summary>
    public override string ToString() => Name;
}

/// <summary>The options for requests in a <c>generationConfig</c> of the settings; those that it does not set are <see langword="null"/>.</summary>
/// <param name="Source">The section's source, with what its texts refer to.</param>
internal sealed record GenerationConfig(ValueSource Source)
{
    /// <summary>The time limit of a request, all attempts together; 0 in the settings sets none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Maximum number of retries.</summary>
    public int? MaximumRetryCount { get; init; }

    /// <summary>Additional JSON members of the request body.</summary>
    public JsonElement? SamplingParams { get; init; }

    /// <summary>Additional JSON members of the request body. They override all others.</summary>
    public JsonElement? ExtraBody { get; init; }

    /// <summary>Additional headers. They override all others.</summary>
    public IReadOnlyList<CustomHeader> Headers { get; init; } = [];

    /// <summary>The values that may be secret: those of headers, and texts from variables. They are masked in what is shown.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>How hard the model thinks.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The source of <see cref="ReasoningEffort"/> if that is another than <see cref="Source"/>: its file can have another author.</summary>
    public ValueSource? EffortSource { get; init; }

    /// <summary>Maximum number of tokens for thinking.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>Whether the model thinks.</summary>
    public bool? EnableThinking { get; init; }

    /// <summary>Where its values come from.</summary>
    public IEnumerable<ValueSource> Sources => EffortSource is { } effort && effort != Source ? [Source, effort] : [Source];

    /// <summary>The names of the members that are set.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The names of its members: their values may be secret.</summary>
    public override string ToString() => string.Join(", ", Members);
}
