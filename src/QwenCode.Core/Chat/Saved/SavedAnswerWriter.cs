using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Writes an answer as JSON from which <see cref="SavedAnswerReader"/> reads an equal one: without the messages before it.</summary>
internal static class SavedAnswerWriter
{
    /// <summary>Writes the members of an answer.</summary>
    /// <param name="json">Within an object.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="before">Number of messages before it.</param>
    public static void Write(Utf8JsonWriter json, ChatAnswer answer, int before)
    {
        json.WriteString("text", answer.Text);
        json.WriteOptional("refusal", answer.Refusal);
        json.WriteString("requestedModel", answer.RequestedModel);
        json.WriteString("model", answer.Model);
        json.WriteString("provider", answer.Provider);
        json.WriteOptional("finishReason", answer.FinishReason);
        json.WriteOptional("id", answer.Id);
        json.WriteOptional("createdAt", answer.CreatedAt);
        json.WriteNumber("attempts", answer.Attempts);
        json.WriteNumber("ticks", answer.Duration.Ticks);
        json.WriteNumber("firstTokenTicks", answer.TimeToFirstToken.Ticks);
        if (answer.Usage is { } usage)
            WriteUsage(json, usage);
        json.WritePropertyName("messages");
        SavedMessageWriter.Write(json, answer.Messages.Skip(before));
        if (answer.OtherAnswers.Count == 0)
            return;
        json.WriteStartArray("otherChoices");
        foreach (var other in answer.OtherAnswers)
        {
            json.WriteStartObject();
            Write(json, other, before);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the counts of tokens.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("promptTokens", usage.PromptTokens);
        json.WriteNumber("completionTokens", usage.CompletionTokens);
        json.WriteNumber("totalTokens", usage.TotalTokens);
        json.WriteOptional("cachedTokens", usage.CachedTokens);
        json.WriteOptional("reasoningTokens", usage.ReasoningTokens);
        json.WriteEndObject();
    }
}
