using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Reads an answer that <see cref="SavedAnswerWriter"/> wrote.</summary>
internal static class SavedAnswerReader
{
    /// <summary>The answer.</summary>
    /// <param name="json">Its members.</param>
    /// <param name="request">The conversation that it answers.</param>
    /// <exception cref="QwenException">A message cannot be read (<c>InvalidInput</c>).</exception>
    /// <exception cref="FormatException">A member is missing or has another type.</exception>
    public static ChatAnswer Read(JsonElement json, Conversation request)
    {
        try
        {
            var reader = new MessageReader();
            var messages = json.GetProperty("messages").EnumerateArray().Select(message => reader.Read(new MessageJson(message))).ToArray();
            if (messages is not [.., { Role: "assistant" } last])
                throw new FormatException("it has no message of a model");
            return new ChatAnswer
            {
                Text = Text(json, "text") ?? throw new FormatException("it has no text"),
                Reasoning = last.Reasoning,
                Refusal = Text(json, "refusal"),
                ToolCalls = Array.AsReadOnly(last.ToolCalls.Select(call => new ToolCallRecord(call)).ToArray()),
                OtherAnswers = json.TryGetProperty("otherChoices", out var others) ? Array.AsReadOnly(others.EnumerateArray().Select(other => Read(other, request)).ToArray()) : Array.Empty<ChatAnswer>(),
                Model = Text(json, "model") ?? throw new FormatException("it has no model"),
                RequestedModel = Text(json, "requestedModel") ?? throw new FormatException("it has no requested model"),
                FinishReason = Text(json, "finishReason"),
                Usage = json.TryGetProperty("usage", out var usage) ? Usage(usage) : null,
                Id = Text(json, "id"),
                CreatedAt = json.TryGetProperty("createdAt", out var created) ? created.GetDateTimeOffset() : null,
                Duration = new TimeSpan(json.GetProperty("ticks").GetInt64()),
                TimeToFirstToken = new TimeSpan(json.GetProperty("firstTokenTicks").GetInt64()),
                Attempts = json.GetProperty("attempts").GetInt32(),
                Provider = Text(json, "provider") ?? "",
                Conversation = request.Add(messages),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException)
        {
            throw new FormatException("a member is missing or has another type", exception);
        }
    }

    /// <summary>The counts of tokens that <see cref="SavedAnswerWriter.WriteUsage"/> wrote.</summary>
    public static TokenUsage Usage(JsonElement json) => new(
        json.GetProperty("promptTokens").GetInt64(),
        json.GetProperty("completionTokens").GetInt64(),
        json.GetProperty("totalTokens").GetInt64(),
        json.TryGetProperty("cachedTokens", out var cached) ? cached.GetInt64() : null,
        json.TryGetProperty("reasoningTokens", out var reasoning) ? reasoning.GetInt64() : null);

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;
}
