using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Tool calls in the formats of the services, streamed and whole, and the way back of their results.</summary>
public sealed class ToolCallTests
{
    private static readonly ScriptedRound s_round =
        new(new("get_weather", """{"city":"Tromsø 😀","days":[1,2]}"""), new("Get-Date", ""), new("get_weather", "{}"), new("get_weather", """{"city":"東京"}"""))
        {
            Text = "Let me look.",
            Reasoning = "Three cities.",
        };

    public static MatrixTheoryData<ToolCallFormat, bool> Formats => new(Enum.GetValues<ToolCallFormat>().Where(format => format != ToolCallFormat.Text), [false, true]);

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Calls_are_complete_and_in_order_and_their_results_go_back(ToolCallFormat format, bool stream)
    {
        await using var bench = await ChatBench.StartAsync(new() { Strict = true, ToolCallFormat = format, ToolScript = ToolScript.Of(s_round) });

        var answer = await bench.AskAsync(ChatBench.Request("weather?").Conversation.Offering("get_weather", "Get-Date"), stream);

        // A JSON object may arrive with escaped characters.
        answer.ToolCalls.Select(call => (call.Name, call.Arguments.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal))).ShouldBe(s_round.Calls.Select(call => (call.Name, call.Arguments)));
        answer.ToolCalls.Select(call => call.Id).Distinct().Count().ShouldBe(format == ToolCallFormat.EmptyId ? 1 : s_round.Calls.Count);
        (answer.Text, answer.Reasoning).ShouldBe((s_round.Text, s_round.Reasoning));
        answer.FinishReason.ShouldBe(format is ToolCallFormat.OllamaIndexZero or ToolCallFormat.OllamaNoIndex or ToolCallFormat.EmptyId ? "stop" : "tool_calls");

        var position = 0;
        var last = await bench.AskAsync(answer.WithResults(_ => $"result {position++}").Offering("get_weather", "Get-Date"), stream);

        (last.Text, last.FinishReason).ShouldBe(("result 0\nresult 1\nresult 2\nresult 3", "stop"));
        last.ToolCalls.ShouldBeEmpty();
        var sent = bench.Server.Requests[1];
        sent.ToolNames.ShouldBe(["get_weather", "Get-Date"]);
        sent.ToolMessages.Select(message => message.Text).ShouldBe(["result 0", "result 1", "result 2", "result 3"]);
        if (format != ToolCallFormat.EmptyId)
            sent.ToolMessages.Select(message => message.Id).ShouldBe(answer.ToolCalls.Select(call => call.Id));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_single_call_without_arguments_and_text_is_a_call(ToolCallFormat format, bool stream)
    {
        await using var bench = await ChatBench.StartAsync(new() { ToolCallFormat = format, ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Date", "")) });

        var answer = await bench.AskAsync(ChatBench.Request("when?").Conversation.Offering("Get-Date"), stream);

        var call = answer.ToolCalls.ShouldHaveSingleItem();
        (call.Name, call.Arguments).ShouldBe(("Get-Date", ""));
        (answer.Text, answer.Reasoning).ShouldBe(("", null));
    }
}
