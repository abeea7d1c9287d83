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
                Write(json, parameter);
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

    private static void Write(Utf8JsonWriter json, ToolParameter parameter)
    {
        json.WriteStartObject();
        if ($"{parameter.Description} {parameter.Limits.InWords}".Trim() is { Length: > 0 } description)
            json.WriteString("description", description);
        WriteType(json, ToolType.Plain(parameter.Type), parameter.Limits);
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, Type type, ValueLimits limits)
    {
        if (type == typeof(object))
            limits.Write(json, type: null);
        else if (TypeSchema.IsTable(type))
            WriteTable(json, type);
        else if (ToolType.ElementOf(type) is { } element)
            WriteList(json, element, limits);
        else if (TypeMember.IsFlags(type))
            WriteList(json, type, limits, isFlags: true);
        else
            WriteSingle(json, type, limits);
    }

    private static void WriteTable(Utf8JsonWriter json, Type type)
    {
        json.WriteString("type", "object");
        if (TypeSchema.ValueOf(type) is not { } value || value == typeof(object))
            return;
        json.WriteStartObject("additionalProperties");
        WriteType(json, ToolType.Plain(value), ValueLimits.None);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, Type element, ValueLimits limits, bool isFlags = false)
    {
        json.WriteString("type", "array");
        limits.WriteCount(json);
        json.WriteStartObject("items");
        if (isFlags)
            WriteSingle(json, element, limits);
        else
            WriteType(json, ToolType.Plain(element), limits with { Count = null });
        json.WriteEndObject();
    }

    private static void WriteSingle(Utf8JsonWriter json, Type type, ValueLimits limits)
    {
        var name = ToolType.JsonType(type) ?? throw new ArgumentException($"{type} is not supported.", nameof(type));
        json.WriteString("type", name);
        if (ToolType.Format(type) is { } format)
            json.WriteString("format", format);
        (limits with { Length = type == typeof(char) ? (1, 1) : limits.Length, Choices = limits.Choices ?? TypeMember.NamesOf(type) }).Write(json, name);
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
