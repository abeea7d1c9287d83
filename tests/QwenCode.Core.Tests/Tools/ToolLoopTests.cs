using QwenCode.Errors;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>Rounds of calls: what the model gets, and how they end.</summary>
public sealed class ToolLoopTests
{
    private static readonly FakeAnswer Done = new(["done"]);

    [Fact]
    public async Task Each_call_is_answered_in_order_before_the_next_request()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "two"), Call("b", "one"), Call("c", "three")), FakeAnswer.Of(Call("d", "one", "{")), Done);

        var answer = await stage.AskAsync();

        answer.Text.ShouldBe("done");
        string[] expected =
        [
            "user", "assistant a b c", "tool a: result of two", "tool b: result of one", "tool c: Not run: no tool has that name. Tools: one, two",
            "assistant d", "tool d: Not run: The arguments cannot be read", "assistant",
        ];
        stage.Model.Requests.Select(request => request.Conversation.Messages.Count).ShouldBe([1, 5, 7]);
        Told(answer.Conversation).Zip(expected).ShouldAllBe(pair => pair.First.StartsWith(pair.Second));
        answer.Messages.Count.ShouldBe(expected.Length);
        answer.ToolCalls.Select(call => (call.Id, call.Status)).ShouldBe(
            [("a", ToolCallStatus.Completed), ("b", ToolCallStatus.Completed), ("c", ToolCallStatus.UnknownTool), ("d", ToolCallStatus.InvalidArguments)]);
        stage.Model.Requests.ShouldAllBe(request => request.Tools.Count == 2 && !request.ForbidsToolCalls);
        answer.HadTools.ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_without_calls_is_the_last()
    {
        using var stage = new ToolLoopStage(Done);

        var answer = await stage.AskAsync();

        (answer.Text, answer.ToolCalls.Count, answer.HadTools, stage.Model.Requests.Count, stage.Transcript.Conversation).ShouldBe(("done", 0, true, 1, null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task After_the_last_round_no_call_is_run_and_the_model_is_told_to_answer(int maximum)
    {
        var answers = Enumerable.Repeat(FakeAnswer.Of(Call("a", "one")), maximum + 1).Append(Done).ToArray();
        using var stage = new ToolLoopStage(answers) { MaximumRounds = maximum };

        var answer = await stage.AskAsync();

        answer.Text.ShouldBe("done");
        stage.Tools[0].Runs.Count.ShouldBe(maximum);
        answer.ToolCalls[^1].Status.ShouldBe(ToolCallStatus.NotRun);
        stage.Model.Requests.Select(request => request.ForbidsToolCalls).ShouldBe(Enumerable.Repeat(false, maximum + 1).Append(true));
        Told(answer.Conversation)[^2].ShouldBe($"tool a: Not run: the maximum of {maximum} rounds of tool calls is reached. Answer with what you have.");
    }

    [Fact]
    public async Task A_model_that_calls_although_it_must_not_ends_the_request()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one"), Call("b", "two"))) { MaximumRounds = 2 };

        var failure = await Should.ThrowAsync<QwenException>(stage.AskAsync);

        failure.Id.ShouldBe(ErrorId.ToolRoundsExceeded);
        (stage.Model.Requests.Count, stage.Tools[0].Runs.Count, stage.Tools[1].Runs.Count).ShouldBe((4, 2, 2));
        failure.ToolCalls.Count.ShouldBe(8);
        EnsureAnswered(failure.Conversation);
    }

    [Fact]
    public async Task A_user_who_stops_ends_the_request_and_no_further_call_is_run_or_prompted_for()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one"), Call("b", "two"), Call("c", "two"))) { Approver = new FakeApprover(ToolChoice.NoAndStop) };

        var failure = await Should.ThrowAsync<QwenException>(stage.AskAsync);

        (failure.Id, stage.Approver.Prompted, stage.Model.Requests.Count).ShouldBe((ErrorId.ToolCallsStopped, 1, 1));
        failure.Message.ShouldContain("the tool one was not run");
        failure.ToolCalls.Select(call => call.Status).ShouldBe([ToolCallStatus.Denied, ToolCallStatus.Canceled, ToolCallStatus.Canceled]);
        stage.Tools.ShouldAllBe(tool => tool.Runs.Count == 0);
        EnsureAnswered(failure.Conversation);
    }

    [Fact]
    public async Task A_user_who_denies_does_not_end_it()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one"), Call("b", "two")), Done) { Approver = new FakeApprover(ToolChoice.No) };

        var answer = await stage.AskAsync();

        (answer.Text, stage.Approver.Prompted).ShouldBe(("done", 2));
        answer.ToolCalls.ShouldAllBe(call => call.Status == ToolCallStatus.Denied);
        stage.Tools.ShouldAllBe(tool => tool.Runs.Count == 0);
    }

    [Fact]
    public async Task With_WhatIf_all_calls_are_shown_and_no_request_follows()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one"), Call("b", "two"))) { Approver = new FakeApprover(ToolChoice.Yes) { IsWhatIf = true } };

        var answer = await stage.AskAsync();

        (stage.Approver.Shown, stage.Approver.Prompted, stage.Model.Requests.Count).ShouldBe((2, 0, 1));
        answer.ToolCalls.ShouldAllBe(call => call.Status == ToolCallStatus.NotRun && call.Command != null);
        answer.Messages.Select(message => message.Role).ShouldBe(["user", "assistant", "tool", "tool"]);
        EnsureAnswered(answer.Conversation);
    }

    [Fact]
    public async Task The_time_that_tools_take_is_not_that_of_a_request()
    {
        ToolLoopStage? stage = null;
        var slow = new FakeTool("one")
        {
            Run = _ =>
            {
                stage!.Time.Advance(TimeSpan.FromHours(1));
                return Task.FromResult(new ToolOutput(ToolCallStatus.Completed, ""));
            },
        };
        using (stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one")), FakeAnswer.Of(Call("b", "one")), Done) { Tools = [slow], Timeout = TimeSpan.FromSeconds(10) })
            (await stage.AskAsync()).ToolCalls.Select(call => call.Elapsed).ShouldBe([TimeSpan.FromHours(1), TimeSpan.FromHours(1)]);
    }

    [Fact]
    public async Task Usage_is_that_of_all_requests()
    {
        using var stage = new ToolLoopStage(
            FakeAnswer.Of(Call("a", "one")) with { Usage = new TokenUsage(10, 2, 12, 4, null), TimeToFirstToken = TimeSpan.FromSeconds(1) },
            Done with { Usage = new TokenUsage(20, 3, 23, null, null), TimeToFirstToken = TimeSpan.FromSeconds(9) });

        var answer = await stage.AskAsync();

        var usage = answer.Usage.ShouldNotBeNull();
        (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens, usage.CachedTokens, usage.ReasoningTokens).ShouldBe((30, 5, 35, 4, null));
        (answer.LastUsage!.TotalTokens, answer.TimeToFirstToken).ShouldBe((23, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Usage_is_unknown_if_that_of_one_request_is()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(Call("a", "one")), Done with { Usage = new TokenUsage(20, 3, 23, null, null) });

        (await stage.AskAsync()).Usage.ShouldBeNull();
    }

    /// <summary>Each call has its result, in order, before anything else.</summary>
    internal static void EnsureAnswered(Conversation? conversation)
    {
        var pending = new Queue<string?>();
        foreach (var message in conversation.ShouldNotBeNull().Messages)
        {
            foreach (var result in message.ToolResults)
                result.CallId.ShouldBe(pending.Dequeue());
            if (message.Role != "tool")
                pending.ShouldBeEmpty();
            foreach (var call in message.ToolCalls)
                pending.Enqueue(call.Id);
        }

        pending.ShouldBeEmpty();
    }

    internal static ChatToolCall Call(string id, string name, string arguments = "") => new(id, name, arguments);

    private static List<string> Told(Conversation conversation) => [.. conversation.Messages.Select(message => message.Role switch
    {
        "tool" => $"tool {message.ToolResults[0].CallId}: {message.Text}",
        _ => string.Join(' ', message.ToolCalls.Select(call => call.Id).Prepend(message.Role)),
    })];
}
