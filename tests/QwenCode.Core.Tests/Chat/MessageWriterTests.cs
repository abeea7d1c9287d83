using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class MessageWriterTests
{
    private static readonly ChatMessage Ask = new("user", "Weather?");

    [Fact]
    public void Contents_are_written_in_order_and_text_alone_as_a_string()
    {
        Text(new ChatMessage("developer", "Be brief.")).ShouldBe("""[{"role":"developer","content":"Be brief."}]""");
        Text(new ChatMessage("user", [new ChatText("a"), new ChatImage("data:image/png;base64,AA==", "a.png"), new ChatText("b"), new ChatImage("https://h/b.jpg", "b.jpg"), new ChatText("")])).ShouldBe(
            """[{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}},{"type":"text","text":"b"},{"type":"image_url","image_url":{"url":"https://h/b.jpg"}}]}]""");
        Text(new ChatMessage("user", [new ChatFile("data:application/pdf;base64,AA==", null, "a.pdf"), new ChatFile(null, "file-1", "file-1")])).ShouldBe(
            """[{"role":"user","content":[{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}},{"type":"file","file":{"file_id":"file-1"}}]}]""");
    }

    [Fact]
    public void Calls_and_results_are_written_with_their_ids()
    {
        var calls = new ChatMessage("assistant", [new ChatReasoning("Hm."), new ChatToolCall("c1", "f", """{"a":1}"""), new ChatToolCall("c2", "g", " ")]);

        Text(Ask, calls, Result("c2", "two"), Result("c1", "one"), new ChatMessage("assistant", "Done.")).ShouldBe(
            """[{"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c2","content":"two"},{"role":"tool","tool_call_id":"c1","content":"one"},{"role":"assistant","content":"Done."}]""");
    }

    [Fact]
    public void Each_call_has_a_result_directly_behind_it()
    {
        var calls = new ChatMessage("assistant", [new ChatText("I look."), new ChatToolCall("c1", "f", "{}"), new ChatToolCall("c2", "g", "{}")]);
        const string Calls = """{"role":"assistant","content":"I look.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]}""";

        Text(calls, Result("c1", "one"), Ask).ShouldBe($$"""[{{Calls}},{"role":"tool","tool_call_id":"c1","content":"one"},{"role":"tool","tool_call_id":"c2","content":"{{MessageWriter.NotRun}}"},{"role":"user","content":"Weather?"}]""");
        Text(calls).ShouldBe($$"""[{{Calls}},{"role":"tool","tool_call_id":"c1","content":"{{MessageWriter.NotRun}}"},{"role":"tool","tool_call_id":"c2","content":"{{MessageWriter.NotRun}}"}]""");
    }

    [Fact]
    public void Calls_without_an_id_get_one_that_their_results_share()
    {
        var calls = new ChatMessage("assistant", [new ChatToolCall(null, "f", "{}"), new ChatToolCall(null, "g", "{}")]);

        using var document = JsonDocument.Parse(Text(calls, Result(null, "one"), Result(null, "two"), calls, Result(null, "three")));
        var messages = document.RootElement.EnumerateArray().ToList();
        var ids = messages.Where(message => message.TryGetProperty("tool_calls", out _))
            .SelectMany(message => message.GetProperty("tool_calls").EnumerateArray().Select(call => call.GetProperty("id").GetString())).ToList();

        ids.ShouldBeUnique();
        messages.Where(message => message.TryGetProperty("tool_call_id", out _)).Select(message => $"{message.GetProperty("tool_call_id")} {message.GetProperty("content")}")
            .ShouldBe([$"{ids[0]} one", $"{ids[1]} two", $"{ids[2]} three", $"{ids[3]} {MessageWriter.NotRun}"]);
    }

    private static ChatMessage Result(string? id, string text) => new("tool", [new ChatToolResult(id, text)]);

    private static string Text(params ChatMessage[] messages)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            new MessageWriter(json, includeReasoning: false).Write(messages);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
