using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>Prepares an answer's JSON for the type that it becomes: PowerShell converts objects to classes, but not to the tables in them.</summary>
internal static class JsonInstances
{
    private const int MostName = 40;

    /// <summary>What PowerShell can convert to the type.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The type.</param>
    /// <param name="isExact">Whether a text must be a date, time or duration that does not depend on a culture, for the types of those.</param>
    /// <exception cref="UnrepresentableException">A member has a name that no object of PowerShell's can hold, two are the same property or key, a number is out of range, or a text could be read in several ways.</exception>
    public static object? From(JsonElement json, Type type, bool isExact = false)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (json.ValueKind == JsonValueKind.Object && TypeSchema.IsTable(plain))
            return Table(json, plain, isExact);
        if (TypeSchema.ElementOf(plain) is { } element)
            return StructuredAnswer.ListOf(json) is { } found ? ListIn(found.Name, found.List, element, isExact) : JsonObjects.From(json);
        if (json.ValueKind == JsonValueKind.Number)
            return Number(json, plain);
        if (json.ValueKind == JsonValueKind.Array && TypeMember.IsFlags(plain))
            return Flags(json, plain);
        if (json.ValueKind == JsonValueKind.String && isExact)
            return Text(json.GetString()!, plain) ?? throw new UnrepresentableException($"is {SchemaRules.Shown(json)}, not {TypeText.ExpectedOf(plain)}");
        if (json.ValueKind != JsonValueKind.Object || plain == typeof(object) || plain == typeof(PSObject))
            return JsonObjects.From(json);
        var instance = ClassInstance.From(json.EnumerateObject().Select(member => (member.Name, JsonObjects.Member(member.Name, member.Value, value => From(value, TypeOf(plain, member.Name), isExact)))), plain);

        // PowerShell converts the members of an object to a structure, but not to one that can be null.
        return plain == type ? instance : LanguagePrimitives.ConvertTo(instance, plain, CultureInfo.InvariantCulture);
    }

    /// <summary>The type of a member of an object that becomes an instance of the type.</summary>
    public static Type TypeOf(Type type, string member) => TypeMember.PropertyOf(type, member)?.PropertyType ?? typeof(object);

    // A double has fewer digits than some integers, and than the text of a number.
    private static object? Number(JsonElement json, Type type)
    {
        if ((type == typeof(float) && !float.IsFinite(json.GetSingle())) || (type == typeof(Half) && !Half.IsFinite((Half)json.GetDouble())))
            throw new UnrepresentableException($"is {SchemaRules.Shown(json)}, out of the range of [{TypeName.Of(type)}]");
        if (type == typeof(string))
            return json.GetRawText();

        // PowerShell truncates a large integer instead of rounding it.
        if (type == typeof(double) && json.GetDouble() is var rounded && double.IsFinite(rounded))
            return rounded;
        if (type == typeof(float))
            return json.GetSingle();
        var isExact = type == typeof(decimal) || (TypeSchema.SimpleOf(type) == "integer" && !type.IsEnum && HasMark(json));
        return isExact && json.TryGetDecimal(out var number) ? number : JsonObjects.From(json);
    }

    private static object? Text(string text, Type type) => TypeText.ExpectedOf(type) is null ? text : TypeText.Read(text, type);

    // PowerShell rejects an empty list, which is a value without flags.
    private static object? Flags(JsonElement json, Type type) =>
        json.GetArrayLength() == 0 ? Enum.ToObject(type, 0) : LanguagePrimitives.ConvertTo(JsonObjects.From(json), type, CultureInfo.InvariantCulture);

    private static bool HasMark(JsonElement json) => json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0;

    private static object? ListIn(string? name, JsonElement list, Type element, bool isExact)
    {
        object?[] Items(JsonElement items) => JsonObjects.List(items, item => From(item, element, isExact));
        return name is null ? Items(list) : JsonObjects.Member(name, list, Items);
    }

    private static IDictionary Table(JsonElement json, Type type, bool isExact)
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
        {
            var name = Key(member.Name);
            if (table.Contains(name))
                throw JsonObjects.Repeated(NameOf(name), member.Name);
            table[name] = JsonObjects.Member(member.Name, member.Value, value => Value(value, values, isExact));
        }

        return table;

        string NameOf(object taken) => json.EnumerateObject().Select(member => member.Name).First(
            name => name.Equals(taken as string, StringComparison.OrdinalIgnoreCase) || taken.Equals(Key(name)));

        object Key(string name) => LanguagePrimitives.ConvertTo(
            (isExact ? Text(name, keys) : name) ?? throw new UnrepresentableException($"has a member called {ForeignText.OneLine(name, MostName)}, which is not {TypeText.ExpectedOf(keys)}"),
            keys,
            CultureInfo.InvariantCulture)!;
    }

    // A table without types of its own holds tables.
    private static object? Value(JsonElement json, Type type, bool isExact)
    {
        if (type != typeof(object))
            return LanguagePrimitives.ConvertTo(From(json, type, isExact), type, CultureInfo.InvariantCulture);
        return json.ValueKind switch
        {
            JsonValueKind.Object => Table(json, typeof(Hashtable), isExact),
            JsonValueKind.Array => JsonObjects.List(json, item => Value(item, type, isExact)),
            _ => JsonObjects.From(json),
        };
    }
}
