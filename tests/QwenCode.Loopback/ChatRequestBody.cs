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
        if (json.TryGetProperty("tools", out var tools) && tools.ValueKind == JsonValueKind.Array)
            ToolNames = [.. tools.EnumerateArray().Select(FunctionName).OfType<string>()];
        ToolChoice = Text("tool_choice") ?? (json.TryGetProperty("tool_choice", out var choice) ? FunctionName(choice) : null);
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

    /// <summary>The names of the offered tools.</summary>
    public IReadOnlyList<string> ToolNames { get; } = [];

    /// <summary><c>none</c>, <c>auto</c>, <c>required</c>, or the name of the tool that must be called; null if the request leaves it open.</summary>
    public string? ToolChoice { get; }

    /// <summary>How often the model has answered since the last user message: 0 for its first answer.</summary>
    public int Round => SinceUser.Count(message => message.Role == "assistant");

    /// <summary>The results of tool calls since the last user message, in order.</summary>
    public IReadOnlyList<ToolMessage> ToolResults => [.. SinceUser.Select(message => message.ToolMessage).OfType<ToolMessage>()];

    /// <summary>The last user message's text, or an empty string.</summary>
    public string LastUserText => Messages.LastOrDefault(message => message.Role == "user")?.Text ?? string.Empty;

    /// <summary>The text of all system and developer messages, one a line.</summary>
    public string SystemText => string.Join('\n', Messages.Where(message => message.Role is "system" or "developer").Select(message => message.Text));

    private IEnumerable<ChatRequestMessage> SinceUser => Messages.Reverse().TakeWhile(message => message.Role != "user").Reverse();

    /// <summary>The body in this text; null if it is no JSON object.</summary>
    public static ChatRequestBody? Parse(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? FunctionName(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object && tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object
        && function.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

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
