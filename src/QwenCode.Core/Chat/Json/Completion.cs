namespace QwenCode.Chat;

/// <summary>What is read of a chat completion, or of one chunk of a streamed one.</summary>
internal sealed class Completion
{
    /// <summary>The finish reason with which OpenRouter ends an answer whose provider failed.</summary>
    public const string FailedReason = "error";

    /// <summary>The finish reason of an answer that the service withheld.</summary>
    public const string FilteredReason = "content_filter";

    /// <summary>The service's id of the answer.</summary>
    public string? Id { get; set; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; set; }

    /// <summary>When it was created, in Unix time.</summary>
    public long? Created { get; set; }

    /// <summary>The token counts.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Whether it reports an error, itself or in its first choice.</summary>
    public bool HasError { get; set; }

    /// <summary>Whether it may be an error: it reports one, or has no list of choices.</summary>
    public bool MayBeError => HasError || !HasChoices || FinishReason == FailedReason;

    /// <summary>Whether it has a list of choices, which may be empty.</summary>
    public bool HasChoices { get; set; }

    /// <summary>The first choice; <see langword="null"/> if it is not among them.</summary>
    public Choice? First { get; set; }

    /// <summary>Further choices, which are requested with <c>n</c>.</summary>
    public List<Choice> Others { get; set; } = NoChoices;

    /// <summary>Why the first choice ended, as reported by the service; may be empty.</summary>
    public string? FinishReason => First?.FinishReason;

    /// <summary>The first choice's text.</summary>
    public string Text => First?.Text ?? "";

    /// <summary>The first choice's reasoning.</summary>
    public string? Reasoning => First?.Reasoning;

    // Most completions have one choice, and a stream has thousands of chunks. Nobody adds to it.
    private static readonly List<Choice> NoChoices = [];
}
