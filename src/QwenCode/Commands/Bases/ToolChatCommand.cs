using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Tools;

namespace QwenCode.Commands;

/// <summary>The parameters that offer tools to a model, and decide which calls are run.</summary>
public abstract class ToolChatCommand : ChatCommand
{
    private protected ToolChatCommand()
    {
    }

    /// <summary>The commands that the model may call: names, commands of <c>Get-Command</c>, script blocks, or tools of <c>New-QwenTool</c>.</summary>
    [Parameter]
    [UserDecides]
    [ArgumentCompleter(typeof(ToolCompleter))]
    [ValidateNotBlank]
    [Alias("Tools")]
    public object[] Tool { get; set; } = [];

    /// <summary>The names of the tools that run without a prompt. Without it each call is prompted for, and denied if nobody can be prompted.</summary>
    [Parameter]
    [UserDecides]
    [ArgumentCompleter(typeof(SpecifiedToolCompleter))]
    [ValidateNotBlank]
    public string[] ApproveTool { get; set; } = [];

    /// <summary>Maximum number of times that the model gets results of tools before it has to answer, 1 to 1000. Defaults to 10.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(1, 1000)]
    public int MaximumToolRounds { get; set; } = 10;

    /// <summary>Maximum number of seconds that a call of a tool runs, without the time in which it prompts. Defaults to 120; 0 sets no limit.</summary>
    [Parameter]
    [RejectBlank]
    [ValidateRange(0, int.MaxValue / 1000)]
    public int ToolTimeoutSec { get; set; } = 120;

    /// <summary>What is done before a prompt for a tool is shown; <see langword="null"/> for nothing.</summary>
    internal Action? BeforeToolPrompt { get; set; }

    /// <summary>Shows the command line of a tool that is about to run; <see langword="null"/> to show nothing.</summary>
    internal Action<string>? ToolRunning { get; set; }

    /// <summary>The specified tools.</summary>
    /// <exception cref="QwenException">One of them cannot be used, or a tool is approved that is not among them.</exception>
    private protected IReadOnlyList<QwenTool> ReadTools()
    {
        if (Tool.Length > 0 && ExtraBody is not null && ExtraBody.Keys.Cast<object>().Any(key => key.ToString() is "tools" or "tool_choice"))
            throw QwenErrors.InvalidParameter("-ExtraBody has tools of its own and cannot be combined with -Tool.", "Leave out one of them.");
        var tools = Tool.Length == 0 ? [] : new ToolReader(this).Read(Tool);
        foreach (var name in ApproveTool.Where(name => !tools.Any(tool => tool.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
            throw QwenErrors.ToolNotOffered(name, string.Join(", ", tools.Select(tool => tool.Name)));
        return tools;
    }
}
