using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>The names that parts of a schema give to themselves, for references.</summary>
internal sealed class SchemaNames
{
    private readonly Dictionary<string, JsonElement> _anchors = new(StringComparer.Ordinal);

    /// <summary>Reads the names.</summary>
    public SchemaNames(JsonElement schema) => Read(schema, isRoot: true);

    /// <summary>Whether a part has an <c>$id</c>, so that references can lead to it, or begin at it, which are not resolved.</summary>
    public bool HaveIds { get; private set; }

    /// <summary>The text of a keyword; <see langword="null"/> if there is none.</summary>
    public static string? TextOf(JsonElement schema, string keyword) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty(keyword, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    /// <summary>The part with an <c>$anchor</c>; <see langword="null"/> if there is none.</summary>
    public JsonElement? Anchored(string anchor) => _anchors.TryGetValue(anchor, out var part) ? part : null;

    private void Read(JsonElement part, bool isRoot)
    {
        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in part.EnumerateArray())
                Read(item, isRoot: false);
        }

        if (part.ValueKind != JsonValueKind.Object)
            return;
        HaveIds |= !isRoot && TextOf(part, "$id") is not null;
        if ((TextOf(part, "$anchor") ?? TextOf(part, "$dynamicAnchor")) is { } anchor)
            _anchors.TryAdd(anchor, part);
        foreach (var member in part.EnumerateObject())
            Read(member.Value, isRoot: false);
    }
}
