using System.Buffers;
using System.Text.Json;
using QwenCode.Configuration;

namespace QwenCode.Chat;

/// <summary>Adds the request options of the settings to a request. Those of the request itself take precedence.</summary>
internal static class ConfiguredRequest
{
    private static readonly string[] ThinkingMembers = ["enable_thinking", "thinking_budget", "thinking", "reasoning", "reasoning_effort", "chat_template_kwargs"];

    /// <summary>The request with what <paramref name="config"/> adds.</summary>
    /// <param name="request">The request.</param>
    /// <param name="config">The options of the settings; <see langword="null"/> if there are none.</param>
    public static ChatRequest Over(this ChatRequest request, GenerationConfig? config)
    {
        if (config is null)
            return request;
        var hasThinking = request is not { EnableThinking: null, ThinkingBudget: null, ReasoningEffort: null };
        return request with
        {
            EnableThinking = hasThinking ? request.EnableThinking : config.EnableThinking,
            ThinkingBudget = hasThinking ? request.ThinkingBudget : config.ThinkingBudget,
            ReasoningEffort = hasThinking ? request.ReasoningEffort : config.ReasoningEffort,
            ExtraBody = Merge(config, request, hasThinking),
        };
    }

    private static JsonElement? Merge(GenerationConfig config, ChatRequest request, bool hasThinking)
    {
        if (config is { SamplingParams: null, ExtraBody: null })
            return request.ExtraBody;
        var own = OwnMembers(request, hasThinking).ToHashSet(StringComparer.Ordinal);
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Add(config.SamplingParams, name => !own.Contains(name));
        Add(config.ExtraBody, name => !own.Contains(name));
        Add(request.ExtraBody, _ => true);
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var (name, value) in members)
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();

        void Add(JsonElement? body, Func<string, bool> isWanted)
        {
            if (body is not { } given)
                return;
            foreach (var member in given.EnumerateObject().Where(member => isWanted(member.Name)))
                members[member.Name] = member.Value;
        }
    }

    private static IEnumerable<string> OwnMembers(ChatRequest request, bool hasThinking)
    {
        if (request.Model is not null)
            yield return "model";
        if (request.Temperature is not null)
            yield return "temperature";
        if (request.TopP is not null)
            yield return "top_p";
        if (request.MaxTokens is not null)
        {
            yield return "max_tokens";
            yield return "max_completion_tokens";
        }

        if (request.Seed is not null)
            yield return "seed";
        if (request.Stop is not null)
            yield return "stop";
        if (request.Schema is not null)
            yield return "response_format";
        if (request.Tools.Count > 0)
        {
            yield return "tools";
            yield return "tool_choice";
        }

        if (!hasThinking)
            yield break;
        foreach (var member in ThinkingMembers)
            yield return member;
    }
}
