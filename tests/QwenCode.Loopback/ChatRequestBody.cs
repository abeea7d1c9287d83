using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>The JSON body of a chat request, read leniently: what is missing or of another type is null or empty.</summary>
public sealed class ChatRequestBody
{
    internal ChatRequestBody(JsonElement json)
    {
        Json = json;
        Model = Text("model");
        Stream = IsTrue(json, "stream");
        IncludeUsage = json.TryGetProperty("stream_options", out var options) && IsTrue(options, "include_usage");
        EnableThinking = IsTrue(json, "enable_thinking");
        if (json.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
            Messages = [.. messages.EnumerateArray().Select(ChatRequestMessage.Read)];
        if (json.TryGetProperty("response_format", out var format) && format.ValueKind == JsonValueKind.Object)
            (ResponseFormat, ResponseSchema) = ReadFormat(format);
    }

    /// <summary>The whole body.</summary>
    public JsonElement Json { get; }

    /// <summary>The requested model.</summary>
    public string? Model { get; }

    /// <summary>Whether a stream is requested.</summary>
    public bool Stream { get; }

    /// <summary>Whether <c>stream_options.include_usage</c> is true.</summary>
    public bool IncludeUsage { get; }

    /// <summary>Whether <c>enable_thinking</c> is true.</summary>
    public bool EnableThinking { get; }

    /// <summary>The messages in order.</summary>
    public IReadOnlyList<ChatRequestMessage> Messages { get; } = [];

    /// <summary>The type of <c>response_format</c>: <c>json_schema</c>, <c>json_object</c>, <c>text</c> or null.</summary>
    public string? ResponseFormat { get; }

    /// <summary>The schema, if <see cref="ResponseFormat"/> is <c>json_schema</c>.</summary>
    public JsonElement? ResponseSchema { get; }

    /// <summary>The last user message's text, or an empty string.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == "user")?.Text ?? string.Empty;

    /// <summary>The text of all system and developer messages, one a line.</summary>
    public string SystemText => string.Join('\n', Messages.Where(message => message.Role is "system" or "developer").Select(message => message.Text));

    private static (string? Type, JsonElement? Schema) ReadFormat(JsonElement format)
    {
        var type = format.TryGetProperty("type", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (format.TryGetProperty("json_schema", out var wrapper) && wrapper.ValueKind == JsonValueKind.Object
            && wrapper.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Object)
            return (type, schema);
        return (type, null);
    }

    private static bool IsTrue(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private string? Text(string name) =>
        Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
