using System.Text;
using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>A minimal value that fits a JSON schema of the kind structured output takes.</summary>
internal sealed class SchemaSample
{
    private const int MaxDepth = 16;
    private readonly JsonElement _root;
    private readonly string _text;
    private readonly Func<IReadOnlyList<string>, string?>? _choose;

    private SchemaSample(JsonElement root, string text, Func<IReadOnlyList<string>, string?>? choose) =>
        (_root, _text, _choose) = (root, text, choose);

    /// <summary>Strings become <paramref name="text"/>; of an enum <paramref name="choose"/> picks a value, else it is the first.</summary>
    public static string Create(JsonElement schema, string text, Func<IReadOnlyList<string>, string?>? choose = null) =>
        Encoding.UTF8.GetString(JsonBytes.Write(json => new SchemaSample(schema, text, choose).Value(json, schema, 0)));

    private void Value(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        schema = Resolve(schema);
        if (schema.ValueKind != JsonValueKind.Object || depth > MaxDepth)
            json.WriteNullValue();
        else if (schema.TryGetProperty("const", out var constant))
            constant.WriteTo(json);
        else if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
            Choice(json, values);
        else if (schema.TryGetProperty("anyOf", out var branches) && branches.ValueKind == JsonValueKind.Array && branches.GetArrayLength() > 0)
            Value(json, branches[0], depth + 1);
        else
            Typed(json, schema, depth);
    }

    private void Typed(Utf8JsonWriter json, JsonElement schema, int depth)
    {
        switch (TypeOf(schema))
        {
            case "object":
                json.WriteStartObject();
                if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
                {
                    foreach (var property in properties.EnumerateObject())
                    {
                        json.WritePropertyName(property.Name);
                        Value(json, property.Value, depth + 1);
                    }
                }

                json.WriteEndObject();
                break;
            case "array":
                json.WriteStartArray();
                if (schema.TryGetProperty("items", out var items))
                    Value(json, items, depth + 1);
                json.WriteEndArray();
                break;
            case "integer" or "number":
                if (schema.TryGetProperty("minimum", out var minimum) && minimum.ValueKind == JsonValueKind.Number)
                    minimum.WriteTo(json);
                else
                    json.WriteNumberValue(1);
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(TextOf(schema));
                break;
        }
    }

    private string TextOf(JsonElement schema) => (schema.TryGetProperty("format", out var format) && format.ValueKind == JsonValueKind.String ? format.GetString() : null) switch
    {
        "date-time" => "2026-03-04T05:06:07Z",
        "date" => "2026-03-04",
        "duration" => "P1DT2H3M4S",
        "uuid" => "01234567-89ab-cdef-0123-456789abcdef",
        _ => _text,
    };

    private void Choice(Utf8JsonWriter json, JsonElement values)
    {
        var texts = values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).ToList();
        if (_choose?.Invoke(texts) is { } chosen)
            json.WriteStringValue(chosen);
        else
            values[0].WriteTo(json);
    }

    private JsonElement Resolve(JsonElement schema)
    {
        for (var hops = 0; hops < MaxDepth; hops++)
        {
            if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("$ref", out var reference) || reference.ValueKind != JsonValueKind.String)
                return schema;
            var target = _root;
            foreach (var segment in reference.GetString()!.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (target.ValueKind != JsonValueKind.Object || !target.TryGetProperty(segment, out target))
                    return default;
            }

            schema = target;
        }

        return default;
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
            return schema.TryGetProperty("properties", out _) ? "object" : null;
        if (type.ValueKind == JsonValueKind.Array)
            type = type.EnumerateArray().FirstOrDefault();
        return type.ValueKind == JsonValueKind.String ? type.GetString() : null;
    }
}
