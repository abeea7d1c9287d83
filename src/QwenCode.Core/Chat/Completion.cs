namespace QwenCode.Chat;

/// <summary>
/// What matters of a chat completion, or of one piece of a streamed one. Where there are several answers, it is of the first.
/// </summary>
internal sealed class Completion
{
    /// <summary>The finish reason with which OpenRouter ends an answer whose provider failed.</summary>
    public const string FailedReason = "error";

    /// <summary>The service's id of the answer.</summary>
    public string? Id { get; set; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; set; }

    /// <summary>When it was made, in Unix time.</summary>
    public long? Created { get; set; }

    /// <summary>What it cost.</summary>
    public TokenUsage? Usage { get; set; }

    /// <summary>Whether it tells of an error, by an object or a text.</summary>
    public bool HasError { get; set; }

    /// <summary>Whether it has to be looked at as an error: it reports one, or has no list of answers.</summary>
    public bool MayBeError => HasError || !HasChoices || FinishReason == FailedReason;

    /// <summary>Whether it has a list of answers, which may be empty.</summary>
    public bool HasChoices { get; set; }

    /// <summary>Whether the list holds an answer.</summary>
    public bool HasChoice { get; set; }

    /// <summary>Why the answer ended, as the service says it; may be empty.</summary>
    public string? FinishReason { get; set; }

    /// <summary>Whether the answer has a message or a piece of one.</summary>
    public bool HasMessage { get; set; }

    /// <summary>The message's text; a refusal counts as one.</summary>
    public string Text { get; set; } = "";

    /// <summary>The message's reasoning.</summary>
    public string? Reasoning { get; set; }
}
