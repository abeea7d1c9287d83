using System.Text.Json;
using QwenCode.Catalogue;

namespace QwenCode.Chat;

/// <summary>Writes whether, and how much, a model thinks, in the dialect of its provider.</summary>
internal static class ThinkingWriter
{
    // The budgets that other gateways give these words too.
    private const int LowBudget = 1024;
    private const int MediumBudget = 4096;

    // Those of Alibaba Cloud's models that take OpenAI's words, and no budget that stands for them.
    private static readonly string[] ModelsWithEffort = ["qwen3.8-max", "deepseek-", "glm-"];

    /// <summary>Translates what the user specifies in one way to the way of the provider, if it has an equivalent there.</summary>
    /// <param name="json">The request, within its object.</param>
    /// <param name="request">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="dialect">The provider's dialect.</param>
    /// <param name="own">Whether a member is not the extra body's.</param>
    public static void Write(Utf8JsonWriter json, ChatRequest request, string model, ThinkingDialect dialect, Func<string, bool> own)
    {
        // The vendors of this dialect use "max"; the others use "xhigh", as OpenAI does.
        if (dialect != ThinkingDialect.Type && Is(request.ReasoningEffort, "max"))
            request = request with { ReasoningEffort = "xhigh" };
        switch (dialect)
        {
            case ThinkingDialect.Reasoning:
                WriteReasoning(json, request, own);
                break;
            case ThinkingDialect.Effort:
                WriteEffort(json, request.ReasoningEffort ?? (request.EnableThinking == false ? LeastEffort(model) : null), own);
                break;
            case ThinkingDialect.Qwen when TakesEffort(model):
                WriteQwen(json, Switched(request), request.ThinkingBudget, own);
                WriteEffort(json, EffortBeside(request), own);
                break;
            case ThinkingDialect.Qwen:
                WriteQwen(json, request.EnableThinking ?? Enables(request.ReasoningEffort), request.ThinkingBudget ?? BudgetOf(request), own);
                break;
            case ThinkingDialect.Type:
                WriteType(json, Switched(request), "enabled", own);
                WriteEffort(json, EffortBeside(request), own);
                break;
            case ThinkingDialect.Adaptive:
                WriteType(json, request.EnableThinking ?? Enables(request.ReasoningEffort), "adaptive", own);
                break;
            case ThinkingDialect.Template:
                WriteTemplate(json, Switched(request), request.ThinkingBudget, own);
                WriteEffort(json, EffortBeside(request), own);
                break;
            default:
                WriteQwen(json, request.EnableThinking, request.ThinkingBudget, own);
                WriteTemplate(json, request.EnableThinking, request.ThinkingBudget, own);
                WriteEffort(json, request.ReasoningEffort, own);
                break;
        }
    }

    private static bool TakesEffort(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return Array.Exists(ModelsWithEffort, known => name.StartsWith(known, StringComparison.OrdinalIgnoreCase));
    }

    // OpenAI's first models with a switch call it so; those since can do without any thinking.
    private static string LeastEffort(string model) => model == "gpt-5" || model.StartsWith("gpt-5-", StringComparison.Ordinal) ? "minimal" : "none";

    // Where effort has a member of its own, only the least is a switch.
    private static bool? Switched(ChatRequest request) => request.EnableThinking ?? (IsLeast(request.ReasoningEffort) ? false : null);

    private static string? EffortBeside(ChatRequest request) => Switched(request) == false || IsLeast(request.ReasoningEffort) ? null : request.ReasoningEffort;

    private static bool? Enables(string? effort) => effort is null ? null : !IsLeast(effort);

    private static int? BudgetOf(ChatRequest request) => request.EnableThinking == false ? null
        : Is(request.ReasoningEffort, "low") ? LowBudget
        : Is(request.ReasoningEffort, "medium") ? MediumBudget
        : null;

    private static bool IsLeast(string? effort) => Is(effort, "minimal") || Is(effort, "none");

    private static bool Is(string? effort, string word) => word.Equals(effort, StringComparison.OrdinalIgnoreCase);

    private static void WriteQwen(Utf8JsonWriter json, bool? enable, int? budget, Func<string, bool> own)
    {
        if (enable is { } enabled && own("enable_thinking"))
            json.WriteBoolean("enable_thinking", enabled);
        if (budget is { } most && own("thinking_budget"))
            json.WriteNumber("thinking_budget", most);
    }

    private static void WriteEffort(Utf8JsonWriter json, string? effort, Func<string, bool> own)
    {
        if (effort is not null && own("reasoning_effort"))
            json.WriteString("reasoning_effort", effort.ToLowerInvariant());
    }

    private static void WriteType(Utf8JsonWriter json, bool? enable, string on, Func<string, bool> own)
    {
        if (enable is not { } enabled || !own("thinking"))
            return;
        json.WriteStartObject("thinking");
        json.WriteString("type", enabled ? on : "disabled");
        json.WriteEndObject();
    }

    private static void WriteTemplate(Utf8JsonWriter json, bool? enable, int? budget, Func<string, bool> own)
    {
        if ((enable is null && budget is null) || !own("chat_template_kwargs"))
            return;
        json.WriteStartObject("chat_template_kwargs");
        WriteQwen(json, enable, budget, static _ => true);
        json.WriteEndObject();
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
