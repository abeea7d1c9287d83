using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>The <c>metadata</c> of a job.</summary>
internal static class BatchMetadata
{
    private const string Path = "metadata";
    private const int MaximumPairs = 16;
    private const int MaximumName = 64;
    private const int MaximumValue = 512;

    public static ApiError? Read(JsonElement json, BatchRules rules, out IReadOnlyDictionary<string, string> metadata)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        metadata = pairs;
        if (!json.TryGetProperty(Path, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind != JsonValueKind.Object)
            return JsonCheck.WrongType(Path, "an object");
        foreach (var member in value.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                return JsonCheck.WrongType($"{Path}.{member.Name}", "a string");
            if (member.Name.Length > MaximumName)
                return ChatValidation.Invalid($"Invalid '{Path}': the key '{member.Name}' is longer than {MaximumName} characters.", "string_above_max_length", Path);
            var text = member.Value.GetString()!;
            if (text.Length > MaximumLength(member.Name, rules))
                return ChatValidation.Invalid($"Invalid '{Path}.{member.Name}': longer than {MaximumLength(member.Name, rules)} characters.", "string_above_max_length", $"{Path}.{member.Name}");
            pairs[member.Name] = text;
        }

        return pairs.Count > MaximumPairs
            ? ChatValidation.Invalid($"Invalid '{Path}': expected at most {MaximumPairs} pairs, but got {pairs.Count}.", "object_above_max_properties", Path)
            : null;
    }

    private static int MaximumLength(string name, BatchRules rules) => name switch
    {
        "ds_name" when rules.NamesJobs => 100,
        "ds_description" when rules.NamesJobs => 200,
        _ => MaximumValue,
    };
}
