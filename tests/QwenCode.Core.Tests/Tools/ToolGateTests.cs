using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>Which calls are approved, in every combination of what the user said and can say.</summary>
public sealed class ToolGateTests
{
    private const int UndefinedChoice = 99;
    private static readonly bool[] Both = [false, true];
    private static readonly ToolChoice[] Choices = [.. Enum.GetValues<ToolChoice>(), (ToolChoice)UndefinedChoice];

    private static IEnumerable<Situation> Situations =>
        from isWhatIf in Both
        from confirmsEach in Both
        from isBeforehand in Both
        from isSession in Both
        from canPrompt in Both
        from promptsForConfirmation in Both
        from choice in Choices
        select new Situation(isWhatIf, confirmsEach, isBeforehand, isSession, canPrompt, promptsForConfirmation, choice);

    [Fact]
    public async Task Nothing_is_approved_that_the_user_did_not_approve()
    {
        foreach (var situation in Situations)
        {
            var (decision, approver, _) = await DecideAsync(situation);

            var isApproved = decision.Reason is null;
            var mayRun = !situation.IsWhatIf && (situation.IsKnown || approver.Prompted == 1 && situation.SaysYes);
            isApproved.ShouldBe(mayRun && !(situation is { IsKnown: true, CanPrompt: false, PromptsForConfirmation: true }), $"{situation}");
            (decision.Approval is ToolApproval.Once or ToolApproval.Beforehand or ToolApproval.Session).ShouldBe(isApproved, $"{situation}");
        }
    }

    [Fact]
    public async Task The_user_is_prompted_at_most_once_and_never_where_nobody_can_be()
    {
        foreach (var situation in Situations)
        {
            var (decision, approver, _) = await DecideAsync(situation);

            approver.Prompted.ShouldBe(!situation.IsWhatIf && !situation.IsKnown && situation.CanPrompt ? 1 : 0, $"{situation}");
            approver.Shown.ShouldBe(situation.IsWhatIf ? 1 : 0, $"{situation}");
            decision.Ends.ShouldBe(situation.IsWhatIf, $"{situation}");
            decision.Stops.ShouldBe(approver.Prompted == 1 && situation.Choice == ToolChoice.NoAndStop, $"{situation}");
        }
    }

    [Fact]
    public async Task Where_nobody_can_be_prompted_the_reason_is_confirmation_only_for_what_was_approved()
    {
        foreach (var situation in Situations.Where(situation => situation is { IsWhatIf: false, IsKnown: false, CanPrompt: false }))
        {
            var (decision, _, _) = await DecideAsync(situation);

            var isApproved = situation.IsBeforehand || situation.IsSession;
            decision.Reason.ShouldNotBeNull().ShouldStartWith(isApproved ? "-Confirm requires approval of each call" : "it was not approved beforehand", Case.Sensitive, $"{situation}");
        }
    }

    [Fact]
    public async Task The_approval_says_whose_it_was()
    {
        foreach (var situation in Situations)
        {
            var (decision, _, _) = await DecideAsync(situation);

            var expected = situation switch
            {
                { IsWhatIf: true } => ToolApproval.None,
                { IsKnown: true, CanPrompt: false, PromptsForConfirmation: true } => ToolApproval.Unavailable,
                { IsKnown: true, IsBeforehand: true } => ToolApproval.Beforehand,
                { IsKnown: true } => ToolApproval.Session,
                { CanPrompt: false } => ToolApproval.Unavailable,
                { Choice: ToolChoice.None } => ToolApproval.Unavailable,
                { SaysYes: true } => ToolApproval.Once,
                _ => ToolApproval.Denied,
            };
            decision.Approval.ShouldBe(expected, $"{situation}");
        }
    }

    [Fact]
    public async Task Only_Yes_to_all_is_remembered()
    {
        foreach (var situation in Situations)
        {
            var (_, approver, isRemembered) = await DecideAsync(situation);

            isRemembered.ShouldBe(situation.IsSession || approver.Prompted == 1 && situation.Choice == ToolChoice.YesToAll, $"{situation}");
        }
    }

    [Fact]
    public async Task An_approval_is_for_tools_of_the_same_identity_and_names_are_compared_whole()
    {
        var session = new ToolApprovals();
        var identity = new object();
        var gate = new ToolGate(["get-one", "Get-*"], session, new FakeApprover { ReasonNotToPrompt = "nobody is there" });
        session.Add(new FakeTool("Get-Three") { Identity = identity });

        var approvals = new List<ToolApproval>();
        foreach (var tool in new FakeTool[] { new("Get-One"), new("Get-On"), new("Get-One2"), new("Renamed") { Identity = identity }, new("Get-Three") })
            approvals.Add((await gate.DecideAsync(tool, tool, TestContext.Current.CancellationToken)).Approval);
        session.Remove(new FakeTool("x") { Identity = identity }).ShouldBeTrue();

        approvals.ShouldBe([ToolApproval.Beforehand, ToolApproval.Unavailable, ToolApproval.Unavailable, ToolApproval.Session, ToolApproval.Unavailable]);
        session.Contains(new FakeTool("Get-Three") { Identity = identity }).ShouldBeFalse();
    }

    [Fact]
    public async Task A_cancelled_prompt_is_no_decision()
    {
        using var cancellation = new CancellationTokenSource();
        var tool = new FakeTool("Get-One");
        var session = new ToolApprovals();
        var approver = new FakeApprover(ToolChoice.YesToAll)
        {
            Prompting = token =>
            {
                cancellation.Cancel();
                token.ThrowIfCancellationRequested();
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() => new ToolGate([], session, approver).DecideAsync(tool, tool, cancellation.Token));

        session.Contains(tool).ShouldBeFalse();
    }

    private static async Task<(ToolDecision Decision, FakeApprover Approver, bool IsRemembered)> DecideAsync(Situation situation)
    {
        var tool = new FakeTool("Get-One") { PromptsForConfirmation = situation.PromptsForConfirmation };
        var session = new ToolApprovals();
        if (situation.IsSession)
            session.Add(tool);
        var approver = new FakeApprover(situation.Choice)
        {
            IsWhatIf = situation.IsWhatIf,
            ConfirmsEach = situation.ConfirmsEach,
            ReasonNotToPrompt = situation.CanPrompt ? null : "nobody is there",
        };
        var decision = await new ToolGate(situation.IsBeforehand ? ["Get-One"] : [], session, approver).DecideAsync(tool, tool, TestContext.Current.CancellationToken);
        return (decision, approver, session.Contains(tool));
    }

    private sealed record Situation(bool IsWhatIf, bool ConfirmsEach, bool IsBeforehand, bool IsSession, bool CanPrompt, bool PromptsForConfirmation, ToolChoice Choice)
    {
        public bool IsKnown => !ConfirmsEach && (IsBeforehand || IsSession);

        public bool SaysYes => Choice is ToolChoice.Yes or ToolChoice.YesToAll;
    }
}
