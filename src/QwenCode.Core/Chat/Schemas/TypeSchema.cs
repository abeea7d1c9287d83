using System.Collections;
using System.Numerics;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Creates a JSON schema from a .NET type: its public properties that can be set, all required; what a PowerShell class hides is left out.</summary>
internal static class TypeSchema
{
    /// <summary>The member that holds a list, since services demand an object at the root.</summary>
    public const string ListMember = "items";

    private const int MostLevels = 16;
    private const int Largest = 1024 * 1024;

    /// <summary>The schema of a type with properties, or of a list: an object with the one member <see cref="ListMember"/>.</summary>
    /// <exception cref="QwenException">The type has no properties, cannot be created, contains itself or is too large (<c>InvalidParameter</c>).</exception>
    public static JsonElement Of(Type type)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            new Writer(json).WriteRoot(type);
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

    private static void EnsureCreatable(Type type)
    {
        var why = type.IsInterface ? "is an interface" : type.IsAbstract ? "is abstract" : "has no public constructor without parameters";
        if (!TypeMember.IsCreatable(type))
            throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] cannot be created from an answer: it {why}.", "Specify classes with a constructor without parameters, also for properties.");
    }

    private static QwenException WithoutProperties(Type type) =>
        QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] is not a type with properties.", "Specify a class whose public properties the answer fills, or a list of such a class.");

    private static string? Simple(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => "boolean",
        TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "number",
        TypeCode.String or TypeCode.Char or TypeCode.DateTime => "string",
        TypeCode.Object when type == typeof(DateTimeOffset) || type == typeof(TimeSpan) || type == typeof(Guid) || type == typeof(Uri) => "string",
        TypeCode.Object when type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(Version) => "string",
        TypeCode.Object when type == typeof(BigInteger) || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(nint) || type == typeof(nuint) => "integer",
        TypeCode.Object when type == typeof(Half) => "number",
        TypeCode.Object => null,
        _ => "integer",
    };

    private sealed class Writer(Utf8JsonWriter json)
    {
        private readonly HashSet<Type> _open = [];

        public void WriteRoot(Type type)
        {
            json.WriteStartObject();
            if (ElementOf(type) is { } element && (ElementOf(element) ?? element) != typeof(object))
                WriteMembers([(ListMember, () => Write(type))]);
            else if (IsTable(type) || IsUntypedList(type) || ElementOf(type) is not null || type == typeof(object) || type.IsEnum || Simple(type) is not null)
                throw WithoutProperties(type);
            else
                WriteObject(type);
            json.WriteEndObject();
        }

        private void Write(Type type, IReadOnlyList<string>? choices = null)
        {
            if (_open.Count > MostLevels || json.BytesCommitted + json.BytesPending > Largest)
                throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] is nested too deeply or has too many properties.", "Specify a class of your own with the properties that the answer fills.");
            var plain = Nullable.GetUnderlyingType(type) ?? type;
            json.WriteStartObject();
            if (IsTable(plain))
                WriteTable(plain);
            else if (ElementOf(plain) is { } element)
                WriteArray(plain, element, choices);
            else if (plain.IsEnum || Simple(plain) is not null)
                WriteSimple(plain, isNullable: plain != type, plain.IsEnum ? Enum.GetNames(plain) : choices);
            else if (IsUntypedList(plain))
                json.WriteString("type", "array");
            else if (!TypeMember.IsAnything(plain))
                WriteObject(plain);
            json.WriteEndObject();
        }

        private void WriteTable(Type type)
        {
            if (!type.IsInterface)
                EnsureCreatable(type);
            json.WriteString("type", "object");
            if (ValueOf(type) is not { } value || value == typeof(object))
                return;
            json.WritePropertyName("additionalProperties");
            Within(type, () => Write(value));
        }

        private void WriteArray(Type type, Type element, IReadOnlyList<string>? choices)
        {
            // PowerShell converts the array of an answer to a class that is a list, and to no interface but those that the array has.
            if (type.IsAbstract && !type.IsAssignableFrom(typeof(object[])))
                EnsureCreatable(type);
            json.WriteString("type", "array");
            json.WritePropertyName("items");
            Within(type, () => Write(element, choices));
        }

        private void WriteSimple(Type type, bool isNullable, IReadOnlyList<string>? choices)
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

            if (choices is null)
                return;
            json.WriteStartArray("enum");
            foreach (var choice in choices)
                WriteChoice(choice, name);
            if (isNullable)
                json.WriteNullValue();
            json.WriteEndArray();
        }

        private void WriteChoice(string choice, string type)
        {
            if (type != "string" && decimal.TryParse(choice, System.Globalization.CultureInfo.InvariantCulture, out var number))
                json.WriteNumberValue(number);
            else
                json.WriteStringValue(choice);
        }

        private void WriteObject(Type type)
        {
            EnsureCreatable(type);
            var properties = TypeMember.PropertiesOf(type);
            if (properties.GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } same)
                throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] has the properties {string.Join(" and ", same.Select(property => property.Name))}, which are the same to PowerShell.", "Specify a class whose properties differ in more than case.");
            Within(type, () => WriteMembers([.. properties.Select(property => (property.Name, (Action)(() => Write(property.PropertyType, TypeMember.ChoicesOf(property)))))]));
        }

        private void WriteMembers(IReadOnlyList<(string Name, Action Write)> members)
        {
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var (name, write) in members)
            {
                json.WritePropertyName(name);
                write();
            }

            json.WriteEndObject();
            json.WriteStartArray("required");
            foreach (var (name, _) in members)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteBoolean("additionalProperties", false);
        }

        private void Within(Type type, Action write)
        {
            if (!_open.Add(type))
                throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] contains itself.", "Specify a type of finite depth.");
            write();
            _open.Remove(type);
        }
    }
}
