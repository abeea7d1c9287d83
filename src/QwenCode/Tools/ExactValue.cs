using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>
/// Rejects an argument of a call of which PowerShell would make another value: it rounds 5.7 to 6, and takes "1,2" for 12, the item "false" for true, and null for 0.
/// </summary>
internal static class ExactValue
{
    /// <summary>Checks an argument, and each item and member of it, against the type of its parameter.</summary>
    /// <param name="json">The argument.</param>
    /// <param name="type">The type; <see cref="object"/> for any value.</param>
    /// <exception cref="FormatException">It is not such a value; the message is the reason.</exception>
    public static void Ensure(JsonElement json, Type type)
    {
        var outOfRange = NumberRange.Exceeded(json, orZero: true);
        if ((Problem(IsListOfOneText(json, type) ? json[0] : json, type) ?? (outOfRange is null ? null : outOfRange with { Reason = "is out of range" })) is { } problem)
            throw new FormatException(problem.InWords);
    }

    // As PowerShell takes it.
    private static bool IsListOfOneText(JsonElement json, Type type) => type == typeof(string) && json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1;

    private static SchemaMismatch? Problem(JsonElement json, Type type)
    {
        var plain = ToolType.Plain(type);
        if (json.ValueKind == JsonValueKind.Null)
            return type == typeof(string) || (type.IsValueType && type == plain) ? new SchemaMismatch("is null") : null;
        if (TypeSchema.IsTable(plain))
            return json.ValueKind == JsonValueKind.Object ? ProblemOfTable(json, plain) : new SchemaMismatch("is not an object");
        if (ToolType.ElementOf(plain) is { } element)
            return json.ValueKind == JsonValueKind.Array ? ProblemOfItems(json, element) : Problem(json, element);
        if (plain == typeof(PSObject) || plain == typeof(PSCustomObject))
            return null;
        if (plain is { IsEnum: false, Assembly.IsDynamic: true })
            return json.ValueKind == JsonValueKind.Object ? ProblemOfInstance(json, plain) : null;
        return ReasonOf(json, plain) is { } reason ? new SchemaMismatch(reason) : null;
    }

    private static SchemaMismatch? ProblemOfItems(JsonElement list, Type element) =>
        list.EnumerateArray().Select((item, index) => Problem(item, element)?.In(index)).FirstOrDefault(problem => problem is not null);

    private static SchemaMismatch? ProblemOfTable(JsonElement table, Type type)
    {
        var value = TypeSchema.ValueOf(type) ?? typeof(object);
        var key = type.IsGenericType && type.GetGenericArguments() is [var first, _] ? first : typeof(string);
        return table.EnumerateObject()
            .Select(member => (ProblemOfKey(member.Name, key) ?? Problem(member.Value, value))?.In(member.Name)).FirstOrDefault(problem => problem is not null);
    }

    private static SchemaMismatch? ProblemOfKey(string name, Type type) => type == typeof(string) ? null : Problem(JsonSerializer.SerializeToElement(name), type);

    // A constructor that takes the table decides what it means.
    private static SchemaMismatch? ProblemOfInstance(JsonElement json, Type type) =>
        type.GetConstructors().Any(constructor => constructor.GetParameters() is [var only] && only.ParameterType.IsAssignableFrom(typeof(Hashtable)))
            ? null
            : json.EnumerateObject()
                .Select(member => TypeMember.PropertyOf(type, member.Name) is { } property ? Problem(member.Value, property.PropertyType)?.In(member.Name) : null)
                .FirstOrDefault(problem => problem is not null);

    private static string? ReasonOf(JsonElement json, Type type)
    {
        if (type == typeof(bool) || type == typeof(SwitchParameter))
            return json.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "is neither true nor false";
        if (type.IsEnum)
            return AreNames(json, type) ? null : $"is none of {string.Join(", ", Enum.GetNames(type))}";
        var (isList, kind) = (json.ValueKind == JsonValueKind.Array, ToolType.JsonType(type));
        return kind switch
        {
            "integer" when !isList => IsWhole(json) ? SingleValue.ProblemOfInteger(json, type) : "is not an integer",
            "number" when !isList => !IsNumber(json) ? "is not a number" : NumberRange.Holds(type, Text(json)) ? null : "is out of range",
            "string" when !isList => ReasonOfText(json, type),
            null => null,
            _ => $"is a list, not {(kind == "string" ? "text" : kind == "integer" ? "an integer" : "a number")}",
        };
    }

    private static string? ReasonOfText(JsonElement json, Type type)
    {
        if (type == typeof(string))
            return json.ValueKind == JsonValueKind.Object ? "is not text" : null;
        return json.ValueKind == JsonValueKind.String ? SingleValue.ProblemOfText(json.GetString()!, type) : "is not text";
    }

    // PowerShell completes and combines names, also those of a type without flags.
    private static bool AreNames(JsonElement json, Type type)
    {
        var takesSeveral = type.IsDefined(typeof(FlagsAttribute), inherit: false);
        return json.ValueKind switch
        {
            JsonValueKind.String => (takesSeveral ? json.GetString()!.Split(',', StringSplitOptions.TrimEntries) : [json.GetString()!]).All(name => IsName(name, type)),
            JsonValueKind.Array => takesSeveral && json.GetArrayLength() > 0 && json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && IsName(item.GetString()!, type)),
            _ => false,
        };
    }

    private static bool IsName(string text, Type type) => Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase);

    // Models put numbers in quotation marks, too. One with an exponent is not computed, as it may have a billion digits.
    private static bool IsWhole(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText().AsSpan().IndexOfAny(".eE") < 0 || (JsonValues.IsInteger(json) && json.TryGetDecimal(out _)),
        JsonValueKind.String => json.GetString().AsSpan().Trim().TrimStart("+-") is { IsEmpty: false } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };

    // "NaN" and "Infinity" have no digits.
    private static bool IsNumber(JsonElement json) => json.ValueKind == JsonValueKind.Number
        || (json.ValueKind == JsonValueKind.String && double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out _) && json.GetString().AsSpan().ContainsAnyInRange('0', '9'));

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();
}
