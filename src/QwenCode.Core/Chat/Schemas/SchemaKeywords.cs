using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Finds keywords without schemas whose values JSON schema does not allow. Services reject them, or ignore the keyword. Unknown keywords may have any value.</summary>
internal static class SchemaKeywords
{
    private const string HowToWriteAList = "Write a list of one value as @('a') in a hashtable, and as [\"a\"] in JSON.";

    /// <summary>What is wrong with the value; <see langword="null"/> if nothing is.</summary>
    public static SchemaMismatch? Find(string keyword, JsonElement value) => keyword switch
    {
        "required" => OfList(value, "strings") ?? OfNames(value),
        "enum" => OfList(value, "values") ?? (value.GetArrayLength() == 0 ? new SchemaMismatch("is an empty array") : null),
        "minimum" or "maximum" => Expect(value, value.ValueKind == JsonValueKind.Number, "a number"),

        // Draft 4 has true for a minimum that is itself excluded.
        "exclusiveMinimum" or "exclusiveMaximum" => Expect(value, value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False, "a number"),
        "multipleOf" => Expect(value, value.ValueKind == JsonValueKind.Number && value.GetDouble() > 0, "a number greater than 0"),
        "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties" or "minContains" or "maxContains" =>
            Expect(value, value.ValueKind == JsonValueKind.Number && JsonValues.IsInteger(value) && value.GetDouble() >= 0, "an integer of at least 0"),
        "uniqueItems" => Expect(value, value.ValueKind is JsonValueKind.True or JsonValueKind.False, "true or false"),
        "pattern" or "format" or "title" or "description" => OfText(value),
        _ => null,
    };

    private static SchemaMismatch? Expect(JsonElement value, bool isAllowed, string expected) =>
        isAllowed ? null : new SchemaMismatch($"is {SchemaRules.Shown(value)}, not {expected}");

    private static SchemaMismatch? OfText(JsonElement value) => Expect(value, value.ValueKind == JsonValueKind.String, "a string");

    private static SchemaMismatch? OfList(JsonElement value, string items) =>
        Expect(value, value.ValueKind == JsonValueKind.Array, $"an array of {items}") is { } fault
            ? fault with { RecommendedAction = value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? HowToWriteAList : null }
            : null;

    private static SchemaMismatch? OfNames(JsonElement names)
    {
        var index = 0;
        foreach (var name in names.EnumerateArray())
        {
            if (OfText(name) is { } fault)
                return fault.In(index);
            index++;
        }

        return null;
    }
}
