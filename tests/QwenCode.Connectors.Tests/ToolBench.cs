using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Connectors.Tests;

/// <summary>Requests that offer tools.</summary>
internal static class ToolBench
{
    /// <summary>A request that offers these tools, each without parameters.</summary>
    public static ChatRequest Offering(this Conversation conversation, params IEnumerable<string> tools) =>
        new() { Conversation = conversation, ExtraBody = JsonSerializer.SerializeToElement(new { tools = tools.Select(Tool) }) };

    /// <summary>A request that offers a tool, with a <c>tool_choice</c>.</summary>
    public static ChatRequest Offering(this Conversation conversation, string tool, object choice) =>
        new() { Conversation = conversation, ExtraBody = JsonSerializer.SerializeToElement(new { tools = new[] { Tool(tool) }, tool_choice = choice }) };

    /// <summary>Sends it.</summary>
    public static async Task<ChatAnswer> AskAsync(this ChatBench bench, ChatRequest request, bool stream = false) => stream
        ? (await bench.StreamAsync(request)).Answer
        : await bench.Service.AskAsync(request, bench.Context(), bench.Options(), TestContext.Current.CancellationToken);

    /// <summary>The conversation with a result for each call of an answer.</summary>
    public static Conversation WithResults(this ChatAnswer answer, Func<ChatToolCall, string> result) =>
        answer.Conversation.Add([.. answer.Messages[^1].ToolCalls.Select(call => new ChatMessage("tool", [new ChatToolResult(call.Id, result(call))]))]);

    private static object Tool(string name) => new { type = "function", function = new { name, parameters = new { type = "object", properties = new { } } } };
}
