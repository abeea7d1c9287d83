using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Authentication;

namespace QwenCode.Chat;

/// <summary>Writes a request as the JSON of OpenAI's chat completions API.</summary>
internal static class ChatRequestWriter
{
    // Text outside ASCII goes as UTF-8 and not as \u escapes; no HTML is ever made of it.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The request's body.</summary>
    public static ReadOnlyMemory<byte> Write(ChatRequest request, string model, Provider provider)
    {
        var extra = request.ExtraBody;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        if (Own("model"))
            json.WriteString("model", model);
        if (Own("messages"))
            WriteMessages(json, request.Conversation);
        if (request.Temperature is { } temperature && Own("temperature"))
            json.WriteNumber("temperature", temperature);
        if (request.TopP is { } topP && Own("top_p"))
            json.WriteNumber("top_p", topP);
        var maxTokens = provider.TakesMaxCompletionTokens ? "max_completion_tokens" : "max_tokens";
        if (request.MaxTokens is { } most && Own(maxTokens))
            json.WriteNumber(maxTokens, most);
        if (request.Seed is { } seed && Own("seed"))
            json.WriteNumber("seed", seed);
        if (request.Stop is { Count: > 0 } stop && Own("stop"))
            WriteStop(json, stop);
        if (extra is { } members)
        {
            foreach (var member in members.EnumerateObject())
                member.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;

        bool Own(string name) => extra?.TryGetProperty(name, out _) != true;
    }

    private static void WriteMessages(Utf8JsonWriter json, Conversation conversation)
    {
        json.WriteStartArray("messages");
        foreach (var message in conversation.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteStop(Utf8JsonWriter json, IReadOnlyList<string> stop)
    {
        json.WriteStartArray("stop");
        foreach (var text in stop)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
