using System.Management.Automation;
using System.Text.Json;

namespace QwenCode.Pipeline;

/// <summary>Turns JSON into the objects that PowerShell's own <c>ConvertFrom-Json</c> makes of it.</summary>
internal static class JsonObjects
{
    /// <summary>The object, list or plain value. Of members whose names differ in case only, the last one stays, as in a table.</summary>
    /// <exception cref="FormatException">A member has a name that no object of PowerShell's can hold.</exception>
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
                return json.TryGetInt64(out var whole) ? (object)whole : json.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    /// <summary>Sets a member.</summary>
    /// <exception cref="FormatException">It has no name, or one that PowerShell keeps for itself.</exception>
    public static void Set(PSObject target, string name, object? value)
    {
        if (name.Length == 0)
            throw new FormatException("a member has an empty name");
        try
        {
            target.Properties.Remove(name);
            target.Properties.Add(new PSNoteProperty(name, value));
        }
        catch (ExtendedTypeSystemException exception)
        {
            throw new FormatException($"no object can have a member called {name}", exception);
        }
    }
}
