using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A schema with the parts of it that it refers to.</summary>
/// <param name="json">The schema.</param>
internal sealed class SchemaDocument(JsonElement json)
{
    private readonly Dictionary<string, SchemaNode?> _byReference = new(StringComparer.Ordinal);

    /// <summary>The schema of the whole answer.</summary>
    public SchemaNode Root { get; } = new(json);

    /// <summary>Whether strings of <c>enum</c> match in any case, as PowerShell converts them to the values of an enum.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>The schema that a <c>$ref</c> such as <c>#/$defs/name</c> stands for; <see langword="null"/> if it is not in the document.</summary>
    public SchemaNode? Resolve(string reference)
    {
        if (reference == "#")
            return Root;
        if (!_byReference.TryGetValue(reference, out var node))
        {
            node = Find(reference) is { } found ? new SchemaNode(found) : null;
            _byReference[reference] = node;
        }

        return node;
    }

    private JsonElement? Find(string reference)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal))
            return null;
        var current = json;
        foreach (var part in reference[2..].Split('/'))
        {
            var name = Uri.UnescapeDataString(part).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < current.GetArrayLength())
                current = current[index];
            else if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                return null;
        }

        return current;
    }
}
