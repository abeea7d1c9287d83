using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>Creates the JSON schema of a tool's arguments.</summary>
internal static class ToolSchema
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema: an object with a member for each parameter, and no others.</summary>
    /// <param name="parameters">The parameters, each of a type that is supported.</param>
    public static JsonElement Of(IReadOnlyList<ToolParameter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var parameter in parameters)
            {
                json.WritePropertyName(parameter.Name);
                Write(json, parameter.Type, parameter);
            }

            json.WriteEndObject();
            if (parameters.Any(parameter => parameter.IsMandatory))
                WriteTexts(json, "required", parameters.Where(parameter => parameter.IsMandatory).Select(parameter => parameter.Name));
            json.WriteBoolean("additionalProperties", value: false);
            json.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The schema as text for a person.</summary>
    public static string Indented(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options with { Indented = true }))
            schema.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // Without a parameter: the value of a table, of which nothing is known but its type.
    private static void Write(Utf8JsonWriter json, Type type, ToolParameter? parameter)
    {
        json.WriteStartObject();
        if (parameter is { Description.Length: > 0 })
            json.WriteString("description", parameter.Description);
        WriteType(json, ToolType.Plain(type), parameter);
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, Type type, ToolParameter? parameter)
    {
        if (type == typeof(object))
        {
            WriteLimits(json, type, parameter);
        }
        else if (TypeSchema.IsTable(type))
        {
            json.WriteString("type", "object");
            if (TypeSchema.ValueOf(type) is { } value && value != typeof(object))
            {
                json.WritePropertyName("additionalProperties");
                Write(json, value, null);
            }
        }
        else if (ToolType.ElementOf(type) is { } element)
        {
            WriteList(json, element, parameter);
        }
        else if (type.IsEnum && type.IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            WriteList(json, type, parameter, isFlags: true);
        }
        else
        {
            WriteSingle(json, type, parameter);
        }
    }

    private static void WriteList(Utf8JsonWriter json, Type element, ToolParameter? parameter, bool isFlags = false)
    {
        json.WriteString("type", "array");
        if (parameter?.Count is { } count)
            WriteRange(json, "minItems", "maxItems", count);
        json.WritePropertyName("items");
        json.WriteStartObject();
        if (isFlags)
            WriteSingle(json, element, parameter);
        else
            WriteType(json, ToolType.Plain(element), parameter is null ? null : parameter with { Count = null });
        json.WriteEndObject();
    }

    private static void WriteSingle(Utf8JsonWriter json, Type type, ToolParameter? parameter)
    {
        json.WriteString("type", ToolType.JsonType(type) ?? throw new ArgumentException($"{type} is not supported.", nameof(type)));
        if (ToolType.Format(type) is { } format)
            json.WriteString("format", format);
        if (type == typeof(char))
            WriteRange(json, "minLength", "maxLength", (1, 1));
        if (type.IsEnum && parameter?.Choices is null)
            WriteTexts(json, "enum", Enum.GetNames(type));
        WriteLimits(json, type, parameter);
    }

    private static void WriteLimits(Utf8JsonWriter json, Type type, ToolParameter? parameter)
    {
        if (parameter is null)
            return;
        if (parameter.Choices is { } choices)
            WriteChoices(json, choices, ToolType.JsonType(type));
        if (parameter.Minimum is { } minimum)
            json.WriteNumber(parameter.ExcludesMinimum ? "exclusiveMinimum" : "minimum", minimum);
        if (parameter.Maximum is { } maximum)
            json.WriteNumber(parameter.ExcludesMaximum ? "exclusiveMaximum" : "maximum", maximum);
        if (parameter.Pattern is { } pattern)
            json.WriteString("pattern", pattern);
        if (parameter.Length is { } length)
            WriteRange(json, "minLength", "maxLength", length);
    }

    private static void WriteChoices(Utf8JsonWriter json, IReadOnlyList<string> choices, string? type)
    {
        json.WriteStartArray("enum");
        foreach (var choice in choices)
        {
            if (type is "integer" or "number" && decimal.TryParse(choice, System.Globalization.CultureInfo.InvariantCulture, out var number))
                json.WriteNumberValue(number);
            else if (type == "boolean" && bool.TryParse(choice, out var flag))
                json.WriteBooleanValue(flag);
            else
                json.WriteStringValue(choice);
        }

        json.WriteEndArray();
    }

    private static void WriteRange(Utf8JsonWriter json, string least, string most, (int Minimum, int Maximum) range)
    {
        if (range.Minimum > 0)
            json.WriteNumber(least, range.Minimum);
        if (range.Maximum < int.MaxValue)
            json.WriteNumber(most, range.Maximum);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
