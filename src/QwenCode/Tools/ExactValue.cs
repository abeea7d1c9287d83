using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace QwenCode.Tools;

/// <summary>Rejects an argument of a call of which PowerShell would make another value: it rounds 5.7 to 6, and takes "1,2" for 12 and the item "false" for true.</summary>
internal static class ExactValue
{
    /// <summary>Checks an argument, or each item of it, against the type of its parameter.</summary>
    /// <exception cref="FormatException">It is not such a value; the message is the reason.</exception>
    public static void Ensure(JsonElement json, Type type)
    {
        var plain = ToolType.Plain(type);
        if (ToolType.ElementOf(plain) is not { } element)
            EnsureSingle(json.ValueKind == JsonValueKind.Array && json.GetArrayLength() == 1 ? json[0] : json, plain);
        else if (json.ValueKind != JsonValueKind.Array)
            EnsureItem(json, element);
        else
            json.EnumerateArray().ToList().ForEach(item => EnsureItem(item, element));
    }

    // PowerShell takes any text in a list for true.
    private static void EnsureItem(JsonElement json, Type element)
    {
        if (ToolType.Plain(element) == typeof(bool) && json.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            throw new FormatException("it is neither true nor false");
        Ensure(json, element);
    }

    private static void EnsureSingle(JsonElement json, Type type)
    {
        var problem = json.ValueKind == JsonValueKind.Null ? null
            : json.ValueKind == JsonValueKind.Number && !double.IsFinite(json.GetDouble()) && type != typeof(BigInteger) ? "it is out of range"
            : type == typeof(string) ? (json.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? "it is not text" : null)
            : type.IsEnum ? (IsName(json, type) ? null : $"it is none of {string.Join(", ", Enum.GetNames(type))}")
            : IsInteger(type) ? (IsWhole(json) ? null : "it is not an integer")
            : IsNumber(type) ? (IsNumeric(json) ? null : "it is not a number")
            : IsTime(type) && json.ValueKind != JsonValueKind.String ? "it is not text" : null;
        if (problem is not null)
            throw new FormatException(problem);
    }

    // PowerShell combines several names, also those of a type without flags.
    private static bool IsName(JsonElement json, Type type) => json.ValueKind != JsonValueKind.Number
        && (json.ValueKind != JsonValueKind.String || !json.GetString()!.Contains(',', StringComparison.Ordinal) || type.IsDefined(typeof(FlagsAttribute), inherit: false));

    private static bool IsInteger(Type type) => type == typeof(BigInteger) || Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    private static bool IsNumber(Type type) => type == typeof(Half) || Type.GetTypeCode(type) is TypeCode.Single or TypeCode.Double or TypeCode.Decimal;

    private static bool IsTime(Type type) => type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan);

    // Models put numbers in quotation marks, too. One with an exponent is not computed, as it may have a billion digits.
    private static bool IsWhole(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetRawText().AsSpan().IndexOfAny(".eE") < 0 || (json.TryGetDecimal(out var number) && number == decimal.Truncate(number)),
        JsonValueKind.String => json.GetString().AsSpan().Trim().TrimStart("+-") is { IsEmpty: false } digits && digits.IndexOfAnyExceptInRange('0', '9') < 0,
        _ => false,
    };

    private static bool IsNumeric(JsonElement json) =>
        json.ValueKind == JsonValueKind.Number || (json.ValueKind == JsonValueKind.String && double.TryParse(json.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
}
