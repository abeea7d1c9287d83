using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Configuration;
using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>Reads the arguments of a tool call, which a model wrote.</summary>
internal static class ToolArguments
{
    private const int LongestName = 100;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = InputLimits.Levels };

    /// <summary>The arguments that are not null, by the names of the schema.</summary>
    /// <param name="text">The arguments as the model wrote them; blank for none.</param>
    /// <param name="schema">The schema of the tool.</param>
    /// <exception cref="ToolArgumentException">They are not a JSON object, or do not have the members that the schema demands and allows.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Read(string text, JsonElement schema)
    {
        var names = schema.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Name, StringComparer.OrdinalIgnoreCase);
        var arguments = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Members(text))
        {
            if (!names.TryGetValue(name, out var known))
                throw new ToolArgumentException($"There is no parameter '{ForeignText.OneLine(name, LongestName)}'. {(names.Count == 0 ? "The tool takes no arguments." : $"Parameters: {string.Join(", ", names.Keys)}.")}");
            if (!arguments.TryAdd(known, value))
                throw new ToolArgumentException($"The parameter '{known}' is specified more than once.");
        }

        foreach (var name in arguments.Where(argument => argument.Value.ValueKind == JsonValueKind.Null).Select(argument => argument.Key).ToList())
            arguments.Remove(name);
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(name => name.GetString()!) : [];
        var missing = required.Where(name => !arguments.ContainsKey(name)).ToList();
        return missing.Count == 0 ? arguments : throw new ToolArgumentException($"Required, but not specified: {string.Join(", ", missing)}.");
    }

    private static List<(string Name, JsonElement Value)> Members(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => [.. document.RootElement.Clone().EnumerateObject().Select(Member)],
                JsonValueKind.Null => [],
                _ => throw new ToolArgumentException("The arguments are not a JSON object."),
            };
        }
        catch (JsonException exception)
        {
            throw new ToolArgumentException(JsonDepth.IsExceeded(Encoding.UTF8.GetBytes(text))
                ? $"The arguments are nested more than {InputLimits.Levels} levels deep."
                : $"The arguments cannot be read: {JsonPosition.Describe(text, exception)}.");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // A lone surrogate is not text; as an escape it is valid JSON.
            throw new ToolArgumentException("The arguments have text that is not valid Unicode.");
        }
    }

    private static (string, JsonElement) Member(JsonProperty member)
    {
        EnsureText(member.Value);
        return (member.Name, member.Value);
    }

    private static void EnsureText(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            _ = value.GetString();
        else if (value.ValueKind == JsonValueKind.Array)
            value.EnumerateArray().ToList().ForEach(EnsureText);
        else if (value.ValueKind == JsonValueKind.Object)
            _ = value.EnumerateObject().Select(Member).Count();
    }
}
