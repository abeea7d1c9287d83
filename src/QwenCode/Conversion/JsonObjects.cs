using System.Globalization;
using System.Management.Automation;
using System.Numerics;
using System.Text.Json;

namespace QwenCode.Conversion;

/// <summary>Turns JSON into the objects that PowerShell's own <c>ConvertFrom-Json</c> makes of it.</summary>
internal static class JsonObjects
{
    // As ConvertFrom-Json: reading a number of n digits takes n² steps.
    private const int MostDigits = 380;

    /// <summary>The object, list or plain value. Of members whose names differ in case only, the last one stays, as in a table.</summary>
    /// <exception cref="FormatException">A member has a name that no object of PowerShell's can hold, or a whole number is too long.</exception>
    public static object? From(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                return Of(json.EnumerateObject().Select(member => (member.Name, From(member.Value))));
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(From).ToArray();
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

    /// <summary>The object with these members. Of several with the same name, the last one stays.</summary>
    /// <exception cref="FormatException">One has no name, or one that PowerShell keeps for itself.</exception>
    public static PSObject Of(IEnumerable<(string Name, object? Value)> members)
    {
        // Removing a property from an object takes as long as the object has properties.
        var byName = new Dictionary<string, (string Name, object? Value)>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in members)
        {
            if (member.Name.Length == 0)
                throw new FormatException("a member has an empty name");
            byName[member.Name] = member;
        }

        var result = new PSObject();
        foreach (var (name, value) in byName.Values)
            Add(result, name, value);
        return result;
    }

    private static void Add(PSObject target, string name, object? value)
    {
        try
        {
            target.Properties.Add(new PSNoteProperty(name, value));
        }
        catch (ExtendedTypeSystemException exception)
        {
            throw new FormatException($"no object can have a member called {name}", exception);
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
            : throw new FormatException($"an integer has more than {MostDigits} digits");
    }
}
