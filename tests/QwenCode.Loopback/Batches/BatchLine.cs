using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>A line of an input file.</summary>
public sealed class BatchLine
{
    private readonly Lazy<ChatRequestBody> _chat;

    internal BatchLine(int index, JsonElement json)
    {
        Index = index;
        CustomId = json.GetProperty("custom_id").GetString()!;
        Body = json.GetProperty("body");
        _chat = new(() => new ChatRequestBody(Body));
    }

    /// <summary>Its position in the file, from 0.</summary>
    public int Index { get; }

    /// <summary>Its <c>custom_id</c>.</summary>
    public string CustomId { get; }

    /// <summary>Its <c>body</c>.</summary>
    public JsonElement Body { get; }

    /// <summary>The body as that of a chat request.</summary>
    public ChatRequestBody Chat => _chat.Value;
}
