using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;
using QwenCode.Showing;

namespace QwenCode.Conversion;

/// <summary>Turns JSON into the objects that PowerShell's own <c>ConvertFrom-Json</c> makes of it.</summary>
internal static class JsonObjects
{
    // As ConvertFrom-Json: reading a number of n digits takes n² steps.
    private const int MostDigits = 380;

    private const int MostName = 40;

    /// <summary>The object, list or plain value.</summary>
    /// <exception cref="UnrepresentableException">A member has a name that no object of PowerShell's can hold, two have the same one in any case, or a whole number is too long.</exception>
    public static object? From(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return Of(json.EnumerateObject().Select(member => (member.Name, Member(member.Name, member.Value, From))));
            case JsonValueKind.Array:
                return List(json, From);
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number:
                return Number(json);
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    /// <summary>The object with these members.</summary>
    /// <exception cref="UnrepresentableException">One has no name, or one that PowerShell keeps for itself, or two have the same one in any case.</exception>
    public static PSObject Of(IEnumerable<(string Name, object? Value)> members)
    {
        var result = new PSObject();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in members)
        {
            if (name.Length == 0)
                throw new UnrepresentableException("has a member with an empty name");
            if (names.TryGetValue(name, out var other))
                throw Repeated(other, name);
            names.Add(name);
            Add(result, name, value);
        }

        return result;
    }

    /// <summary>A value of an object.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="value">Its value.</param>
    /// <param name="read">Reads the value.</param>
    /// <exception cref="UnrepresentableException">The value cannot be represented; it has the path from the object on.</exception>
    public static object? Member(string name, JsonElement value, Func<JsonElement, object?> read)
    {
        try
        {
            return read(value);
        }
        catch (UnrepresentableException exception)
        {
            throw exception.In(name);
        }
    }

    /// <summary>The items of a list.</summary>
    /// <exception cref="UnrepresentableException">An item cannot be represented; it has the path from the list on.</exception>
    public static object?[] List(JsonElement list, Func<JsonElement, object?> read)
    {
        var items = new object?[list.GetArrayLength()];
        var index = 0;
        try
        {
            foreach (var item in list.EnumerateArray())
            {
                items[index] = read(item);
                index++;
            }
        }
        catch (UnrepresentableException exception)
        {
            throw exception.In(index);
        }

        return items;
    }

    /// <summary>The error for two members that an object cannot have at the same time.</summary>
    public static UnrepresentableException Repeated(string first, string second) => new(first == second
        ? $"has the member '{Shown(first)}' twice"
        : $"has the members '{Shown(first)}' and '{Shown(second)}', which are the same to PowerShell");

    private static string Shown(string name) => ForeignText.OneLine(name, MostName);

    private static void Add(PSObject target, string name, object? value)
    {
        try
        {
            target.Properties.Add(new PSNoteProperty(name, value));
        }
        catch (ExtendedTypeSystemException exception)
        {
            throw new UnrepresentableException($"has a member called {Shown(name)}, which no object can have", exception);
        }
    }

    // As ConvertFrom-Json: a long, a BigInteger if it is too large for one, and a double with a fraction or an exponent, which may be
    // infinite (1e400).
    private static object Number(JsonElement json)
    {
        if (json.TryGetInt64(out var whole))
            return whole;
        var text = json.GetRawText();
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0)
            return json.GetDouble();
        return text.Length <= MostDigits
            ? BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : throw new UnrepresentableException($"is an integer of more than {MostDigits} digits");
    }
}
