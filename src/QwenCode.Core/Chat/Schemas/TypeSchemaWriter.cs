using System.Reflection;
using System.Text.Json;
using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>Writes the JSON schema of one type.</summary>
internal sealed class TypeSchemaWriter(Utf8JsonWriter json, Type root, Func<PropertyInfo, ValueLimits> limitsOf)
{
    private const int MostLevels = 16;
    private const int Largest = 1024 * 1024;

    private readonly HashSet<Type> _open = [];
    private readonly TypePath _path = new(root);

    /// <summary>Writes the schema of the type.</summary>
    /// <exception cref="QwenException">The type has no properties, cannot be created, contains itself or is too large (<c>InvalidParameter</c>).</exception>
    public void WriteRoot()
    {
        if (root.ContainsGenericParameters)
            throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(root)}] has no type arguments.", "Specify them, as in [Collections.Generic.List[int]].");
        json.WriteStartObject();
        if (TypeSchema.ElementOf(root) is { } element && (TypeSchema.ElementOf(element) ?? element) != typeof(object))
            WriteMembers([(TypeSchema.ListMember, () => Write(root, ValueLimits.None))], isNullable: false);
        else if (TypeSchema.IsTable(root) || TypeSchema.IsUntypedList(root) || TypeSchema.ElementOf(root) is not null || root == typeof(object) || root.IsEnum || TypeSchema.SimpleOf(root) is not null)
            throw TypeSchema.WithoutProperties(root);
        else
            WriteObject(root, isNullable: false);
        json.WriteEndObject();
    }

    private void Write(Type type, ValueLimits limits, string description = "")
    {
        if (_open.Count > MostLevels || json.BytesCommitted + json.BytesPending > Largest)
            throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] is nested too deeply or has too many properties.", "Specify a class of your own with the properties that the answer fills.");
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var isNullable = plain != type && !limits.ExcludesNull;
        json.WriteStartObject();
        WriteDescription(plain, $"{description} {limits.InWords}".Trim());
        if (TypeSchema.IsTable(plain))
            WriteTable(plain);
        else if (TypeSchema.ElementOf(plain) is { } element)
            WriteArray(plain, element, limits);
        else if (TypeMember.IsFlags(plain))
            WriteFlags(plain, isNullable, limits);
        else if (plain.IsEnum || TypeSchema.SimpleOf(plain) is not null)
            WriteSimple(plain, isNullable, limits);
        else if (TypeSchema.IsUntypedList(plain))
            WriteUntypedList(limits);
        else if (TypeMember.IsAnything(plain))
            limits.Write(json, type: null, !limits.ExcludesNull);
        else
            WriteObject(plain, isNullable);
        json.WriteEndObject();
    }

    private void WriteTable(Type type)
    {
        if (!type.IsInterface)
            EnsureCreatable(type);
        if (!TypeList.IsTableFilled(type))
            throw _path.NotFilled(type, "is not a table that an answer can fill", "hashtable");
        json.WriteString("type", "object");
        if (TypeSchema.ValueOf(type) is not { } value || value == typeof(object))
            return;
        json.WritePropertyName("additionalProperties");
        Within(type, () => Write(value, ValueLimits.None));
    }

    private void WriteArray(Type type, Type element, ValueLimits limits)
    {
        // PowerShell converts the array of an answer to a class that is a list, and to no interface but those that the array has.
        if (type.IsAbstract && !type.IsAssignableFrom(typeof(object[])))
            EnsureCreatable(type);
        if (TypeList.WhyNotFilled(type, element) is { } why)
            throw _path.NotFilled(type, why, $"{TypeName.Of(element)}[]");
        json.WriteString("type", "array");
        limits.WriteCount(json);
        json.WritePropertyName("items");
        Within(type, () => Write(element, limits with { Count = null, InWords = "" }));
    }

    private void WriteUntypedList(ValueLimits limits)
    {
        json.WriteString("type", "array");
        limits.WriteCount(json);
        if (limits with { Count = null, InWords = "", ExcludesNull = false } is var items && items == ValueLimits.None)
            return;
        json.WriteStartObject("items");
        items.Write(json, type: null);
        json.WriteEndObject();
    }

    private void WriteFlags(Type type, bool isNullable, ValueLimits limits)
    {
        WriteType("array", isNullable);
        json.WriteStartObject("items");
        WriteSimple(type, isNullable: false, limits);
        json.WriteEndObject();
    }

    private void WriteDescription(Type type, string description)
    {
        var expected = TypeText.FormatOf(type) is null ? TypeText.ExpectedOf(type) : null;
        if (expected is not null && description.Length > 0)
            description = $"{description} ({expected})";
        if ((description.Length > 0 ? description : expected) is { } text)
            json.WriteString("description", text);
    }

    private void WriteType(string name, bool isNullable)
    {
        if (!isNullable)
        {
            json.WriteString("type", name);
            return;
        }

        json.WriteStartArray("type");
        json.WriteStringValue(name);
        json.WriteStringValue("null");
        json.WriteEndArray();
    }

    private void WriteSimple(Type type, bool isNullable, ValueLimits limits)
    {
        var name = type.IsEnum ? "string" : TypeSchema.SimpleOf(type)!;
        WriteType(name, isNullable);
        if (TypeText.FormatOf(type) is { } format)
            json.WriteString("format", format);
        (limits with { Choices = limits.Choices ?? TypeMember.NamesOf(type) }).Write(json, name, isNullable);
    }

    private void WriteObject(Type type, bool isNullable)
    {
        EnsureCreatable(type);
        var properties = TypeMember.PropertiesOf(type);
        if (properties.Count == 0 && type != root)
            throw _path.NotCreatable(type, "has no properties that can be set");
        if (properties.GroupBy(property => property.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } same)
            throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] has the properties {string.Join(" and ", same.Select(property => property.Name))}, which are the same to PowerShell.", "Specify a class whose properties differ in more than case.");
        Within(type, () => WriteMembers([.. properties.Select(property => (property.Name, (Action)(() => _path.Within(property, () => WriteProperty(property)))))], isNullable));
    }

    private void WriteProperty(PropertyInfo property)
    {
        if (TypeMember.UnreadableValidation(property) is { } unreadable)
            throw _path.NotSettable(unreadable.Attribute, unreadable.Reason);
        Write(property.PropertyType, limitsOf(property), TypeMember.DescriptionOf(property));
    }

    private void WriteMembers(IReadOnlyList<(string Name, Action Write)> members, bool isNullable)
    {
        WriteType("object", isNullable);
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

    private void EnsureCreatable(Type type)
    {
        if (!TypeMember.IsCreatable(type))
            throw _path.NotCreatable(type, type.IsInterface ? "is an interface" : type.IsAbstract ? "is abstract" : "has no public constructor without parameters");
    }

    private void Within(Type type, Action write)
    {
        if (!_open.Add(type))
            throw QwenErrors.InvalidParameter($"-Schema [{TypeName.Of(type)}] contains itself.", "Specify a type of finite depth.");
        write();
        _open.Remove(type);
    }
}
