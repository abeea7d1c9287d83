using QwenCode.Tools;

namespace QwenCode.Core.Tests.Tools;

/// <summary>A user who always chooses the same.</summary>
internal sealed class FakeApprover(ToolChoice choice = ToolChoice.No) : IToolApprover
{
    public string? ReasonNotToPrompt { get; init; }

    public bool IsWhatIf { get; init; }

    public bool ConfirmsEach { get; init; }

    /// <summary>What happens while the user is prompted.</summary>
    public Action<CancellationToken> Prompting { get; init; } = _ => { };

    public int Shown { get; private set; }

    public int Prompted { get; private set; }

    public Task ShowAsync(IToolRun run, CancellationToken cancellationToken)
    {
        Shown++;
        return Task.CompletedTask;
    }

    public Task<ToolChoice> PromptAsync(ITool tool, IToolRun run, CancellationToken cancellationToken)
    {
        Prompted++;
        Prompting(cancellationToken);
        return Task.FromResult(choice);
    }
}
