using System.Globalization;
using System.Text.Json;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>The keywords of a schema that concern a value alone and not what is in it.</summary>
internal static class SchemaRules
{
    private const int MostText = 40;

    /// <summary>What does not match; <see langword="null"/> if the value matches.</summary>
    /// <param name="node">The schema.</param>
    /// <param name="value">The value.</param>
    /// <param name="ignoresCase">Whether strings of <c>enum</c> match in any case.</param>
    public static SchemaMismatch? Mismatch(SchemaNode node, JsonElement value, bool ignoresCase)
    {
        if (node.IsNever)
            return new SchemaMismatch("is not allowed");
        if (node.Types.Count > 0 && !node.Types.Any(type => IsOfType(value, type)))
            return new SchemaMismatch($"is {Shown(value)}, not {string.Join(" or ", node.Types.Select(WithArticle))}");
        if (node.Choices.FirstOrDefault(choices => !choices.Contain(value, ignoresCase)) is { } missed)
            return new SchemaMismatch($"is {Shown(value)}, not {missed}");
        if (value.ValueKind == JsonValueKind.Object)
            return node.Required.Count == 0 ? null : Missing(node, value);
        return node.Limits.Count == 0 ? null : value.ValueKind switch
        {
            JsonValueKind.Number => OutOfRange(node, value),
            JsonValueKind.String => OutOfLength(node, value.GetString()!.EnumerateRunes().Count(), "Length", "character"),
            JsonValueKind.Array => OutOfLength(node, value.GetArrayLength(), "Items", "item"),
            _ => null,
        };
    }

    /// <summary>The value, or what it is, in a few words.</summary>
    public static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => $"\"{ForeignText.OneLine(value.GetString()!, MostText)}\"",
        _ => ForeignText.OneLine(value.GetRawText(), MostText),
    };

    // A type that JSON schema does not have allows everything: the schema of a batch that was sent before may have one.
    private static bool IsOfType(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && JsonValues.IsInteger(value),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static string WithArticle(string type) => type switch
    {
        "null" => type,
        "object" or "array" or "integer" => $"an {type}",
        _ => $"a {type}",
    };

    private static SchemaMismatch? Missing(SchemaNode node, JsonElement value)
    {
        var names = value.EnumerateObject().Select(member => member.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return node.Required.FirstOrDefault(name => !names.Contains(name)) is { } missing ? new SchemaMismatch("is missing").In(missing) : null;
    }

    private static SchemaMismatch? OutOfRange(SchemaNode node, JsonElement value)
    {
        if (node.Limits.TryGetValue("minimum", out var limit) && JsonValues.Compare(value, limit) < 0)
            return new SchemaMismatch($"is {Shown(value)}, less than {Shown(limit)}");
        if (node.Limits.TryGetValue("maximum", out limit) && JsonValues.Compare(value, limit) > 0)
            return new SchemaMismatch($"is {Shown(value)}, greater than {Shown(limit)}");
        if (node.Limits.TryGetValue("exclusiveMinimum", out limit) && JsonValues.Compare(value, limit) <= 0)
            return new SchemaMismatch($"is {Shown(value)}, not greater than {Shown(limit)}");
        return node.Limits.TryGetValue("exclusiveMaximum", out limit) && JsonValues.Compare(value, limit) >= 0 ? new SchemaMismatch($"is {Shown(value)}, not less than {Shown(limit)}") : null;
    }

    private static SchemaMismatch? OutOfLength(SchemaNode node, int length, string keyword, string unit)
    {
        if (node.Limits.TryGetValue($"min{keyword}", out var limit) && length < limit.GetDouble())
            return new SchemaMismatch($"{Has()}, fewer than {Shown(limit)}");
        return node.Limits.TryGetValue($"max{keyword}", out limit) && length > limit.GetDouble()
            ? new SchemaMismatch($"{Has()}, more than {Shown(limit)}")
            : null;

        string Has() => string.Create(CultureInfo.InvariantCulture, $"has {length} {unit}{(length == 1 ? "" : "s")}");
    }
}
