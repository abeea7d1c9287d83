namespace QwenCode.Chat;

/// <summary>One choice of a completion, or the chunk of one.</summary>
internal sealed class Choice
{
    /// <summary>Its number; <see langword="null"/> if the service does not number its choices.</summary>
    public long? Index { get; set; }

    /// <summary>Why it ended, as reported by the service; may be empty.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Whether it reports an error.</summary>
    public bool HasError { get; set; }

    /// <summary>Whether it has a message or a chunk of one.</summary>
    public bool HasMessage { get; set; }

    /// <summary>The message's text; a refusal counts as one if there is no other. It may begin or end with a lone surrogate.</summary>
    public string Text { get; set; } = "";

    /// <summary>The message's reasoning.</summary>
    public string? Reasoning { get; set; }

    /// <summary>The words in which the model refuses.</summary>
    public string? Refusal { get; set; }

    /// <summary>The tool calls, or chunks of them; <see langword="null"/> if there are none.</summary>
    public List<ToolCallChunk>? ToolCalls { get; set; }
}

/// <summary>A tool call, or a chunk of one.</summary>
/// <param name="Index">Its number among the message's calls; <see langword="null"/> if the service does not number them.</param>
/// <param name="Id">The service's id of the call.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as JSON, or a part of it.</param>
internal sealed record ToolCallChunk(long? Index, string? Id, string? Name, string Arguments);
