using QwenCode.Chat;

namespace QwenCode.Tools;

/// <summary>The tools of a request. It carries out calls: looks the name up, reads the arguments, obtains approval, and runs.</summary>
/// <param name="tools">The tools, each with a name of its own.</param>
/// <param name="gate">Decides what is run.</param>
/// <param name="timeout">Maximum time of a call.</param>
/// <param name="time">The clock.</param>
internal sealed class Toolbox(IReadOnlyList<ITool> tools, ToolGate gate, TimeSpan timeout, TimeProvider time)
{
    /// <summary>What the model sees of the tools.</summary>
    public IReadOnlyList<ToolDefinition> Definitions { get; } = [.. tools.Select(tool => tool.Definition)];

    /// <summary>Carries out a call. Whatever goes wrong with it is an outcome, which the model is told.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Ends the wait for the user, and stops the tool.</param>
    public async Task<ToolOutcome> RunAsync(ChatToolCall call, CancellationToken cancellationToken)
    {
        // The name is looked up as it is: nothing that it contains means anything.
        var tool = tools.FirstOrDefault(tool => tool.Definition.Name == call.Name);
        if (tool is null)
            return NotRun(call, ToolCallStatus.UnknownTool, $"no tool has that name. Tools: {string.Join(", ", Definitions.Select(definition => definition.Name))}");
        IToolRun run;
        try
        {
            run = await tool.BindAsync(ToolArguments.Read(call.Arguments, tool.Definition.Schema), cancellationToken).ConfigureAwait(false);
        }
        catch (ToolArgumentException exception)
        {
            return NotRun(call, ToolCallStatus.InvalidArguments, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Canceled(call);
        }

        return await RunAsync(call, tool, run, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The outcome of a call that is not carried out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="status">What it counts as.</param>
    /// <param name="reason">Why.</param>
    public static ToolOutcome NotRun(ChatToolCall call, ToolCallStatus status, string reason) => NotRun(call, status, reason, null, ToolApproval.None);

    /// <summary>The outcome of a call that was canceled and may be running.</summary>
    public static ToolOutcome Interrupted(ChatToolCall call)
    {
        const string Reason = "it was canceled, and may have run in part";
        return new ToolOutcome($"Not completed: {Reason}", new ToolCallRecord(call) { Status = ToolCallStatus.Canceled, Error = Reason });
    }

    /// <summary>The outcome of a call that was canceled before it ran.</summary>
    public static ToolOutcome Canceled(ChatToolCall call) => Canceled(call, null);

    private async Task<ToolOutcome> RunAsync(ChatToolCall call, ITool tool, IToolRun run, CancellationToken cancellationToken)
    {
        ToolDecision decision;
        try
        {
            decision = await gate.DecideAsync(tool, run, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return Canceled(call, run.Command);
        }

        if (decision.Reason is { } reason)
        {
            var status = decision.Approval == ToolApproval.None ? ToolCallStatus.NotRun : ToolCallStatus.Denied;
            return NotRun(call, status, reason, run.Command, decision.Approval) with { Ends = decision.Ends, Stops = decision.Stops };
        }

        var start = time.GetTimestamp();
        var output = await run.RunAsync(decision.Approval == ToolApproval.Once, timeout, cancellationToken).ConfigureAwait(false);
        return new ToolOutcome(output.Text, new ToolCallRecord(call)
        {
            Command = run.Command,
            Status = output.Status,
            Approval = decision.Approval,
            Elapsed = time.GetElapsedTime(start),
            Error = output.Error,
            ResultLength = output.IsEmpty ? 0 : output.Text.Length,
            IsTruncated = output.IsTruncated,
        });
    }

    private static ToolOutcome Canceled(ChatToolCall call, string? command) => NotRun(call, ToolCallStatus.Canceled, "it was canceled before it ran", command, ToolApproval.None);

    private static ToolOutcome NotRun(ChatToolCall call, ToolCallStatus status, string reason, string? command, ToolApproval approval)
    {
        var result = $"Not run: {reason}";
        return new ToolOutcome(result, new ToolCallRecord(call) { Command = command, Status = status, Approval = approval, Error = reason, ResultLength = result.Length });
    }
}
