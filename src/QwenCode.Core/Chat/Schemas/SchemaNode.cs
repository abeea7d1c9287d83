using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>The keywords of a schema, read once for all values that are checked against it. A keyword with a value that it cannot have is ignored.</summary>
internal sealed class SchemaNode
{
    private static readonly string[] Annotations =
        ["title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$schema", "$id", "$comment", "$defs", "definitions"];

    // Properties, and the same by their names without case.
    private readonly Dictionary<string, SchemaNode> _properties = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaNode> _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasPatterns;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema: an object, <see langword="true"/> or <see langword="false"/>.</param>
    public SchemaNode(JsonElement json)
    {
        IsNever = json.ValueKind == JsonValueKind.False;
        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var keyword in json.EnumerateObject())
            Read(keyword.Name, keyword.Value);
        if (_hasPatterns)
            Additional = null;
    }

    /// <summary>Whether no value matches.</summary>
    public bool IsNever { get; }

    /// <summary>Whether it has keywords that are not checked, so that a value that matches here may not match the schema.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>Whether null matches, as OpenAPI writes it.</summary>
    public bool IsNullable { get; private set; }

    /// <summary>The names of the types; empty for any.</summary>
    public IReadOnlyList<string> Types { get; private set; } = [];

    /// <summary>The values of <c>enum</c>, or the one of <c>const</c>.</summary>
    public IReadOnlyList<SchemaChoices> Choices { get; private set; } = [];

    /// <summary>The names of required properties.</summary>
    public IReadOnlyList<string> Required { get; private set; } = [];

    /// <summary>The schema of properties that the schema does not name.</summary>
    public SchemaNode? Additional { get; private set; }

    /// <summary>The schemas of an array's first items.</summary>
    public IReadOnlyList<SchemaNode> FirstItems { get; private set; } = [];

    /// <summary>The schema of its other items.</summary>
    public SchemaNode? Items { get; private set; }

    /// <summary>The limits of a number, and of the length of a string or array, by keyword.</summary>
    public Dictionary<string, JsonElement> Limits { get; } = new(StringComparer.Ordinal);

    /// <summary>The schema that it refers to.</summary>
    public string? Reference { get; private set; }

    /// <summary>Schemas that must all match.</summary>
    public IReadOnlyList<SchemaNode> AllOf { get; private set; } = [];

    /// <summary>Schemas one of which must match.</summary>
    public IReadOnlyList<SchemaNode> AnyOf { get; private set; } = [];

    /// <summary>Schemas exactly one of which must match.</summary>
    public IReadOnlyList<SchemaNode> OneOf { get; private set; } = [];

    /// <summary>Whether properties have schemas.</summary>
    public bool HasProperties => _properties.Count > 0 || Additional is not null;

    /// <summary>The schema of a property. Names that differ in case only are the same to PowerShell, so the exact one is preferred and not required.</summary>
    public SchemaNode? Property(string name) => _properties.GetValueOrDefault(name) ?? _anyCase.GetValueOrDefault(name) ?? Additional;

    private static JsonElement[] OneOrMore(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static IReadOnlyList<string> Names(JsonElement value) => [.. OneOrMore(value).Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)];

    private static IReadOnlyList<SchemaNode> Nodes(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => new SchemaNode(item))] : [];

    private void Read(string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "type":
                Types = Names(value);
                break;
            case "nullable":
                IsNullable = value.ValueKind == JsonValueKind.True;
                break;
            case "enum" or "const":
                Choices = [.. Choices, new SchemaChoices(keyword == "enum" ? OneOrMore(value) : [value])];
                break;
            case "required":
                Required = Names(value);
                break;
            case "properties" when value.ValueKind == JsonValueKind.Object:
                ReadProperties(value);
                break;
            case "additionalProperties":
                Additional = new SchemaNode(value);
                break;
            case "$ref" when value.ValueKind == JsonValueKind.String:
                Reference = value.GetString();
                break;
            case "allOf":
                AllOf = Nodes(value);
                break;
            case "anyOf":
                AnyOf = Nodes(value);
                break;
            case "oneOf":
                OneOf = Nodes(value);
                break;
            case "prefixItems" or "items" when value.ValueKind == JsonValueKind.Array:
                FirstItems = Nodes(value);
                break;
            case "items":
                Items = new SchemaNode(value);
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "minItems" or "maxItems" or "minLength" or "maxLength" when value.ValueKind == JsonValueKind.Number:
                Limits[keyword] = value;
                break;
            default:
                _hasPatterns |= keyword == "patternProperties";
                IsPartial |= !Annotations.Contains(keyword);
                break;
        }
    }

    private void ReadProperties(JsonElement properties)
    {
        foreach (var property in properties.EnumerateObject())
        {
            var node = new SchemaNode(property.Value);
            _properties[property.Name] = node;
            _anyCase[property.Name] = node;
        }
    }
}
