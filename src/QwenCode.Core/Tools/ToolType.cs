using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Xml;
using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>How values of a .NET type are written in the JSON of a tool call.</summary>
internal static class ToolType
{
    // Made of a text by a converter, or by code of PowerShell's.
    private static readonly Type[] OtherTexts = [typeof(Type), typeof(Encoding), typeof(XmlDocument), typeof(CultureInfo)];

    private static readonly Type[] Texts = [typeof(string)];

    /// <summary>The type itself, of a nullable one the type of its value.</summary>
    public static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    /// <summary>Whether JSON can represent values of the type, and PowerShell can read them.</summary>
    public static bool IsSupported(Type type) => IsSupported(type, []);

    // A table can contain tables of its own type.
    private static bool IsSupported(Type type, ImmutableStack<Type> outer)
    {
        var plain = Plain(type);
        if (plain == typeof(object))
            return true;
        if (outer.Contains(plain))
            return false;
        if (TypeSchema.IsTable(plain))
            return TypeSchema.ValueOf(plain) is not { } value || IsSupported(value, outer.Push(plain));
        return ElementOf(plain) is { } element ? IsSupported(element, outer.Push(plain)) : JsonType(plain) is not null;
    }

    /// <summary>The type of a list's items; <see langword="null"/> if the type is not a list.</summary>
    public static Type? ElementOf(Type type)
    {
        if (TypeSchema.IsUntypedList(type))
            return typeof(object);
        return type.GetArrayRank(isArray: type.IsArray) > 1 ? null : TypeSchema.ElementOf(type);
    }

    /// <summary>The JSON type of a single value; <see langword="null"/> for others, or if PowerShell cannot read one.</summary>
    public static string? JsonType(Type type)
    {
        if (type.IsEnum)
            return "string";
        switch (Type.GetTypeCode(type))
        {
            case TypeCode.Boolean:
                return "boolean";
            case TypeCode.Single or TypeCode.Double or TypeCode.Decimal:
                return "number";
            case TypeCode.String or TypeCode.Char or TypeCode.DateTime:
                return "string";
            case not TypeCode.Object:
                return type == typeof(DBNull) ? null : "integer";
        }

        if (type == typeof(BigInteger) || type == typeof(nint) || type == typeof(nuint) || type == typeof(Int128) || type == typeof(UInt128))
            return "integer";
        return type == typeof(Half) ? "number" : IsText(type) ? "string" : null;
    }

    /// <summary>The <c>format</c> of JSON schema; <see langword="null"/> for none.</summary>
    public static string? Format(Type type) =>
        type == typeof(DateTime) || type == typeof(DateTimeOffset) ? "date-time"
        : type == typeof(DateOnly) ? "date"
        : type == typeof(Guid) ? "uuid"
        : type == typeof(Uri) ? "uri-reference"
        : null;

    // PowerShell makes a value of a text by a converter, by Parse, or by a constructor. One that is disposed of may open a file or a connection
    // then, as a certificate does, and arguments are converted before the call is approved.
    private static bool IsText(Type type) => Array.Exists(OtherTexts, other => other.IsAssignableFrom(type))
        || (!type.IsAbstract && !type.IsInterface && !typeof(Delegate).IsAssignableFrom(type) && !typeof(IDisposable).IsAssignableFrom(type)
            && (type.GetConstructor(Texts) is not null
                || type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, Texts)?.ReturnType == type
                || type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)])?.ReturnType == type
                || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string))));

    private static int GetArrayRank(this Type type, bool isArray) => isArray ? type.GetArrayRank() : 0;
}
