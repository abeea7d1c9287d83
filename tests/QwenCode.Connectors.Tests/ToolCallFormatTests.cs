using System.Text;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>What the loopback server sends in each format of tool calls.</summary>
public sealed class ToolCallFormatTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ToolCallFormat, string[]> Streams => new()
    {
        {
            ToolCallFormat.OpenAI,
            [
                """{"role":"assistant","content":null}""",
                """{"tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":""}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.Interleaved,
            [
                """{"role":"assistant","content":null}""",
                """{"tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":""}},{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":""}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}},{"index":1,"function":{"arguments":"{}"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.DashScope,
            [
                """{"role":"assistant","content":""}""",
                """{"content":"","tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":""}}]}""",
                """{"content":null,"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":"","arguments":"{\"a\":"}}]}""",
                """{"content":null,"tool_calls":[{"index":0,"id":"","type":"function","function":{"name":null,"arguments":"1}"}}]}""",
                """{"content":null,"tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":""}}]}""",
                """{"content":null,"tool_calls":[{"index":1,"id":"","type":"function","function":{"name":"","arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.RepeatedId,
            [
                """{"role":"assistant","content":""}""",
                """{"content":"","tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":""}}]}""",
                """{"content":null,"tool_calls":[{"index":0,"id":"A","type":"function","function":{"arguments":"{\"a\":"}}]}""",
                """{"content":null,"tool_calls":[{"index":0,"id":"A","type":"function","function":{"arguments":"1}"}}]}""",
                """{"content":null,"tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":""}}]}""",
                """{"content":null,"tool_calls":[{"index":1,"id":"B","type":"function","function":{"arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.VLlm,
            [
                """{"role":"assistant","content":null}""",
                """{"tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]}""",
                """{"tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g"}}]}""",
                """{"tool_calls":[{"index":1,"function":{"arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.VLlmWhole,
            [
                """{"role":"assistant","content":null}""",
                """{"content":null,"tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.Ollama,
            [
                """{"role":"assistant","content":""}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
                """{} tool_calls""",
            ]
        },
        {
            ToolCallFormat.OllamaIndexZero,
            [
                """{"role":"assistant","content":""}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":0,"id":"B","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
                """{} stop""",
            ]
        },
        {
            ToolCallFormat.OllamaNoIndex,
            [
                """{"role":"assistant","content":""}""",
                """{"role":"assistant","content":"","tool_calls":[{"id":"A","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]}""",
                """{"role":"assistant","content":"","tool_calls":[{"id":"B","type":"function","function":{"name":"g","arguments":"{}"}}]}""",
                """{} stop""",
            ]
        },
        {
            ToolCallFormat.ObjectArguments,
            [
                """{"role":"assistant","content":""}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":0,"id":"A","type":"function","function":{"name":"f","arguments":{"a":1}}}]}""",
                """{"role":"assistant","content":"","tool_calls":[{"index":1,"id":"B","type":"function","function":{"name":"g","arguments":{}}}]}""",
                """{} tool_calls""",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task The_chunks_of_a_stream_have_the_members_of_the_service(ToolCallFormat format, string[] deltas) =>
        (await PostAsync(format, stream: true, "A", "B")).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(Delta).ShouldBe(deltas);

    [Theory]
    [InlineData(ToolCallFormat.OpenAI, "call_00000000", 29)]
    [InlineData(ToolCallFormat.DashScope, "call_00000000", 29)]
    [InlineData(ToolCallFormat.VLlm, "chatcmpl-tool-", 46)]
    [InlineData(ToolCallFormat.Ollama, "call_0000", 13)]
    public async Task Ids_have_the_format_of_the_service(ToolCallFormat format, string start, int length)
    {
        using var answer = JsonDocument.Parse(await PostAsync(format, stream: false, null, null));

        var ids = answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString()!).ToList();

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id.StartsWith(start, StringComparison.Ordinal) && id.Length == length);
    }

    [Theory]
    [InlineData(Dress.OpenAI, JsonValueKind.Null)]
    [InlineData(Dress.DashScope, JsonValueKind.String)]
    [InlineData(Dress.Ollama, JsonValueKind.String)]
    public async Task The_format_is_that_of_the_service_if_no_other_is_set(Dress dress, JsonValueKind content)
    {
        using var answer = JsonDocument.Parse(await PostAsync(null, stream: false, null, null, dress));

        answer.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").ValueKind.ShouldBe(content);
    }

    private static string Delta(string line)
    {
        using var chunk = JsonDocument.Parse(line["data: ".Length..]);
        var choice = chunk.RootElement.GetProperty("choices")[0];
        return $"{choice.GetProperty("delta").GetRawText()} {choice.GetProperty("finish_reason")}".TrimEnd();
    }

    private static async Task<string> PostAsync(ToolCallFormat? format, bool stream, string? firstId, string? secondId, Dress dress = Dress.OpenAI)
    {
        await using var server = await LoopbackServer.StartAsync(new()
        {
            Dress = dress,
            ToolCallFormat = format,
            ToolScript = ToolScript.Of(new ScriptedRound(new("f", """{"a":1}""", firstId), new("g", "{}", secondId))),
        });
        using var http = new HttpClient();
        using var content = new StringContent(
            $$$"""{"model":"m","stream":{{{(stream ? "true" : "false")}}},"messages":[{"role":"user","content":"a"}],"tools":[{"type":"function","function":{"name":"f"}}]}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(server.BaseUrl + "/chat/completions"), content, Cancellation);
        return await response.Content.ReadAsStringAsync(Cancellation);
    }
}
