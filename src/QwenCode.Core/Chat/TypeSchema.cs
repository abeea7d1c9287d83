using System.Collections;
using System.Reflection;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Makes a JSON schema of a .NET type: its public properties that can be set, all required; what a PowerShell class hides is left out.</summary>
internal static class TypeSchema
{
    private const int MostLevels = 16;

    /// <summary>The schema of an object type.</summary>
    /// <exception cref="QwenException">The type is none that holds properties, or contains itself (<c>InvalidRequest</c>).</exception>
    public static JsonElement Of(Type type)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            Write(json, type, 0);
        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.TryGetProperty("properties", out var properties) && properties.EnumerateObject().Any()
            ? document.RootElement.Clone()
            : throw QwenErrors.InvalidParameter($"-Schema [{type.Name}] is no type with properties.", "Give a class whose public properties the answer fills.");
    }

    private static void Write(Utf8JsonWriter json, Type type, int level)
    {
        if (level > MostLevels)
            throw QwenErrors.InvalidParameter($"-Schema [{type.Name}] is nested too deeply or contains itself.", "Give a type of finite depth.");
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        json.WriteStartObject();
        if (typeof(IDictionary).IsAssignableFrom(plain))
            json.WriteString("type", "object");
        else if (ElementOf(plain) is { } element)
            WriteArray(json, element, level);
        else if (plain.IsEnum || Simple(plain) is not null)
            WriteSimple(json, plain, isNullable: plain != type);
        else if (plain != typeof(object))
            WriteObject(json, plain, level);
        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, Type element, int level)
    {
        json.WriteString("type", "array");
        json.WritePropertyName("items");
        Write(json, element, level + 1);
    }

    private static void WriteSimple(Utf8JsonWriter json, Type type, bool isNullable)
    {
        var name = type.IsEnum ? "string" : Simple(type)!;
        if (isNullable)
        {
            json.WriteStartArray("type");
            json.WriteStringValue(name);
            json.WriteStringValue("null");
            json.WriteEndArray();
        }
        else
        {
            json.WriteString("type", name);
        }

        if (!type.IsEnum)
            return;
        json.WriteStartArray("enum");
        foreach (var value in Enum.GetNames(type))
            json.WriteStringValue(value);
        if (isNullable)
            json.WriteNullValue();
        json.WriteEndArray();
    }

    private static void WriteObject(Utf8JsonWriter json, Type type, int level)
    {
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0 && !IsHidden(p)).ToList();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var property in properties)
        {
            json.WritePropertyName(property.Name);
            Write(json, property.PropertyType, level + 1);
        }

        json.WriteEndObject();
        json.WriteStartArray("required");
        foreach (var property in properties)
            json.WriteStringValue(property.Name);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties", false);
    }

    // A member that a PowerShell class calls hidden is public for .NET.
    private static bool IsHidden(PropertyInfo property) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Management.Automation.HiddenAttribute");

    private static string? Simple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "boolean",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
        TypeCode.String or TypeCode.Char or TypeCode.DateTime => "string",
        TypeCode.Object when type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri) => "string",
        TypeCode.Object => null,
        _ => "integer",
    };

    private static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) || !type.IsGenericType)
            return null;
        return type.GetGenericArguments() is [var element] ? element : null;
    }
}
