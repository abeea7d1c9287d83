namespace QwenCode.Tools;

/// <summary>Decides whether a tool call is run. What is not approved is not run, and where nobody can be prompted nothing waits.</summary>
/// <param name="beforehand">The names of the tools that are approved beforehand.</param>
/// <param name="session">The tools that are approved for the session.</param>
/// <param name="approver">Prompts the user.</param>
internal sealed class ToolGate(IEnumerable<string> beforehand, ToolApprovals session, IToolApprover approver)
{
    private readonly HashSet<string> _beforehand = new(beforehand, StringComparer.OrdinalIgnoreCase);

    /// <summary>Decides.</summary>
    /// <exception cref="OperationCanceledException">The request was cancelled while the user was prompted.</exception>
    public async Task<ToolDecision> DecideAsync(ITool tool, IToolRun run, CancellationToken cancellationToken)
    {
        if (approver.IsWhatIf)
        {
            await approver.ShowAsync(run, cancellationToken).ConfigureAwait(false);
            return new ToolDecision(ToolApproval.None, "the user only wants to see what would be run") { Ends = true };
        }

        if (!approver.ConfirmsEach && Known(tool) is not ToolApproval.None and var known)
        {
            return run.PromptsForConfirmation && approver.ReasonNotToPrompt is { } unable
                ? new ToolDecision(ToolApproval.Unavailable, $"the command requires confirmation, and nobody can be prompted: {unable}")
                : new ToolDecision(known, null);
        }

        if (approver.ReasonNotToPrompt is { } reason)
            return new ToolDecision(ToolApproval.Unavailable, $"{(Known(tool) is ToolApproval.None ? "it was not approved beforehand" : "-Confirm requires approval of each call")}, and nobody can be prompted: {reason}");
        var choice = await approver.PromptAsync(tool, run, cancellationToken).ConfigureAwait(false);
        if (choice == ToolChoice.None)
            return new ToolDecision(ToolApproval.Unavailable, "it was not approved beforehand, and the host cannot prompt");
        if (choice == ToolChoice.YesToAll)
            session.Add(tool);
        return choice is ToolChoice.Yes or ToolChoice.YesToAll
            ? new ToolDecision(ToolApproval.Once, null)
            : new ToolDecision(ToolApproval.Denied, "the user denied it") { Stops = choice == ToolChoice.NoAndStop };
    }

    private ToolApproval Known(ITool tool) =>
        _beforehand.Contains(tool.Definition.Name) ? ToolApproval.Beforehand
        : session.Contains(tool) ? ToolApproval.Session
        : ToolApproval.None;
}

/// <summary>Whether a tool call is run.</summary>
/// <param name="Approval">Who decided.</param>
/// <param name="Reason">Why it is not; <see langword="null"/> if it is.</param>
internal sealed record ToolDecision(ToolApproval Approval, string? Reason)
{
    /// <summary>Whether no further request follows.</summary>
    public bool Ends { get; init; }

    /// <summary>Whether the user stopped the request.</summary>
    public bool Stops { get; init; }
}
