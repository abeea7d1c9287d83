using System.Globalization;
using System.Numerics;
using System.Text.Json;
using QwenCode.Showing;

namespace QwenCode.Chat;

/// <summary>Finds numbers that JSON can write and .NET cannot represent.</summary>
internal static class NumberRange
{
    private const int MostText = 40;

    /// <summary>The first number that would become infinite, such as <c>1e400</c>; <see langword="null"/> if there is none. Integers without an exponent can have any size.</summary>
    /// <param name="json">The value, whose items and members are read too.</param>
    /// <param name="orZero">Whether a number counts that would become 0 and is not, such as <c>1e-400</c>.</param>
    public static SchemaMismatch? Exceeded(JsonElement json, bool orZero = false)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Number:
                return IsExceeded(json, orZero) ? new SchemaMismatch($"is {ForeignText.OneLine(json.GetRawText(), MostText)}, out of the range of numbers") : null;
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    if (Exceeded(member.Value, orZero) is { } exceeded)
                        return exceeded.In(member.Name);
                }

                return null;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    if (Exceeded(item, orZero) is { } exceeded)
                        return exceeded.In(index);
                    index++;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>Whether a floating-point type or <see cref="decimal"/> holds a number that is not 0 as one that is neither infinite nor 0; <see langword="true"/> for other types.</summary>
    /// <param name="type">The type.</param>
    /// <param name="number">The number, as in JSON.</param>
    public static bool Holds(Type type, ReadOnlySpan<char> number) =>
        type == typeof(double) ? Holds<double>(number)
        : type == typeof(decimal) ? Holds<decimal>(number)
        : type == typeof(float) ? Holds<float>(number)
        : type != typeof(Half) || Holds<Half>(number);

    private static bool Holds<T>(ReadOnlySpan<char> number)
        where T : INumber<T> =>
        T.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value) && (!T.IsZero(value) || IsZero(number));

    private static bool IsZero(ReadOnlySpan<char> number)
    {
        var mark = number.IndexOfAny('e', 'E');
        return !(mark < 0 ? number : number[..mark]).ContainsAnyInRange('1', '9');
    }

    private static bool IsExceeded(JsonElement number, bool orZero)
    {
        var text = number.GetRawText().AsSpan();
        return text.IndexOfAny('.', 'e', 'E') >= 0 && (orZero ? !Holds<double>(text) : !double.IsFinite(number.GetDouble()));
    }
}
