namespace QwenCode;

/// <summary>The tokens that a request used, as the service counted them.</summary>
public sealed class TokenUsage
{
    internal TokenUsage(long promptTokens, long completionTokens, long totalTokens, long? cachedTokens, long? reasoningTokens)
    {
        PromptTokens = promptTokens;
        CompletionTokens = completionTokens;
        TotalTokens = totalTokens;
        CachedTokens = cachedTokens;
        ReasoningTokens = reasoningTokens;
    }

    /// <summary>Tokens of the request.</summary>
    public long PromptTokens { get; }

    /// <summary>Tokens of the answer, reasoning included.</summary>
    public long CompletionTokens { get; }

    /// <summary>Both together.</summary>
    public long TotalTokens { get; }

    /// <summary>Tokens of the prompt that came from the service's cache; <see langword="null"/> if it does not say.</summary>
    public long? CachedTokens { get; }

    /// <summary>Tokens of the answer that were reasoning; <see langword="null"/> if the service does not say.</summary>
    public long? ReasoningTokens { get; }

    /// <summary>The counts as text.</summary>
    public override string ToString() => $"{PromptTokens} + {CompletionTokens} = {TotalTokens} tokens";
}
