namespace QwenCode.Catalogue;

/// <summary>The request members that control whether, and how much, a model thinks.</summary>
internal enum ThinkingDialect
{
    /// <summary>Unknown: each member that is known to have the requested effect on some server.</summary>
    Any,

    /// <summary>Qwen's <c>enable_thinking</c> and <c>thinking_budget</c>.</summary>
    Qwen,

    /// <summary>OpenAI's <c>reasoning_effort</c>.</summary>
    Effort,

    /// <summary>An object <c>thinking</c> with the type <c>enabled</c> or <c>disabled</c>, beside <c>reasoning_effort</c>.</summary>
    Type,

    /// <summary>An object <c>thinking</c> with the type <c>adaptive</c> or <c>disabled</c>, as MiniMax expects it.</summary>
    Adaptive,

    /// <summary>OpenRouter's object <c>reasoning</c>.</summary>
    Reasoning,

    /// <summary>Variables of the model's template in <c>chat_template_kwargs</c>, as servers for open models expect them.</summary>
    Template,
}
