using System.Management.Automation;
using System.Text.Json;

namespace QwenCode.Pipeline;

/// <summary>Turns JSON into the objects that PowerShell's own <c>ConvertFrom-Json</c> makes of it.</summary>
internal static class JsonObjects
{
    /// <summary>The object, list or plain value. Of members whose names differ in case only, the last one stays, as in a table.</summary>
    /// <exception cref="FormatException">A member has no name, which no object of PowerShell's can hold.</exception>
    public static object? From(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new PSObject();
                foreach (var member in json.EnumerateObject())
                    Set(result, member.Name, From(member.Value));
                return result;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(From).ToArray();
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number:
                return json.TryGetInt64(out var whole) ? whole : json.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    private static void Set(PSObject target, string name, object? value)
    {
        if (name.Length == 0)
            throw new FormatException("a member has an empty name");
        target.Properties.Remove(name);
        target.Properties.Add(new PSNoteProperty(name, value));
    }
}
