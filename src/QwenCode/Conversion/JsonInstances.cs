using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Conversion;

/// <summary>Prepares an answer's JSON for the type that it becomes: PowerShell converts objects to classes, but not to the tables in them.</summary>
internal static class JsonInstances
{
    /// <summary>What PowerShell can convert to the type.</summary>
    /// <exception cref="FormatException">A member has a name that no object of PowerShell's can hold.</exception>
    public static object? From(JsonElement json, Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Object && TypeSchema.IsTable(plain))
            return Table(json, plain);
        if (TypeSchema.ElementOf(plain) is { } element)
            return StructuredAnswer.ListOf(json) is { } found ? found.List.EnumerateArray().Select(item => From(item, element)).ToArray() : JsonObjects.From(json);
        if (json.ValueKind == JsonValueKind.Number && plain == typeof(decimal) && json.TryGetDecimal(out var number))
            return number;
        return json.ValueKind != JsonValueKind.Object || plain == typeof(object) || plain == typeof(PSObject)
            ? JsonObjects.From(json)
            : JsonObjects.Of(json.EnumerateObject().Select(member => (member.Name, From(member.Value, TypeOf(plain, member.Name)))));
    }

    private static Type TypeOf(Type type, string member) =>
        type.GetProperty(member, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase)?.PropertyType ?? typeof(object);

    private static IDictionary Table(JsonElement json, Type type)
    {
        var table = type is { IsAbstract: false, IsInterface: false } && typeof(IDictionary).IsAssignableFrom(type) && type != typeof(Hashtable)
            ? (IDictionary)Activator.CreateInstance(type)!
            : TypeSchema.ValueOf(type) is { } valueType && type.IsInterface
                ? (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()[0], valueType))!
                : new Hashtable(StringComparer.OrdinalIgnoreCase);
        var (keys, values) = table.GetType() is { IsGenericType: true } generic && generic.GetGenericArguments() is [var key, var value]
            ? (key, value)
            : (typeof(string), typeof(object));
        foreach (var member in json.EnumerateObject())
            table[LanguagePrimitives.ConvertTo(member.Name, keys, CultureInfo.InvariantCulture)!] = Value(member.Value, values);
        return table;
    }

    // A table without types of its own holds tables.
    private static object? Value(JsonElement json, Type type)
    {
        if (type != typeof(object))
            return LanguagePrimitives.ConvertTo(From(json, type), type, CultureInfo.InvariantCulture);
        return json.ValueKind switch
        {
            JsonValueKind.Object => Table(json, typeof(Hashtable)),
            JsonValueKind.Array => json.EnumerateArray().Select(item => Value(item, type)).ToArray(),
            _ => JsonObjects.From(json),
        };
    }
}
