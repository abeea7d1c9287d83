using System.Globalization;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>A schema with the parts of it that it refers to.</summary>
/// <param name="json">The schema.</param>
internal sealed class SchemaDocument(JsonElement json)
{
    private const string Pointer = "#/";

    private readonly Dictionary<string, SchemaNode?> _byReference = new(StringComparer.Ordinal);
    private SchemaNames? _names;

    /// <summary>The schema of the whole answer.</summary>
    public SchemaNode Root { get; } = new(json);

    /// <summary>Whether strings of <c>enum</c> match in any case, as PowerShell converts them to the values of an enum.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>What parts of it are called.</summary>
    public SchemaNames Names => _names ??= new SchemaNames(json);

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

    /// <summary>The JSON that a <c>$ref</c> leads to; <see langword="null"/> if it is not in the document.</summary>
    public JsonElement? Find(string reference)
    {
        var local = WithoutId(reference);
        if (local is "#" or "")
            return json;
        if (!local.StartsWith(Pointer, StringComparison.Ordinal))
            return local.StartsWith('#') ? Names.Anchored(local[1..]) : null;
        var current = json;
        foreach (var name in StepsOf(local))
        {
            if (current.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < current.GetArrayLength())
                current = current[index];
            else if (current.ValueKind != JsonValueKind.Object || !current.TryGetProperty(name, out current))
                return null;
        }

        return current;
    }

    /// <summary>The names that a reference such as <c>#/$defs/name</c> leads through; none for any other.</summary>
    public static IReadOnlyList<string> StepsOf(string reference) => reference.IndexOf(Pointer, StringComparison.Ordinal) is >= 0 and var start
        ? [.. reference[(start + Pointer.Length)..].Split('/').Select(NameOf)]
        : [];

    private static string NameOf(string step) => Uri.UnescapeDataString(step).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private string WithoutId(string reference) =>
        SchemaNames.TextOf(json, "$id") is { Length: > 0 } id && reference.StartsWith(id, StringComparison.Ordinal) ? reference[id.Length..] : reference;
}
