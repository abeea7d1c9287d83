using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Finds tool calls without results and results without calls, as OpenAI's endpoint does.</summary>
internal static class ToolMessageValidation
{
    public static ApiError? Check(JsonElement messages)
    {
        var pending = new List<string>();
        var index = 0;
        foreach (var message in messages.EnumerateArray())
        {
            var path = $"messages[{index++}]";
            if (message.GetProperty("role").ValueEquals("tool"))
            {
                if (!message.TryGetProperty("tool_call_id", out var id) || id.ValueKind != JsonValueKind.String)
                    return ChatValidation.Invalid($"Missing required parameter: '{path}.tool_call_id'.", "missing_required_parameter", path + ".tool_call_id");
                if (!pending.Remove(id.GetString()!))
                    return ChatValidation.Invalid("Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.", null, path + ".role");
                continue;
            }

            if (pending.Count > 0)
                return Missing(pending);
            if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
                pending.AddRange(calls.EnumerateArray().Select(IdOf));
        }

        return pending.Count > 0 ? Missing(pending) : null;
    }

    private static string IdOf(JsonElement call) =>
        call.ValueKind == JsonValueKind.Object && call.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : string.Empty;

    private static ApiError Missing(List<string> pending) => ChatValidation.Invalid(
        $"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: {string.Join(", ", pending)}",
        null, "messages");
}
