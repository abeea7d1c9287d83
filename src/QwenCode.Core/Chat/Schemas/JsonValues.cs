using System.Globalization;
using System.Text.Json;

namespace QwenCode.Chat;

/// <summary>Compares JSON values as JSON schema does: <c>1</c> and <c>1.0</c> are the same number.</summary>
internal static class JsonValues
{
    /// <summary>Whether the values are equal.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
            return false;
        return left.ValueKind switch
        {
            JsonValueKind.String => left.ValueEquals(right.GetString()),
            JsonValueKind.Number => Compare(left, right) == 0,
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength() && left.EnumerateArray().Zip(right.EnumerateArray(), AreEqual).All(isEqual => isEqual),
            JsonValueKind.Object => HaveEqualMembers(left, right),
            _ => true,
        };
    }

    /// <summary>Which of two numbers is greater.</summary>
    public static int Compare(JsonElement left, JsonElement right) =>
        left.TryGetDecimal(out var first) && right.TryGetDecimal(out var second) ? first.CompareTo(second) : left.GetDouble().CompareTo(right.GetDouble());

    /// <summary>Whether a number has no fraction, however it is written: <c>1.0</c> has none, <c>15e-1</c> has one.</summary>
    public static bool IsInteger(JsonElement number)
    {
        var text = number.GetRawText().AsSpan();
        var mark = text.IndexOfAny('e', 'E');
        var digits = (mark < 0 ? text : text[..mark]).TrimStart('-');
        var point = digits.IndexOf('.');
        var fraction = point < 0 ? [] : digits[(point + 1)..].TrimEnd('0');
        if (mark < 0)
            return fraction.IsEmpty;
        var whole = point < 0 ? digits : digits[..point];
        if (fraction.IsEmpty && whole.TrimEnd('0').IsEmpty)
            return true;
        var zeros = fraction.IsEmpty ? whole.Length - whole.TrimEnd('0').Length : 0;

        // An exponent that no integer type holds is far larger than the number of digits.
        return int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? (long)exponent + zeros >= fraction.Length
            : text[mark + 1] != '-';
    }

    private static bool HaveEqualMembers(JsonElement left, JsonElement right)
    {
        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in left.EnumerateObject())
            members[member.Name] = member.Value;
        var found = 0;
        foreach (var member in right.EnumerateObject())
        {
            if (!members.TryGetValue(member.Name, out var value) || !AreEqual(value, member.Value))
                return false;
            found++;
        }

        return found == members.Count;
    }
}
