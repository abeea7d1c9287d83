namespace QwenCode.Tools;

/// <summary>What became of a tool call, for the model and for the answer.</summary>
/// <param name="Result">What the model is told.</param>
/// <param name="Record">What the answer has of it.</param>
internal sealed record ToolOutcome(string Result, ToolCallRecord Record)
{
    /// <summary>Whether no further request follows.</summary>
    public bool Ends { get; init; }

    /// <summary>Whether the user stopped the request.</summary>
    public bool Stops { get; init; }
}
