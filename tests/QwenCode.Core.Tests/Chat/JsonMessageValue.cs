using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>JSON that messages are read from.</summary>
internal sealed class JsonMessageValue(JsonElement json) : IMessageValue
{
    public object? Value => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        _ => json,
    };

    public IEnumerable<IMessageValue>? Items => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Select(item => new JsonMessageValue(item)) : null;

    public static JsonMessageValue Of(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new JsonMessageValue(document.RootElement.Clone());
    }

    public IMessageValue? Member(string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var member = json.EnumerateObject().FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : new JsonMessageValue(member);
    }
}
