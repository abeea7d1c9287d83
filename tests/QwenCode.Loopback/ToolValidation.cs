using System.Text.Json;
using System.Text.RegularExpressions;

namespace QwenCode.Loopback;

/// <summary>Finds what OpenAI's endpoint would reject in the tools that a chat request offers.</summary>
internal static partial class ToolValidation
{
    private const int MostTools = 128;
    private const int LongestName = 64;
    private static readonly string[] s_choices = ["none", "auto", "required"];

    public static ApiError? Check(JsonElement request)
    {
        var hasTools = request.TryGetProperty("tools", out var tools);
        var names = new HashSet<string>(StringComparer.Ordinal);
        return (hasTools ? CheckTools(tools, names) : null) ?? CheckChoice(request, hasTools, names) ?? CheckParallel(request, hasTools);
    }

    private static ApiError? CheckTools(JsonElement tools, HashSet<string> names)
    {
        if (tools.ValueKind != JsonValueKind.Array)
            return JsonCheck.WrongType("tools", "an array of objects");
        if (tools.GetArrayLength() == 0)
            return JsonCheck.EmptyArray("tools");
        if (tools.GetArrayLength() > MostTools)
            return ChatValidation.Invalid($"Invalid 'tools': array too long. Expected an array with maximum length {MostTools}, but got an array with length {tools.GetArrayLength()} instead.", "array_above_max_length", "tools");
        return tools.EnumerateArray().Select((tool, index) => CheckTool(tool, $"tools[{index}]", names)).FirstOrDefault(error => error is not null);
    }

    private static ApiError? CheckTool(JsonElement tool, string path, HashSet<string> names)
    {
        if (JsonCheck.Function(tool, path, out var function) is { } invalid)
            return invalid;
        if (CheckName(function, path + ".function") is { } badName)
            return badName;
        var name = function.GetProperty("name").GetString()!;
        if (!names.Add(name))
            return ChatValidation.Invalid($"Invalid '{path}.function.name': tool names must be unique, but '{name}' is used more than once.", "invalid_value", path + ".function.name");
        if (function.TryGetProperty("description", out var description) && description.ValueKind != JsonValueKind.String)
            return JsonCheck.WrongType(path + ".function.description", "a string");
        var isStrict = function.TryGetProperty("strict", out var strict) && strict.ValueKind != JsonValueKind.Null;
        if (isStrict && strict.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return JsonCheck.WrongType(path + ".function.strict", "a boolean");
        return function.TryGetProperty("parameters", out var parameters) ? CheckParameters(parameters, path, name, isStrict && strict.GetBoolean()) : null;
    }

    /// <summary>Checks the member <c>name</c> of an offered or called function.</summary>
    public static ApiError? CheckName(JsonElement function, string path)
    {
        if (JsonCheck.String(function, "name", path, out var name) is { } invalid)
            return invalid;
        path += ".name";
        if (name.Length > LongestName)
            return ChatValidation.Invalid($"Invalid '{path}': string too long. Expected a string with maximum length {LongestName}, but got a string with length {name.Length} instead.", "string_above_max_length", path);
        return NamePattern().IsMatch(name) ? null
            : ChatValidation.Invalid($"Invalid '{path}': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.", "invalid_value", path);
    }

    private static ApiError? CheckParameters(JsonElement parameters, string path, string name, bool isStrict)
    {
        ApiError Invalid(string problem) => ChatValidation.Invalid($"Invalid schema for function '{name}': {problem}", "invalid_function_parameters", path + ".function.parameters");
        if (parameters.ValueKind != JsonValueKind.Object)
            return JsonCheck.WrongType(path + ".function.parameters", "an object");
        var type = parameters.TryGetProperty("type", out var value) ? value.ToString() : "None";
        if (type != "object")
            return Invalid($"schema must be a JSON Schema of 'type: \"object\"', got 'type: \"{type}\"'.");
        var hasProperties = parameters.TryGetProperty("properties", out var properties);
        if (hasProperties && properties.ValueKind != JsonValueKind.Object)
            return Invalid($"{properties.GetRawText()} is not of type 'object'.");
        var required = parameters.TryGetProperty("required", out var list) ? list : default;
        if (required.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Array))
            return Invalid($"{required.GetRawText()} is not of type 'array'.");
        if (!isStrict)
            return null;
        if (!parameters.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
            return Invalid("In context=(), 'additionalProperties' is required to be supplied and to be false.");
        var missing = hasProperties ? properties.EnumerateObject().Select(property => property.Name).FirstOrDefault(property => !Contains(required, property)) : null;
        return missing is null ? null : Invalid($"In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.");
    }

    private static bool Contains(JsonElement required, string name) =>
        required.ValueKind == JsonValueKind.Array && required.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals(name));

    private static ApiError? CheckChoice(JsonElement request, bool hasTools, HashSet<string> names)
    {
        if (!request.TryGetProperty("tool_choice", out var choice))
            return null;
        if (!hasTools)
            return OnlyWithTools("tool_choice");
        if (choice.ValueKind == JsonValueKind.String)
        {
            return s_choices.Contains(choice.GetString()) ? null
                : ChatValidation.Invalid($"Invalid value: '{choice.GetString()}'. Supported values are: 'none', 'auto', and 'required'.", "invalid_value", "tool_choice");
        }

        if (JsonCheck.Function(choice, "tool_choice", out var function) is { } invalid)
            return invalid;
        if (JsonCheck.String(function, "name", "tool_choice.function", out var name) is { } badName)
            return badName;
        return names.Contains(name) ? null
            : ChatValidation.Invalid($"Invalid value for 'tool_choice': the function '{name}' is not found in 'tools'.", "invalid_value", "tool_choice.function.name");
    }

    private static ApiError? CheckParallel(JsonElement request, bool hasTools)
    {
        if (!request.TryGetProperty("parallel_tool_calls", out var parallel))
            return null;
        if (parallel.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return JsonCheck.WrongType("parallel_tool_calls", "a boolean");
        return hasTools ? null : OnlyWithTools("parallel_tool_calls");
    }

    private static ApiError OnlyWithTools(string name) =>
        ChatValidation.Invalid($"Invalid value for '{name}': '{name}' is only allowed when 'tools' are specified.", null, name);

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]+\z")]
    private static partial Regex NamePattern();
}
