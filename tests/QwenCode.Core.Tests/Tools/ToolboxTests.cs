using QwenCode.Testing;
using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>What becomes of a single call.</summary>
public sealed class ToolboxTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_call_that_is_approved_runs_and_is_recorded()
    {
        var tool = new FakeTool("Get-One")
        {
            Run = _ =>
            {
                _time.Advance(TimeSpan.FromSeconds(3));
                return Task.FromResult(new ToolOutput(ToolCallStatus.Completed, "done") { IsTruncated = true });
            },
        };

        var outcome = await RunAsync(tool, new FakeApprover(ToolChoice.Yes));

        outcome.Result.ShouldBe("done");
        var record = outcome.Record;
        (record.Id, record.Name, record.Arguments, record.Command).ShouldBe(("call_1", "Get-One", "{}", "Run Get-One"));
        (record.Status, record.Approval, record.Elapsed, record.Error, record.ResultLength, record.IsTruncated).ShouldBe((ToolCallStatus.Completed, ToolApproval.Once, TimeSpan.FromSeconds(3), null, 4, true));
        tool.Runs.ShouldBe([true]);
    }

    [Fact]
    public async Task The_words_for_no_output_are_no_output()
    {
        var tool = new FakeTool("Get-One") { Run = _ => Task.FromResult(new ToolOutput(ToolCallStatus.Completed, "(no output)") { IsEmpty = true }) };

        var outcome = await RunAsync(tool, new FakeApprover(ToolChoice.Yes));

        (outcome.Result, outcome.Record.ResultLength).ShouldBe(("(no output)", 0));
    }

    [Fact]
    public async Task Only_who_was_just_prompted_has_confirmed()
    {
        var tool = new FakeTool("Get-One");
        var session = new ToolApprovals();
        var toolbox = Create([tool], new ToolGate([], session, new FakeApprover(ToolChoice.YesToAll)));

        await toolbox.RunAsync(Call("Get-One"), TestContext.Current.CancellationToken);
        await toolbox.RunAsync(Call("Get-One"), TestContext.Current.CancellationToken);

        tool.Runs.ShouldBe([true, false]);
    }

    [Theory]
    [InlineData("get-one")]
    [InlineData("Get-One ")]
    [InlineData("Get-*")]
    [InlineData("")]
    public async Task A_name_that_is_none_of_the_tools_runs_nothing(string name)
    {
        var tool = new FakeTool("Get-One");
        var outcome = await Create([tool], new ToolGate(["Get-One", name], new ToolApprovals(), new FakeApprover(ToolChoice.Yes))).RunAsync(Call(name), TestContext.Current.CancellationToken);

        outcome.Result.ShouldBe("Not run: no tool has that name. Tools: Get-One");
        (outcome.Record.Status, outcome.Record.Command, outcome.Record.ResultLength).ShouldBe((ToolCallStatus.UnknownTool, null, outcome.Result.Length));
        tool.Runs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"Other":1}""", "There is no parameter 'Other'")]
    public async Task Arguments_that_the_tool_does_not_take_are_no_reason_to_prompt(string arguments, string message)
    {
        var tool = new FakeTool("Get-One");
        var approver = new FakeApprover(ToolChoice.Yes);
        var outcome = await Create([tool], new ToolGate([], new ToolApprovals(), approver)).RunAsync(Call("Get-One", arguments), TestContext.Current.CancellationToken);

        outcome.Result.ShouldContain(message);
        (outcome.Record.Status, approver.Prompted, tool.Runs.Count).ShouldBe((ToolCallStatus.InvalidArguments, 0, 0));
    }

    [Fact]
    public async Task What_does_not_bind_is_invalid_too()
    {
        var outcome = await RunAsync(new FakeTool("Get-One") { Bind = () => throw new ToolArgumentException("no number") }, new FakeApprover(ToolChoice.Yes));

        (outcome.Result, outcome.Record.Status).ShouldBe(("Not run: no number", ToolCallStatus.InvalidArguments));
    }

    [Theory]
    [InlineData(true, false, null, ToolCallStatus.NotRun, ToolApproval.None, true, false)]
    [InlineData(false, false, "no terminal", ToolCallStatus.Denied, ToolApproval.Unavailable, false, false)]
    [InlineData(false, false, null, ToolCallStatus.Denied, ToolApproval.Denied, false, false)]
    [InlineData(false, true, null, ToolCallStatus.Denied, ToolApproval.Denied, false, true)]
    public async Task A_call_that_is_not_approved_does_not_run(bool isWhatIf, bool stops, string? reason, ToolCallStatus status, ToolApproval approval, bool ends, bool stopped)
    {
        var tool = new FakeTool("Get-One");
        var outcome = await RunAsync(tool, new FakeApprover(stops ? ToolChoice.NoAndStop : ToolChoice.No) { IsWhatIf = isWhatIf, ReasonNotToPrompt = reason });

        (outcome.Record.Status, outcome.Record.Approval, outcome.Record.Command, outcome.Ends, outcome.Stops).ShouldBe((status, approval, "Run Get-One", ends, stopped));
        outcome.Result.ShouldStartWith("Not run: ");
        tool.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_binds_or_the_user_is_prompted_is_canceled()
    {
        static void Cancel() => throw new OperationCanceledException();
        var binding = await RunAsync(new FakeTool("Get-One") { Bind = Cancel }, new FakeApprover(ToolChoice.Yes));
        var tool = new FakeTool("Get-One");
        var prompting = await RunAsync(tool, new FakeApprover(ToolChoice.Yes) { Prompting = _ => Cancel() });

        (binding.Record.Status, binding.Record.Command).ShouldBe((ToolCallStatus.Canceled, null));
        (prompting.Record.Status, prompting.Record.Command, prompting.Record.Approval).ShouldBe((ToolCallStatus.Canceled, "Run Get-One", ToolApproval.None));
        tool.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task How_a_run_ended_is_recorded()
    {
        var outcome = await RunAsync(new FakeTool("Get-One") { Run = _ => Task.FromResult(new ToolOutput(ToolCallStatus.TimedOut, "part") { Error = "too slow" }) }, new FakeApprover(ToolChoice.Yes));

        (outcome.Result, outcome.Record.Status, outcome.Record.Error).ShouldBe(("part", ToolCallStatus.TimedOut, "too slow"));
    }

    private static ChatToolCall Call(string name, string arguments = "{}") => new("call_1", name, arguments);

    private Toolbox Create(IReadOnlyList<ITool> tools, ToolGate gate) => new(tools, gate, TimeSpan.FromMinutes(1), _time);

    private Task<ToolOutcome> RunAsync(FakeTool tool, FakeApprover approver) =>
        Create([tool], new ToolGate([], new ToolApprovals(), approver)).RunAsync(Call(tool.Definition.Name), TestContext.Current.CancellationToken);
}
