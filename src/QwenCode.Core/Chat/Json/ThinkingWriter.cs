using System.Text.Json;
using QwenCode.Catalogue;

namespace QwenCode.Chat;

/// <summary>Writes how much a model thinks, as its provider expects it.</summary>
internal static class ThinkingWriter
{
    // The budgets that other gateways give these words too.
    private const int LowBudget = 1024;
    private const int MediumBudget = 4096;

    /// <summary>
    /// Qwen's own services take <c>enable_thinking</c> and <c>thinking_budget</c>, OpenAI <c>reasoning_effort</c>, OpenRouter an object
    /// <c>reasoning</c>, and any other server all of it as it is given. What the user says in one way is put in the other where it has a
    /// meaning there.
    /// </summary>
    /// <param name="json">The request, within its object.</param>
    /// <param name="request">The request.</param>
    /// <param name="provider">The provider.</param>
    /// <param name="own">Whether a member is not the extra body's.</param>
    public static void Write(Utf8JsonWriter json, ChatRequest request, Provider provider, Func<string, bool> own)
    {
        if (provider.Name == Providers.OpenRouter)
            WriteReasoning(json, request, own);
        else if (provider.TakesMaxCompletionTokens)
            WriteEffort(json, request.ReasoningEffort ?? (request.EnableThinking == false ? "minimal" : null), own);
        else if (provider.IsDashScope)
            WriteQwen(json, request.EnableThinking ?? Enables(request.ReasoningEffort), request.ThinkingBudget ?? BudgetOf(request), own);
        else
            WriteAll(json, request, own);
    }

    private static void WriteAll(Utf8JsonWriter json, ChatRequest request, Func<string, bool> own)
    {
        WriteQwen(json, request.EnableThinking, request.ThinkingBudget, own);
        WriteEffort(json, request.ReasoningEffort, own);
    }

    private static void WriteQwen(Utf8JsonWriter json, bool? enable, int? budget, Func<string, bool> own)
    {
        if (enable is { } enabled && own("enable_thinking"))
            json.WriteBoolean("enable_thinking", enabled);
        if (budget is { } most && own("thinking_budget"))
            json.WriteNumber("thinking_budget", most);
    }

    private static bool? Enables(string? effort) => effort is null ? null : !Is(effort, "minimal");

    private static int? BudgetOf(ChatRequest request) => request.EnableThinking == false ? null
        : Is(request.ReasoningEffort, "low") ? LowBudget
        : Is(request.ReasoningEffort, "medium") ? MediumBudget
        : null;

    private static bool Is(string? effort, string word) => word.Equals(effort, StringComparison.OrdinalIgnoreCase);

    private static void WriteEffort(Utf8JsonWriter json, string? effort, Func<string, bool> own)
    {
        if (effort is not null && own("reasoning_effort"))
            json.WriteString("reasoning_effort", effort.ToLowerInvariant());
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
            json.WriteString("effort", effort.ToLowerInvariant());
        json.WriteEndObject();
    }
}
