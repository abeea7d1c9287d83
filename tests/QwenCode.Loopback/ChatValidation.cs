using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Finds what OpenAI's endpoint would reject in a chat request.</summary>
internal static class ChatValidation
{
    private static readonly HashSet<string> s_members = new(StringComparer.Ordinal)
    {
        "messages", "model", "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
        "max_completion_tokens", "max_tokens", "metadata", "modalities", "n", "parallel_tool_calls", "prediction",
        "presence_penalty", "prompt_cache_key", "prompt_cache_retention", "reasoning_effort", "response_format",
        "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature",
        "tool_choice", "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    };

    private static readonly string[] s_roles = ["system", "assistant", "user", "function", "tool", "developer"];

    public static ApiError NotJson { get; } = Invalid(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");

    public static ApiError? Check(ChatRequestBody request, bool strict)
    {
        if (string.IsNullOrEmpty(request.Model))
            return Invalid("you must provide a model parameter");
        return CheckMessages(request.Json) ?? ToolValidation.Check(request.Json) ?? CheckCalls(request, strict) ?? (strict ? CheckStrictly(request) : null);
    }

    private static ApiError? CheckCalls(ChatRequestBody request, bool strict)
    {
        var messages = request.Json.GetProperty("messages");
        return (strict || request.ToolNames.Count > 0 ? ToolCallValidation.Check(messages) : null) ?? ToolMessageValidation.Check(messages);
    }

    private static ApiError? CheckMessages(JsonElement json)
    {
        if (!json.TryGetProperty("messages", out var messages))
            return Invalid("Missing required parameter: 'messages'.", "missing_required_parameter", "messages");
        if (messages.ValueKind != JsonValueKind.Array)
            return Invalid("Invalid type for 'messages': expected an array of objects.", "invalid_type", "messages");
        if (messages.GetArrayLength() == 0)
            return Invalid("Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.", "empty_array", "messages");

        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var path = $"messages[{index++}]";
            if (message.ValueKind != JsonValueKind.Object)
                return Invalid($"Invalid type for '{path}': expected an object.", "invalid_type", path);
            if (!message.TryGetProperty("role", out var role))
                return Invalid($"Missing required parameter: '{path}.role'.", "missing_required_parameter", path + ".role");
            if (role.ValueKind != JsonValueKind.String || !s_roles.Contains(role.GetString()))
                return Invalid($"Invalid value: '{role}'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.", "invalid_value", path + ".role");
            if (role.ValueEquals("user") && !(message.TryGetProperty("content", out var content) && content.ValueKind is JsonValueKind.String or JsonValueKind.Array))
                return Invalid($"Invalid value for 'content': expected a string or an array of parts in '{path}.content'.", null, path + ".content");
        }

        return null;
    }

    private static ApiError? CheckStrictly(ChatRequestBody request)
    {
        foreach (var member in request.Json.EnumerateObject())
        {
            if (!s_members.Contains(member.Name))
                return Invalid($"Unknown parameter: '{member.Name}'.", "unknown_parameter", member.Name);
        }

        if (request.Json.TryGetProperty("stream_options", out var options) && options.ValueKind != JsonValueKind.Null && !request.Stream)
            return Invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", null, "stream_options");
        if (request.ResponseFormat == "json_object" && !request.Messages.Any(message => message.Text.Contains("json", StringComparison.OrdinalIgnoreCase)))
            return Invalid("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", null, "messages");
        return null;
    }

    internal static ApiError Invalid(string message, string? code = null, string? param = null) =>
        new(400, message, "invalid_request_error", code, param);
}
