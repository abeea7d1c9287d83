using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Finds what services would reject in the contents and the tool calls of messages.</summary>
internal static class ToolCallValidation
{
    public static ApiError? Check(JsonElement messages) =>
        messages.EnumerateArray().Select((message, index) => CheckMessage(message, $"messages[{index}]")).FirstOrDefault(error => error is not null);

    private static ApiError? CheckMessage(JsonElement message, string path)
    {
        var hasContent = message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null;
        if (hasContent && content.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            return JsonCheck.WrongType(path + ".content", "a string or an array of parts");

        var role = message.GetProperty("role").GetString();
        var hasCalls = message.TryGetProperty("tool_calls", out var calls);
        if (hasCalls && role != "assistant")
            return ChatValidation.Invalid($"Invalid value: '{path}.tool_calls' is only allowed in messages with role 'assistant'.", "invalid_value", path + ".tool_calls");
        if (hasCalls)
            return CheckCalls(calls, path + ".tool_calls");
        return hasContent || HasText(message, "refusal") ? null : ChatValidation.Invalid("Invalid value for 'content': expected a string, got null.", null, path + ".content");
    }

    private static bool HasText(JsonElement message, string name) => message.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static ApiError? CheckCalls(JsonElement calls, string path)
    {
        if (calls.ValueKind != JsonValueKind.Array)
            return JsonCheck.WrongType(path, "an array of objects");
        if (calls.GetArrayLength() == 0)
            return JsonCheck.EmptyArray(path);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return calls.EnumerateArray().Select((call, index) => CheckCall(call, $"{path}[{index}]", ids)).FirstOrDefault(error => error is not null);
    }

    private static ApiError? CheckCall(JsonElement call, string path, HashSet<string> ids)
    {
        if (JsonCheck.Function(call, path, out var function) is { } invalid)
            return invalid;
        if (JsonCheck.String(call, "id", path, out var id) is { } badId)
            return badId;
        if (id.Length == 0)
            return ChatValidation.Invalid($"Invalid '{path}.id': empty string. Expected a string with minimum length 1, but got an empty string instead.", "empty_string", path + ".id");
        if (!ids.Add(id))
            return ChatValidation.Invalid($"Invalid '{path}.id': '{id}' is the id of more than one tool call.", "invalid_value", path + ".id");
        if (ToolValidation.CheckName(function, path + ".function") is { } badName)
            return badName;
        if (JsonCheck.String(function, "arguments", path + ".function", out var arguments) is { } badArguments)
            return badArguments;

        // DashScope, vLLM and Ollama parse the arguments; OpenAI does not.
        return IsJson(arguments) ? null : ChatValidation.Invalid($"Invalid '{path}.function.arguments': expected a string in JSON format.", "invalid_value", path + ".function.arguments");
    }

    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
