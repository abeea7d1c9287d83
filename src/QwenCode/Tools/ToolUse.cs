using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.SignIn;

namespace QwenCode.Tools;

/// <summary>The tools that a command offers, and how it runs them.</summary>
/// <param name="command">The command that offers them.</param>
/// <param name="prompts">Prompts the user.</param>
/// <param name="lend">Lends the console's keys to what runs; <see langword="null"/> if it has them.</param>
/// <param name="denied">Called on the pipeline thread after the user denied a call.</param>
internal sealed class ToolUse(ToolChatCommand command, Func<Prompts> prompts, Action<Action>? lend = null, Action? denied = null)
{
    private readonly ToolRunner _runner = new(command, TimeProvider.System)
    {
        Lend = lend ?? (action => action()),
        Running = line => command.ToolRunning?.Invoke(line),
    };

    private readonly ToolPrompt _prompt = new(command, prompts) { Prompting = () => command.BeforeToolPrompt?.Invoke(), Denied = denied };

    /// <summary>The tools.</summary>
    public IReadOnlyList<QwenTool> Tools { get; set; } = [];

    /// <summary>How calls of a tool are approved.</summary>
    public ToolApproval ApprovalOf(QwenTool tool) =>
        command.ApproveTool.Contains(tool.Name, StringComparer.OrdinalIgnoreCase) ? ToolApproval.Beforehand
        : command.Session.ToolApprovals.Contains(new SessionTool(tool, _runner)) ? ToolApproval.Session
        : ToolApproval.None;

    /// <summary>Approves all calls of a tool in this session, or no longer.</summary>
    public void Approve(QwenTool tool, bool isApproved)
    {
        if (isApproved)
            command.Session.ToolApprovals.Add(new SessionTool(tool, _runner));
        else
            command.Session.ToolApprovals.Remove(new SessionTool(tool, _runner));
    }

    /// <summary>The service with the tools.</summary>
    /// <param name="service">The service.</param>
    /// <param name="transcript">Takes what happens.</param>
    public ChatService Around(ChatService service, ToolTranscript transcript)
    {
        if (Tools.Count == 0)
            return service;
        var gate = new ToolGate(command.ApproveTool, command.Session.ToolApprovals, _prompt);
        var timeout = command.ToolTimeoutSec == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(command.ToolTimeoutSec);
        var toolbox = new Toolbox([.. Tools.Select(tool => new SessionTool(tool, _runner))], gate, timeout, TimeProvider.System);
        return service.With(client => new ToolLoop(client, toolbox, transcript, command.MaximumToolRounds, TimeProvider.System));
    }
}
