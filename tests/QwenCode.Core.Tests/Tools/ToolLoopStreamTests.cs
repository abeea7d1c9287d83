using QwenCode.Errors;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>Rounds of calls as they are streamed, and ones that are cancelled or fail.</summary>
public sealed class ToolLoopStreamTests
{
    private static readonly QwenException Failure = QwenErrors.InputTooLarge("x");

    [Fact]
    public async Task Chunks_are_numbered_throughout_and_the_texts_of_two_answers_are_separated()
    {
        using var stage = new ToolLoopStage(
            new FakeAnswer(["Let ", "me look."], ToolLoopTests.Call("a", "one"), ToolLoopTests.Call("b", "two")), FakeAnswer.Of(ToolLoopTests.Call("c", "one")), new FakeAnswer(["", "Two", "."]));

        var deltas = await stage.StreamAsync();

        deltas.Select(delta => delta.ToolCall?.Id ?? (delta.Answer is null ? delta.Text : "answer")).ShouldBe(["Let ", "me look.", "a", "b", "c", "", "\n\n", "Two", ".", "answer"]);
        deltas.Select(delta => delta.Index).ShouldBe(Enumerable.Range(0, deltas.Count).Select(index => (long)index));
        deltas[^1].Answer!.ToolCalls.ShouldBe(deltas.Where(delta => delta.ToolCall is not null).Select(delta => delta.ToolCall!));
        deltas.Where(delta => delta.ToolCall is not null).ShouldAllBe(delta => delta.Text == "" && delta.Answer == null);
    }

    [Fact]
    public async Task A_first_answer_with_calls_alone_begins_the_stream_with_them()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(ToolLoopTests.Call("a", "one")), new FakeAnswer(["Two."]));

        var deltas = await stage.StreamAsync();

        deltas.Select(delta => (delta.Text, delta.ToolCall?.Id)).ShouldBe([("", "a"), ("Two.", null), ("", null)]);
    }

    [Fact]
    public async Task An_empty_text_before_the_calls_is_not_separated_from_the_next()
    {
        using var stage = new ToolLoopStage(new FakeAnswer([""], ToolLoopTests.Call("a", "one")), new FakeAnswer(["Two."]));

        var deltas = await stage.StreamAsync();

        deltas.Select(delta => delta.Text).ShouldBe(["", "", "Two.", ""]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_is_cancelled_while_a_tool_runs_leaves_every_call_answered(bool throws)
    {
        ToolLoopStage? stage = null;
        var tool = new FakeTool("one")
        {
            Run = _ =>
            {
                stage!.Cancel();
                return throws ? throw new OperationCanceledException() : Task.FromResult(new ToolOutput(ToolCallStatus.Canceled, "stopped"));
            },
        };
        using (stage = new ToolLoopStage(FakeAnswer.Of(ToolLoopTests.Call("a", "one"), ToolLoopTests.Call("b", "two"), ToolLoopTests.Call("c", "three"))) { Tools = [tool, new("two")] })
        {
            await Should.ThrowAsync<OperationCanceledException>(stage.AskAsync);
            stage.Transcript.Close();

            stage.Transcript.Calls.Select(call => (call.Id, call.Status)).ShouldBe([("a", ToolCallStatus.Canceled), ("b", ToolCallStatus.Canceled), ("c", ToolCallStatus.Canceled)]);
            (tool.Runs.Count, stage.Tools[1].Runs.Count, stage.Approver.Prompted, stage.Model.Requests.Count).ShouldBe((1, 0, 1, 1));
            ToolLoopTests.EnsureAnswered(stage.Transcript.Conversation);
        }
    }

    [Fact]
    public async Task What_happens_after_a_transcript_is_closed_is_not_taken()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(ToolLoopTests.Call("a", "one")), new FakeAnswer(["done"]));
        await stage.AskAsync();
        var (calls, conversation) = (stage.Transcript.Calls, stage.Transcript.Conversation);

        stage.Transcript.Close();
        stage.Transcript.Take(FakeAnswer.Of(ToolLoopTests.Call("late", "one")).After(conversation!)).ShouldBeEmpty();
        stage.Transcript.Take(Toolbox.Canceled(ToolLoopTests.Call("late", "one")));

        stage.Transcript.Calls.ShouldBe(calls);
        stage.Transcript.Conversation.ShouldBeSameAs(conversation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_in_a_later_round_has_what_happened_before(bool inStream)
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of(ToolLoopTests.Call("a", "one"), ToolLoopTests.Call("b", "two")), new FakeAnswer(inStream ? ["Two"] : []) { Failure = QwenErrors.InputTooLarge("x") });

        var failure = await Should.ThrowAsync<QwenException>(stage.StreamAsync);

        failure.ToolCalls.Select(call => call.Id).ShouldBe(["a", "b"]);
        failure.Conversation!.Messages.Select(message => message.Role).ShouldBe(["user", "assistant", "tool", "tool"]);
        ToolLoopTests.EnsureAnswered(failure.Conversation);
    }

    [Fact]
    public async Task A_failure_of_the_first_request_has_neither()
    {
        using var stage = new ToolLoopStage(FakeAnswer.Of() with { Failure = Failure });

        var failure = await Should.ThrowAsync<QwenException>(stage.AskAsync);

        (failure.ToolCalls.Count, failure.Conversation).ShouldBe((0, null));
    }
}
