using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Finds what services reject, or what accepts everything without notice: a keyword whose value JSON schema does not allow, and a reference to nothing.</summary>
internal sealed class SchemaSyntax
{
    private static readonly string[] Types = ["array", "boolean", "integer", "null", "number", "object", "string"];

    // Keywords with a schema, with schemas by name, and with a list of schemas. Items are either a schema or a list.
    private static readonly string[] One =
        ["items", "additionalProperties", "additionalItems", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties", "not", "if", "then", "else"];

    private static readonly string[] Named = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
    private static readonly string[] Several = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    private readonly SchemaDocument _document;
    private readonly HashSet<string> _references = new(StringComparer.Ordinal);

    // A queue, since references can form a chain of any length.
    private readonly Queue<string> _elsewhere = new();

    private SchemaSyntax(SchemaDocument document) => _document = document;

    /// <summary>The first fault with its path in the schema; <see langword="null"/> if there is none.</summary>
    public static SchemaMismatch? Find(JsonElement schema)
    {
        var syntax = new SchemaSyntax(new SchemaDocument(schema));
        var fault = syntax.In(schema);
        while (fault is null && syntax._elsewhere.TryDequeue(out var reference))
            fault = syntax.Within(syntax._document.Find(reference)!.Value, reference);
        return fault;
    }

    private SchemaMismatch? In(JsonElement schema)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return null;
        if (schema.ValueKind != JsonValueKind.Object)
            return new SchemaMismatch($"is {SchemaRules.Shown(schema)}, not a schema (an object, true or false)");
        foreach (var keyword in schema.EnumerateObject())
        {
            var fault = keyword.Name switch
            {
                "type" => OfType(keyword.Value),
                "$ref" => OfReference(keyword.Value),
                "items" when keyword.Value.ValueKind == JsonValueKind.Array => OfItems(keyword.Value, In),
                var name when Named.Contains(name) => OfMembers(keyword.Value),
                var name when One.Contains(name) => In(keyword.Value),
                var name when Several.Contains(name) => OfSchemas(keyword.Value),
                var name => SchemaKeywords.Find(name, keyword.Value),
            };
            if (fault is not null)
                return fault.In(keyword.Name);
        }

        return null;
    }

    private SchemaMismatch? OfMembers(JsonElement schemas)
    {
        if (schemas.ValueKind != JsonValueKind.Object)
            return new SchemaMismatch($"is {SchemaRules.Shown(schemas)}, not an object with a schema for each name");
        foreach (var member in schemas.EnumerateObject())
        {
            if (In(member.Value) is { } fault)
                return fault.In(member.Name);
        }

        return null;
    }

    private SchemaMismatch? OfSchemas(JsonElement schemas)
    {
        if (schemas.ValueKind != JsonValueKind.Array)
            return new SchemaMismatch($"is {SchemaRules.Shown(schemas)}, not an array of schemas");
        return schemas.GetArrayLength() > 0 ? OfItems(schemas, In) : new SchemaMismatch("is an empty array");
    }

    private static SchemaMismatch? OfItems(JsonElement list, Func<JsonElement, SchemaMismatch?> find)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (find(item) is { } fault)
                return fault.In(index);
            index++;
        }

        return null;
    }

    private static SchemaMismatch? OfType(JsonElement type)
    {
        if (type.ValueKind != JsonValueKind.Array)
            return OfTypeName(type);
        return type.GetArrayLength() > 0 ? OfItems(type, OfTypeName) : new SchemaMismatch("is an empty array");
    }

    private static SchemaMismatch? OfTypeName(JsonElement name) => name.ValueKind == JsonValueKind.String && Types.Contains(name.GetString())
        ? null
        : new SchemaMismatch($"is {SchemaRules.Shown(name)}, not one of {string.Join(", ", Types)}");

    private SchemaMismatch? OfReference(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return new SchemaMismatch($"is {SchemaRules.Shown(value)}, not a reference such as \"#/$defs/name\"");
        var reference = value.GetString()!;
        if (!_references.Add(reference))
            return null;
        if (_document.Find(reference) is not { } target)
            return _document.Names.HaveIds ? null : new SchemaMismatch($"is {SchemaRules.Shown(value)}, which the schema does not contain");
        if (target.ValueKind is not (JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False))
            return new SchemaMismatch($"is {SchemaRules.Shown(value)}, which is not a schema");
        if (SchemaDocument.StepsOf(reference) is [var first, ..] && !One.Contains(first) && !Named.Contains(first) && !Several.Contains(first))
            _elsewhere.Enqueue(reference);
        return null;
    }

    private SchemaMismatch? Within(JsonElement schema, string reference)
    {
        var fault = In(schema);
        foreach (var step in SchemaDocument.StepsOf(reference).Reverse())
            fault = fault?.In(step);
        return fault;
    }
}
