using System.Text.Json;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>Finds numbers that JSON can write and .NET cannot represent.</summary>
internal static class NumberRange
{
    private const int MostText = 40;

    /// <summary>The first number that would become infinite, such as <c>1e400</c>; <see langword="null"/> if there is none. Integers without an exponent can have any size.</summary>
    public static SchemaMismatch? Exceeded(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Number:
                return IsInfinite(json) ? new SchemaMismatch($"is {ForeignText.OneLine(json.GetRawText(), MostText)}, out of the range of numbers") : null;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    if (Exceeded(member.Value) is { } exceeded)
                        return exceeded.In(member.Name);
                }

                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    if (Exceeded(item) is { } exceeded)
                        return exceeded.In(index);
                    index++;
                }

                return null;
            default:
                return null;
        }
    }

    private static bool IsInfinite(JsonElement number) => !double.IsFinite(number.GetDouble()) && number.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0;
}
