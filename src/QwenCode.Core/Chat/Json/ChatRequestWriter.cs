using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Catalogue;

namespace QwenCode.Chat;

/// <summary>Writes a request as the JSON of OpenAI's chat completions API.</summary>
internal static class ChatRequestWriter
{
    // Text outside ASCII goes as UTF-8 and not as \u escapes; it never becomes HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The request's body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="provider">The provider, for the names that differ.</param>
    /// <param name="stream">Whether the answer is wanted chunk by chunk.</param>
    public static ReadOnlyMemory<byte> Write(ChatRequest request, string model, Provider provider, bool stream = false)
    {
        var extra = request.ExtraBody;
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        if (Own("model"))
            json.WriteString("model", model);
        if (Own("messages"))
            WriteMessages(json, request, provider);
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
        ThinkingWriter.Write(json, request, model, provider.Thinking, Own);
        if (request.Schema is { } schema && Own("response_format"))
            WriteResponseFormat(json, schema, request.SchemaInPrompt);
        if (request.Tools.Count > 0)
            ToolsWriter.Write(json, request, Own);
        if (stream)
            WriteStream(json, Own, request.OmitStreamOptions);
        if (extra is { } members)
        {
            // A null removes a member.
            foreach (var member in members.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                member.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;

        bool Own(string name) => extra?.TryGetProperty(name, out _) != true;
    }

    private static void WriteResponseFormat(Utf8JsonWriter json, JsonElement schema, bool isInPrompt)
    {
        // With json_object, no service answers with an array.
        if (isInPrompt && !AllowsObject(schema))
            return;
        json.WriteStartObject("response_format");
        json.WriteString("type", isInPrompt ? "json_object" : "json_schema");
        if (!isInPrompt)
        {
            json.WriteStartObject("json_schema");
            json.WriteString("name", "answer");
            json.WritePropertyName("schema");
            schema.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Conversation WithSchema(ChatRequest request)
    {
        var schema = request.Schema!.Value;
        var demand = $"Answer with nothing but a JSON {(AllowsObject(schema) ? "object" : "array")} that follows this JSON schema: {schema.GetRawText()}";
        var system = request.Conversation.Messages.FirstOrDefault(m => m.IsSystemPrompt)?.Text;
        return request.Conversation.WithSystem(system is null ? demand : $"{system}\n\n{demand}");
    }

    private static bool AllowsObject(JsonElement schema) => SchemaKinds.Of(new SchemaDocument(schema)) is not { } kinds || kinds.HasFlag(JsonKinds.Object);

    private static void WriteStream(Utf8JsonWriter json, Func<string, bool> own, bool omitOptions)
    {
        if (own("stream"))
            json.WriteBoolean("stream", true);
        if (omitOptions || !own("stream_options"))
            return;
        json.WriteStartObject("stream_options");
        json.WriteBoolean("include_usage", true);
        json.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter json, ChatRequest request, Provider provider)
    {
        json.WritePropertyName("messages");
        var writer = new MessageWriter(json, request.IncludeReasoning) { IncludesReasoningOfCalls = request.Tools.Count > 0 && provider.TakesReasoningOfCalls };
        writer.Write((request.SchemaInPrompt ? WithSchema(request) : request.Conversation).Messages);
    }

    private static void WriteStop(Utf8JsonWriter json, IReadOnlyList<string> stop)
    {
        json.WriteStartArray("stop");
        foreach (var text in stop)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
