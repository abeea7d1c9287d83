using System.Text;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Tool calls, further choices and refusals, streamed and not: nothing of an answer is lost.</summary>
public sealed class AnswerMemberTests
{
    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Tool_calls_are_on_the_answer(bool stream)
    {
        var answer = await AnswerAsync(
            stream,
            """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"c2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
            """{"choices":[{"delta":{"content":null,"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":""}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\""}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":":1}"}},{"index":1,"id":"c2","function":{"name":"g","arguments":"{}"}}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""");

        answer.ToolCalls.Select(call => $"{call.Id} {call}").ShouldBe(["c1 f({\"a\":1})", "c2 g({})"]);
        (answer.Text, answer.FinishReason).ShouldBe(("", "tool_calls"));
    }

    [Theory]
    [InlineData("""[{"function":{"name":"f","arguments":{"a":[1]}}}]""", "f({\"a\":[1]})")]
    [InlineData("""[{"index":0,"id":"a","function":{"name":"f"}},{"index":0,"id":"b","function":{"name":"f","arguments":"1"}}]""", "f()|f(1)")]
    [InlineData("""[{"id":"a","function":{"name":"f","arguments":"1"}},{"function":{"arguments":"2"}},{"id":"b","function":{"name":"g"}}]""", "f(12)|g()")]
    [InlineData("""[{"id":"a","type":"custom","custom":{"name":"f","input":"ls -l"}}]""", "f(ls -l)")]
    [InlineData("""[{"index":0,"id":"","function":{"name":"f","arguments":"{\"a\":\"}\"}"}},{"index":0,"id":"","function":{"name":"f","arguments":"{}"}},{"index":0,"function":{"name":"g","arguments":""}},{"index":0,"function":{"name":"h"}}]""", "f({\"a\":\"}\"})|f({})|g()|h()")]
    [InlineData("""[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"a\""}},{"index":0,"id":"a","function":{"name":"f","arguments":":{}"}},{"index":0,"id":"a","function":{"name":"f","arguments":"}"}},{"index":0,"id":"a","function":{"name":"f","arguments":""}}]""", "f({\"a\":{}})")]
    [InlineData("""[{"index":0,"function":{"name":"f","arguments":"{\"a\""}},{"index":0,"function":{"name":"f","arguments":":1}"}},{"index":0,"function":{"name":"f","arguments":" "}}]""", "f({\"a\":1} )")]
    [InlineData("""[{"id":"a","function":{"name":"f","arguments":"{\"a\""}},{"id":"a","function":{"arguments":":1}"}},{"id":"b","function":{"name":"f","arguments":"{}"}}]""", "f({\"a\":1})|f({})")]
    [InlineData("""[null,7,{},{"function":null}]""", "()")]
    [InlineData("{}", "")]
    [InlineData("null", "")]
    public async Task Tool_calls_are_read_in_all_formats_of_servers(string calls, string read)
    {
        foreach (var stream in new[] { false, true })
        {
            var answer = await AnswerAsync(
                stream,
                $$$"""{"choices":[{"message":{"content":"","tool_calls":{{{calls}}}},"finish_reason":"stop"}]}""",
                $$$"""{"choices":[{"delta":{"content":"","tool_calls":{{{calls}}}},"finish_reason":"stop"}]}""");

            string.Join('|', answer.ToolCalls).ShouldBe(read);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_older_format_of_a_tool_call_is_read_too(bool stream)
    {
        var answer = await AnswerAsync(
            stream,
            """{"choices":[{"message":{"content":null,"function_call":{"name":"f","arguments":"{}"}},"finish_reason":"function_call"}]}""",
            """{"choices":[{"delta":{"function_call":{"name":"f","arguments":"{"}}}]}""",
            """{"choices":[{"delta":{"function_call":{"arguments":"}"}},"finish_reason":"function_call"}]}""");

        answer.ToolCalls.ShouldHaveSingleItem().ToString().ShouldBe("f({})");
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Further_choices_are_on_the_answer_and_each_can_be_continued(bool stream)
    {
        var answer = await AnswerAsync(
            stream,
            """{"id":"i","model":"m","choices":[{"index":2,"message":{"content":"three"},"finish_reason":"length"},{"index":0,"message":{"content":"one"},"finish_reason":"stop"},{"index":1,"message":{"content":"<think>hm</think>two"},"finish_reason":"stop"}]}""",
            """{"id":"i","model":"m","choices":[{"index":1,"delta":{"content":"<think>hm</think>t"}}]}""",
            """{"choices":[{"index":0,"delta":{"content":"one"}},{"index":2,"delta":{"content":"thr"}}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":1,"delta":{"content":"wo"},"finish_reason":"stop"}]}""",
            """{"choices":[{"index":2,"delta":{"content":"ee"},"finish_reason":"length"}]}""");

        (answer.Text, answer.FinishReason).ShouldBe(("one", "stop"));
        answer.OtherAnswers.Select(other => (other.Text, other.Reasoning, other.FinishReason, other.Id, other.Model))
            .ShouldBe([("two", "hm", "stop", "i", "m"), ("three", null, "length", "i", "m")]);
        answer.OtherAnswers.Select(other => other.Conversation.ToString()).ShouldBe(["2 messages, last: assistant: two", "2 messages, last: assistant: three"]);
    }

    [Fact]
    public async Task Choices_without_an_index_are_distinguished_by_their_position() =>
        (await AnswerAsync(false, """{"choices":[{"message":{"content":"one"}},{"message":{"content":"two"}},{"message":{"content":"three"}}]}"""))
            .OtherAnswers.Select(other => other.Text).ShouldBe(["two", "three"]);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_refusal_is_on_the_answer_and_is_its_text_if_there_is_no_other(bool stream)
    {
        foreach (var empty in new[] { "\"\"", "null" })
        {
            var refused = await AnswerAsync(
                stream,
                $$$"""{"choices":[{"message":{"content":{{{empty}}},"refusal":"I will not do that."},"finish_reason":"stop"}]}""",
                $$$"""{"choices":[{"delta":{"content":{{{empty}}},"refusal":"I will "}}]}""",
                $$$"""{"choices":[{"delta":{"content":{{{empty}}},"refusal":"not do that."},"finish_reason":"stop"}]}""");

            (refused.Text, refused.Refusal).ShouldBe(("I will not do that.", "I will not do that."));
        }

        var answered = await AnswerAsync(
            stream,
            """{"choices":[{"message":{"content":"Instead:","refusal":"No."},"finish_reason":"stop"}]}""",
            """{"choices":[{"delta":{"content":"Instead:","refusal":"No."},"finish_reason":"stop"}]}""");
        (answered.Text, answered.Refusal).ShouldBe(("Instead:", "No."));
    }

    [Fact]
    public async Task Endless_arguments_end_at_the_limit()
    {
        await using var bench = await ChatBench.StartAsync();
        var chunk = $$$"""{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{{{new string('x', 1000)}}}"}}]}}]}""";
        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"data: {chunk}\n\n", 50))), "text/event-stream"));

        (await bench.StreamAsync(options: bench.Options() with { MaximumAnswer = 20_000 })).Exception!.ErrorId.ShouldBe("AnswerTooLarge");
    }

    private static async Task<ChatAnswer> AnswerAsync(bool stream, string whole, params string[] chunks)
    {
        await using var bench = await ChatBench.StartAsync();
        if (!stream)
        {
            bench.Server.Enqueue(Fault.RawJson(whole));
            return await bench.AskAsync();
        }

        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes($"{string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n"))}data: [DONE]\n\n"), "text/event-stream"));
        return (await bench.StreamAsync()).Answer;
    }
}
