using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Checks that the validations of a request share.</summary>
internal static class JsonCheck
{
    public static ApiError WrongType(string path, string expected) => ChatValidation.Invalid($"Invalid type for '{path}': expected {expected}.", "invalid_type", path);

    public static ApiError Missing(string path) => ChatValidation.Invalid($"Missing required parameter: '{path}'.", "missing_required_parameter", path);

    public static ApiError EmptyArray(string path) =>
        ChatValidation.Invalid($"Invalid '{path}': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array", path);

    /// <summary>Reads a member that must be a string.</summary>
    public static ApiError? String(JsonElement parent, string name, string path, out string value)
    {
        value = string.Empty;
        if (!parent.TryGetProperty(name, out var member))
            return Missing($"{path}.{name}");
        if (member.ValueKind != JsonValueKind.String)
            return WrongType($"{path}.{name}", "a string");
        value = member.GetString()!;
        return null;
    }

    /// <summary>Reads the function of an object of the type <c>function</c>: an offered tool, the choice of one, or a call.</summary>
    public static ApiError? Function(JsonElement tool, string path, out JsonElement function)
    {
        function = default;
        if (tool.ValueKind != JsonValueKind.Object)
            return WrongType(path, "an object");
        if (String(tool, "type", path, out var type) is { } invalid)
            return invalid;
        if (type != "function")
            return ChatValidation.Invalid($"Invalid value: '{type}'. Supported values are: 'function'.", "invalid_value", path + ".type");
        if (!tool.TryGetProperty("function", out function))
            return Missing(path + ".function");
        return function.ValueKind == JsonValueKind.Object ? null : WrongType(path + ".function", "an object");
    }
}
