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

/// <summary>What a <c>generationConfig</c> of the settings says about requests. What is <see langword="null"/> is not said.</summary>
/// <param name="Source">The section's source, with what its texts refer to.</param>
internal sealed record GenerationConfig(ValueSource Source)
{
    /// <summary>The time limit of a request, all attempts together; 0 in the settings sets none.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Maximum number of retries.</summary>
    public int? MaximumRetryCount { get; init; }

    /// <summary>Members for the request's body, as they are.</summary>
    public JsonElement? SamplingParams { get; init; }

    /// <summary>Members for the request's body, over all others.</summary>
    public JsonElement? ExtraBody { get; init; }

    /// <summary>Headers, over all others.</summary>
    public IReadOnlyList<CustomHeader> Headers { get; init; } = [];

    /// <summary>What may be secret of it: the values of headers, and texts from variables. They are removed from what is shown.</summary>
    public IReadOnlyList<Secret> Secrets { get; init; } = [];

    /// <summary>How hard the model thinks.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The source of <see cref="ReasoningEffort"/> if that is another than <see cref="Source"/>: its file can have another author.</summary>
    public ValueSource? EffortSource { get; init; }

    /// <summary>Maximum number of tokens of the thinking.</summary>
    public int? ThinkingBudget { get; init; }

    /// <summary>Whether the model thinks.</summary>
    public bool? EnableThinking { get; init; }

    /// <summary>Where its values come from.</summary>
    public IEnumerable<ValueSource> Sources => EffortSource is { } effort && effort != Source ? [Source, effort] : [Source];

    /// <summary>The names of the members that say something, for people.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The names of its members: their values may be secret.</summary>
    public override string ToString() => string.Join(", ", Members ?? []);
}
