using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Creates a JSON schema from a .NET type: its public properties that can be set, all required; what a PowerShell class hides is left out.</summary>
internal static class TypeSchema
{
    /// <summary>The member that holds a list, since services demand an object at the root.</summary>
    public const string ListMember = "items";

    /// <summary>The schema of a type with properties, or of a list: an object with the one member <see cref="ListMember"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="limitsOf">What the value of a property is limited to; <see langword="null"/> if that does not matter.</param>
    /// <exception cref="QwenException">The type has no properties, cannot be created, contains itself or is too large (<c>InvalidParameter</c>).</exception>
    public static JsonElement Of(Type type, Func<PropertyInfo, ValueLimits>? limitsOf = null)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            new TypeSchemaWriter(json, type, limitsOf ?? (_ => ValueLimits.None)).WriteRoot();
        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.GetProperty("properties").EnumerateObject().Any() ? document.RootElement.Clone() : throw WithoutProperties(type);
    }

    /// <summary>The type of a list's items; <see langword="null"/> if the type is not a list.</summary>
    public static Type? ElementOf(Type type)
    {
        if (type.IsArray)
            return type.GetElementType();
        if (type == typeof(string) || IsTable(type) || !typeof(IEnumerable).IsAssignableFrom(type) || !type.IsGenericType)
            return null;
        return type.GetGenericArguments() is [var element] ? element : null;
    }

    /// <summary>Whether the type is a table, whose members no class names.</summary>
    public static bool IsTable(Type type) => typeof(IDictionary).IsAssignableFrom(type) || ValueOf(type) is not null;

    /// <summary>The type of the values of a table; <see langword="null"/> if the type does not say.</summary>
    public static Type? ValueOf(Type type) => (type.IsInterface ? type.GetInterfaces().Prepend(type) : type.GetInterfaces())
        .FirstOrDefault(i => i.IsGenericType && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)))
        ?.GetGenericArguments()[1];

    /// <summary>Whether the type is a list of any values.</summary>
    public static bool IsUntypedList(Type type) =>
        type == typeof(Array) || type == typeof(ArrayList) || type == typeof(IList) || type == typeof(ICollection) || type == typeof(IEnumerable);

    /// <summary>The error for a type that is not one with properties.</summary>
    public static QwenException WithoutProperties(Type type) =>
        QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] is not a type with properties.", "Specify a class whose public properties the answer fills, or a list of such a class.");

    /// <summary>The JSON type of a type without members; <see langword="null"/> for other types.</summary>
    public static string? SimpleOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "boolean",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
        TypeCode.String or TypeCode.Char or TypeCode.DateTime => "string",
        TypeCode.Object when type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri) => "string",
        TypeCode.Object when type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Version) => "string",
        TypeCode.Object when type == typeof(BigInteger) || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(nint) || type == typeof(nuint) => "integer",
        TypeCode.Object when type == typeof(Half) => "number",
        TypeCode.Object when TypeMember.IsSwitch(type) => "boolean",
        TypeCode.Object => null,
        _ => "integer",
    };
}
