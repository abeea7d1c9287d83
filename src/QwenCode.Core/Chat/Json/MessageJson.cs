using System.Text;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A JSON value that messages are read from.</summary>
/// <param name="json">The value.</param>
internal sealed class MessageJson(JsonElement json) : IMessageValue
{
    private object? _value;

    /// <inheritdoc/>
    public object? Value => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => _value ??= Text(),
        JsonValueKind.True => true,
        _ => json,
    };

    // At a lone surrogate GetString throws.
    private string Text()
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json.GetRawText()));
            reader.Read();
            return JsonText.Read(ref reader);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<IMessageValue>? Items => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray().Select(item => new MessageJson(item)) : null;

    /// <inheritdoc/>
    public IMessageValue? Member(string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        var member = json.EnumerateObject().FirstOrDefault(member => name.Equals(JsonStrings.TryReadName(member), StringComparison.OrdinalIgnoreCase)).Value;
        return member.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : new MessageJson(member);
    }
}
