using System.Text.Json;
using QwenCode.Authentication;

namespace QwenCode.Chat;

/// <summary>Writes how much a model thinks in the words of its provider.</summary>
internal static class ThinkingWriter
{
    /// <summary>
    /// Qwen's own services and compatible servers take <c>enable_thinking</c> and <c>thinking_budget</c>, OpenAI <c>reasoning_effort</c>,
    /// OpenRouter an object <c>reasoning</c>. What the user says in one way is put in the other where it has a meaning there.
    /// </summary>
    /// <param name="json">The request, within its object.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="provider">Who is asked.</param>
    /// <param name="own">Whether a member is not the extra body's.</param>
    public static void Write(Utf8JsonWriter json, ChatRequest request, Provider provider, Func<string, bool> own)
    {
        if (provider.Name == Providers.OpenRouter)
            WriteReasoning(json, request, own);
        else if (provider.TakesMaxCompletionTokens)
            WriteEffort(json, request.ReasoningEffort ?? (request.EnableThinking == false ? "minimal" : null), own);
        else
            WriteQwen(json, request, own);
    }

    private static void WriteQwen(Utf8JsonWriter json, ChatRequest request, Func<string, bool> own)
    {
        if (request.EnableThinking is { } enabled && own("enable_thinking"))
            json.WriteBoolean("enable_thinking", enabled);
        if (request.ThinkingBudget is { } budget && own("thinking_budget"))
            json.WriteNumber("thinking_budget", budget);
        WriteEffort(json, request.ReasoningEffort, own);
    }

    private static void WriteEffort(Utf8JsonWriter json, string? effort, Func<string, bool> own)
    {
        if (effort is not null && own("reasoning_effort"))
            json.WriteString("reasoning_effort", effort);
    }

    private static void WriteReasoning(Utf8JsonWriter json, ChatRequest request, Func<string, bool> own)
    {
        if (!own("reasoning") || (request.EnableThinking is null && request.ThinkingBudget is null && request.ReasoningEffort is null))
            return;
        json.WriteStartObject("reasoning");
        if (request.EnableThinking is { } enabled)
            json.WriteBoolean("enabled", enabled);
        if (request.ThinkingBudget is { } budget)
            json.WriteNumber("max_tokens", budget);
        else if (request.ReasoningEffort is { } effort)
            json.WriteString("effort", effort);
        json.WriteEndObject();
    }
}
