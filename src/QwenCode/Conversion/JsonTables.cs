using System.Collections.Specialized;
using System.Text.Json;

namespace QwenCode.Conversion;

/// <summary>Turns JSON into tables, for objects with members that no object of PowerShell can have.</summary>
internal static class JsonTables
{
    private static readonly string[] Reserved = ["PSObject", "PSBase", "PSAdapted", "PSExtended", "PSTypeNames"];

    /// <summary>Whether an object in the JSON has such members: an empty or reserved name, or names that differ in case only.</summary>
    public static bool AreNeeded(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => json.EnumerateArray().Any(AreNeeded),
        JsonValueKind.Object => HasOddNames(json) || json.EnumerateObject().Any(member => AreNeeded(member.Value)),
        _ => false,
    };

    /// <summary>The JSON with each object as a table whose keys are told apart by case, in their order.</summary>
    public static object? From(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
            return json.EnumerateArray().Select(From).ToArray();
        if (json.ValueKind != JsonValueKind.Object)
            return JsonObjects.From(json);
        var table = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
            table[member.Name] = From(member.Value);
        return table;
    }

    private static bool HasOddNames(JsonElement json)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return json.EnumerateObject().Any(member => member.Name.Length == 0 || Reserved.Contains(member.Name, StringComparer.OrdinalIgnoreCase) || !names.Add(member.Name));
    }
}
