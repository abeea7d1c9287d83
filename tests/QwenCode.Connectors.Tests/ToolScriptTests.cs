using QwenCode.Chat;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>The scripts by which the loopback server's model calls tools, and answers with calls that are cut off.</summary>
public sealed class ToolScriptTests
{
    private static readonly ToolScript s_twoRounds = ToolScript.Of(
        ScriptedRound.Call("f", """{"a":1}"""), new(new("f", """{"a":2}"""), new("f", """{"a":3}""")));

    [Fact]
    public async Task Each_conversation_goes_through_the_rounds_after_each_prompt()
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolScript = s_twoRounds });

        var conversations = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => FinishAsync(bench, Conversation.Empty.Add(new ChatMessage("user", $"{number}")))));
        var again = await FinishAsync(bench, conversations[0].Add(new ChatMessage("user", "again")));

        string[] turn = ["f({\"a\":1})", "result of {\"a\":1}", "f({\"a\":2}), f({\"a\":3})", "result of {\"a\":2}", "result of {\"a\":3}", "result of {\"a\":1}\nresult of {\"a\":2}\nresult of {\"a\":3}"];
        foreach (var conversation in conversations)
            Lines(conversation).Skip(1).ShouldBe(turn);
        Lines(again).Skip(turn.Length + 2).ShouldBe(turn);
        again.Messages.SelectMany(message => message.ToolCalls).Select(call => call.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task Without_tools_or_with_the_choice_none_there_is_no_call()
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolScript = s_twoRounds });
        var prompt = ChatBench.Request().Conversation;

        (await bench.AskAsync(new ChatRequest { Conversation = prompt })).Text.ShouldBe("You said: hello");
        (await bench.AskAsync(prompt.Offering("f", choice: "none"))).Text.ShouldBe("You said: hello");
        (await bench.AskAsync(prompt.Offering("f", choice: new { type = "function", function = new { name = "f" } }))).ToolCalls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_endless_script_calls_again_and_again()
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolScript = ToolScript.Endless(new ScriptedCall("f")) });
        var conversation = ChatBench.Request().Conversation;

        for (var round = 0; round < 20; round++)
            conversation = WithResults(await bench.AskAsync(conversation.Offering("f")));

        conversation.Messages.SelectMany(message => message.ToolCalls).Select(call => call.Id).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task A_function_sees_the_request()
    {
        await using var bench = await ChatBench.StartAsync(new()
        {
            ToolScript = ToolScript.From(request => request.ToolResults.Count == 0
                ? ScriptedRound.Call(request.ToolNames[0], $$"""{"prompt":"{{request.LastUserText}}"}""")
                : ScriptedRound.Say($"{request.ToolResults[0].Text}, {request.Round}, {request.ToolChoice}")),
        });

        var answer = await FinishAsync(bench, ChatBench.Request().Conversation);

        Lines(answer).ShouldBe(["hello", """f({"prompt":"hello"})""", """result of {"prompt":"hello"}""", """result of {"prompt":"hello"}, 1, """]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_without_a_parser_gives_its_calls_as_text(bool stream)
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolCallFormat = ToolCallFormat.Text, ToolScript = s_twoRounds });

        var answer = await bench.AskAsync(ChatBench.Request().Conversation.Offering("f"), stream);

        (answer.Text, answer.FinishReason).ShouldBe(("<tool_call>\n{\"name\": \"f\", \"arguments\": {\"a\":1}}\n</tool_call>", "stop"));
        answer.ToolCalls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Arguments_are_incomplete_at_the_limit_of_tokens_and_can_still_be_sent_back(bool stream)
    {
        await using var bench = await ChatBench.StartAsync(new() { Strict = true, ToolScript = s_twoRounds });
        bench.Server.Enqueue(Fault.LengthStop);

        var answer = await bench.AskAsync(ChatBench.Request().Conversation.Offering("f"), stream);

        (answer.ToolCalls.Single().Arguments, answer.FinishReason).ShouldBe(("{\"a", "length"));
        (await bench.AskAsync(WithResults(answer).Offering("f"), stream)).ToolCalls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_that_ends_in_a_call_is_an_incomplete_answer()
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolScript = s_twoRounds });
        bench.Server.Enqueue(Fault.StreamCut(2));

        var streamed = await bench.StreamAsync(ChatBench.Request().Conversation.Offering("f"));

        streamed.Exception.ShouldNotBeNull().ErrorId.ShouldBe("IncompleteAnswer");
    }

    private static IEnumerable<string> Lines(Conversation conversation) =>
        conversation.Messages.Select(message => message.ToolCalls.Count > 0 ? string.Join(", ", message.ToolCalls) : message.Text);

    private static async Task<Conversation> FinishAsync(ChatBench bench, Conversation conversation)
    {
        while (true)
        {
            var answer = await bench.AskAsync(conversation.Offering("f"));
            conversation = WithResults(answer);
            if (answer.ToolCalls.Count == 0)
                return conversation;
        }
    }

    private static Conversation WithResults(ChatAnswer answer) => answer.WithResults(call => $"result of {call.Arguments}");
}
