namespace QwenCode;

/// <summary>The tokens that a request used, as the service counted them.</summary>
public sealed class TokenUsage
{
    internal TokenUsage(long promptTokens, long completionTokens, long? totalTokens, long? cachedTokens, long? reasoningTokens)
    {
        PromptTokens = promptTokens;
        CompletionTokens = completionTokens;
        TotalTokens = totalTokens ?? Add(promptTokens, completionTokens);
        CachedTokens = cachedTokens;
        ReasoningTokens = reasoningTokens;
    }

    /// <summary>Tokens of the request.</summary>
    public long PromptTokens { get; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long CompletionTokens { get; }

    /// <summary>Both together.</summary>
    public long TotalTokens { get; }

    /// <summary>Tokens of the prompt that came from the service's cache; <see langword="null"/> if it does not report them.</summary>
    public long? CachedTokens { get; }

    /// <summary>Tokens of the answer that were reasoning; <see langword="null"/> if the service does not report them.</summary>
    public long? ReasoningTokens { get; }

    /// <summary>The sum of two counts.</summary>
    internal TokenUsage Plus(TokenUsage other) => new(
        Add(PromptTokens, other.PromptTokens),
        Add(CompletionTokens, other.CompletionTokens),
        Add(TotalTokens, other.TotalTokens),
        Sum(CachedTokens, other.CachedTokens),
        Sum(ReasoningTokens, other.ReasoningTokens));

    private static long? Sum(long? one, long? other) => one is null && other is null ? null : Add(one ?? 0, other ?? 0);

    /// <summary>The sum of two counts, of which a service can send any; none is negative.</summary>
    internal static long Add(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    /// <summary>The counts as text.</summary>
    public override string ToString() => $"{PromptTokens} + {CompletionTokens} = {TotalTokens} tokens";
}
