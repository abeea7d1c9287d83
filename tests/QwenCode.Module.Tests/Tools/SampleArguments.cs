using System.Text;
using System.Text.Json;

namespace QwenCode.ModuleTests.Tools;

/// <summary>Arguments that a model could make of a tool's schema, which is all that it knows of the command.</summary>
internal static class SampleArguments
{
    // What the name of the parameter says, and the schema does not.
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Culture"] = "en-US",
        ["UICulture"] = "en-US",
        ["Encoding"] = "utf8",
        ["HttpVersion"] = "1.1",
        ["MinimumVersion"] = "1.0",
        ["MaximumVersion"] = "2.0",
        ["RequiredVersion"] = "1.0",
        ["Version"] = "1.0",
        ["PowerShellVersion"] = "5.1",
        ["Charset"] = "utf-8",
        ["Adjust"] = "0:00:01",
        ["Duration"] = "0:00:01",
    };

    private static readonly JsonElement AnyText = JsonDocument.Parse("{}").RootElement;

    /// <summary>Values for all parameters, or for those of some names, or only for the required ones.</summary>
    public static string Of(JsonElement schema, IReadOnlyCollection<string>? names = null, bool onlyRequired = false)
    {
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(name => name.GetString()!).ToHashSet() : [];
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            foreach (var property in schema.GetProperty("properties").EnumerateObject().Where(property => (names?.Contains(property.Name) ?? true) && (!onlyRequired || required.Contains(property.Name))))
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, property.Name);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, JsonElement schema, string name)
    {
        if (schema.TryGetProperty("enum", out var choices))
        {
            choices[0].WriteTo(json);
            return;
        }

        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : "string")
        {
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "integer" or "number":
                json.WriteNumberValue(Number(schema));
                break;
            case "array":
                json.WriteStartArray();
                for (var i = Math.Max(1, Limit(schema, "minItems") ?? 1); i > 0; i--)
                    Write(json, schema.GetProperty("items"), name);
                json.WriteEndArray();
                break;
            case "object":
                json.WriteStartObject();
                json.WritePropertyName("one");
                Write(json, schema.TryGetProperty("additionalProperties", out var value) ? value : AnyText, name);
                json.WriteEndObject();
                break;
            default:
                json.WriteStringValue(Text(schema, name));
                break;
        }
    }

    private static decimal Number(JsonElement schema) =>
        schema.TryGetProperty("minimum", out var minimum) ? Math.Max(minimum.GetDecimal(), Math.Min(1, Maximum(schema)))
        : schema.TryGetProperty("exclusiveMinimum", out var below) ? below.GetDecimal() + 1
        : schema.TryGetProperty("exclusiveMaximum", out var above) ? above.GetDecimal() - 1
        : Math.Min(1, Maximum(schema));

    private static decimal Maximum(JsonElement schema) => schema.TryGetProperty("maximum", out var maximum) ? maximum.GetDecimal() : decimal.MaxValue;

    private static int? Limit(JsonElement schema, string name) => schema.TryGetProperty(name, out var limit) ? limit.GetInt32() : null;

    private static string Text(JsonElement schema, string name)
    {
        var text = Known.GetValueOrDefault(name) ?? (schema.TryGetProperty("format", out var format) ? format.GetString() : null) switch
        {
            "date-time" => "2026-03-04T05:06:07Z",
            "date" => "2026-03-04",
            "uuid" => "01234567-89ab-cdef-0123-456789abcdef",
            "uri-reference" => "http://localhost/one",
            _ => "one",
        };
        return text[..Math.Min(text.Length, Limit(schema, "maxLength") ?? int.MaxValue)].PadRight(Limit(schema, "minLength") ?? 0, 'x');
    }
}
