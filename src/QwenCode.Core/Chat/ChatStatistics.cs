namespace QwenCode.Chat;

/// <summary>What the answers of one model used.</summary>
/// <param name="Model">The model, as the service names it.</param>
/// <param name="RequestedModel">The model that was last requested.</param>
/// <param name="Requests">How many requests were sent.</param>
/// <param name="PromptTokens">The tokens of the requests.</param>
/// <param name="CachedTokens">Those of them that came from the service's cache.</param>
/// <param name="CompletionTokens">The tokens of the answers.</param>
/// <param name="Time">The time until the answers were complete.</param>
internal sealed record ModelStatistics(string Model, string RequestedModel, int Requests, long PromptTokens, long CachedTokens, long CompletionTokens, TimeSpan Time);

/// <summary>Adds up what the answers of a console used.</summary>
internal sealed class ChatStatistics
{
    private readonly SortedDictionary<string, ModelStatistics> _byModel = new(StringComparer.Ordinal);

    /// <summary>The models.</summary>
    public IReadOnlyCollection<ModelStatistics> ByModel => _byModel.Values;

    /// <summary>
    /// The tokens of the last request and its answer, which are those of the conversation; <see langword="null"/> if the service did not send
    /// them, or the conversation is another one by now.
    /// </summary>
    public long? LastTotal { get; private set; }

    /// <summary>Whether an answer came without token counts.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>How many prompts were canceled or failed. What they used is unknown.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Notes that the conversation is not that of the last answer any more.</summary>
    public void ForgetTotal() => LastTotal = null;

    /// <summary>Counts a prompt that got no whole answer.</summary>
    public void AddUnanswered() => Unanswered++;

    /// <summary>Counts an answer.</summary>
    public void Add(ChatAnswer answer)
    {
        var known = _byModel.GetValueOrDefault(answer.Model) ?? new ModelStatistics(answer.Model, answer.RequestedModel, 0, 0, 0, 0, TimeSpan.Zero);
        _byModel[answer.Model] = new ModelStatistics(
            answer.Model,
            answer.RequestedModel,
            known.Requests + answer.Attempts,
            TokenUsage.Add(known.PromptTokens, answer.Usage?.PromptTokens ?? 0),
            TokenUsage.Add(known.CachedTokens, answer.Usage?.CachedTokens ?? 0),
            TokenUsage.Add(known.CompletionTokens, answer.Usage?.CompletionTokens ?? 0),
            known.Time + answer.Duration);
        LastTotal = answer.LastUsage?.TotalTokens;
        IsIncomplete |= answer.Usage is null;
    }
}
