using System.Text;
using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>A message of a chat request.</summary>
/// <param name="Role">The role, or an empty string.</param>
/// <param name="Text">The text; of a list of parts, the text parts put together.</param>
/// <param name="ImageCount">How many image parts it has.</param>
public sealed record ChatRequestMessage(string Role, string Text, int ImageCount)
{
    /// <summary>The id of the call whose result it is; null if it is not the result of one.</summary>
    public string? ToolCallId { get; private init; }

    internal ToolMessage? ToolMessage => Role == "tool" ? new(ToolCallId ?? string.Empty, Text) : null;

    internal static ChatRequestMessage Read(JsonElement message) => message.ValueKind == JsonValueKind.Object
        ? ReadObject(message) with { ToolCallId = message.TryGetProperty("tool_call_id", out _) ? StringOf(message, "tool_call_id") : null }
        : new(string.Empty, string.Empty, 0);

    private static ChatRequestMessage ReadObject(JsonElement message)
    {
        var role = StringOf(message, "role");
        if (!message.TryGetProperty("content", out var content))
            return new(role, string.Empty, 0);
        if (content.ValueKind == JsonValueKind.String)
            return new(role, content.GetString()!, 0);
        if (content.ValueKind != JsonValueKind.Array)
            return new(role, string.Empty, 0);

        var text = new StringBuilder();
        var images = 0;
        foreach (var part in content.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object))
        {
            text.Append(StringOf(part, "text"));
            if (StringOf(part, "type") == "image_url")
                images++;
        }

        return new(role, text.ToString(), images);
    }

    private static string StringOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}
