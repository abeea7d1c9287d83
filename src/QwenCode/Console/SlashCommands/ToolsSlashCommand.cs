using QwenCode.ArgumentCompletion;
using QwenCode.Errors;
using QwenCode.Tools;

namespace QwenCode.Console;

/// <summary><c>/tools</c>.</summary>
internal sealed class ToolsSlashCommand : SlashCommand
{
    private const string Add = "add";
    private const string Remove = "remove";
    private const string Approve = "approve";
    private const string Revoke = "revoke";

    private static readonly (string Text, string Description)[] Actions =
    [
        (Add, "Offers a command to the model"),
        (Remove, "Stops offering a tool"),
        (Approve, "Runs a tool in this session without a prompt"),
        (Revoke, "Prompts for each call of a tool again"),
    ];

    /// <inheritdoc/>
    public override string Name => "tools";

    /// <inheritdoc/>
    public override string Argument => "[name | add|remove|approve|revoke name]";

    /// <inheritdoc/>
    public override string Summary => "Lists the commands that the model may call, or changes them; with a name, what the model sees.";

    /// <inheritdoc/>
    public override void Run(ChatConsole console, string argument)
    {
        var words = argument.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words is [])
            List(console);
        else if (words is [var name] && !Actions.Any(action => action.Text == name))
            console.Screen.WriteText($"{Find(console, name).Description}\n{Find(console, name).Schema}");
        else if (words is [var action, var target] && Actions.Any(known => known.Text == action))
            Change(console, action, target);
        else
            throw QwenErrors.InvalidSlashArgument(Name, argument, "the name of a tool, or add, remove, approve or revoke and a name");
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Text, string Description)> Complete(ChatConsole console, string typed) =>
        typed.IndexOf(' ', StringComparison.Ordinal) is >= 0 and var blank
            ? Targets(console, typed[..blank], typed[blank..].TrimStart()).Select(target => ($"{typed[..blank]} {target.Text}", target.Description))
            : [.. Actions, .. console.Tools.Tools.Select(tool => (tool.Name, tool.Description))];

    // All commands of a session are too many to list.
    private static IEnumerable<(string Text, string Description)> Targets(ChatConsole console, string action, string typed) =>
        action != Add ? console.Tools.Tools.Select(tool => (tool.Name, tool.Description))
        : typed.Length == 0 ? []
        : ToolCompleter.Commands(typed).Select(found => (found.CompletionText, found.ToolTip));

    private static void List(ChatConsole console)
    {
        if (console.Tools.Tools.Count == 0)
            console.Screen.WriteNotice("The model may call no commands. /tools add <command> offers one.");
        foreach (var tool in console.Tools.Tools)
            console.Screen.WriteText($"{tool.Name} ({InWords(console.Tools.ApprovalOf(tool))}): {tool.Description}");
    }

    private static void Change(ChatConsole console, string action, string target)
    {
        var use = console.Tools;
        switch (action)
        {
            case Add:
                use.Tools = new ToolReader(console.Command).Read([.. use.Tools, target]);
                console.Screen.WriteNotice($"The model may call {use.Tools[^1].Name} from the next request on. Each call is prompted for.");
                break;
            case Remove:
                var removed = Find(console, target);
                use.Tools = [.. use.Tools.Where(tool => tool != removed)];
                console.Screen.WriteNotice($"The model may not call {removed.Name} any more.");
                break;
            default:
                var tool = Find(console, target);
                use.Approve(tool, action == Approve);
                console.Screen.WriteNotice($"{tool.Name}: {InWords(use.ApprovalOf(tool))}.");
                break;
        }
    }

    private static QwenTool Find(ChatConsole console, string name) =>
        console.Tools.Tools.FirstOrDefault(tool => tool.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw QwenErrors.NoSuchTool(name, string.Join(", ", console.Tools.Tools.Select(tool => tool.Name)));

    private static string InWords(ToolApproval approval) => approval switch
    {
        ToolApproval.Beforehand => "approved by -ApproveTool",
        ToolApproval.Session => "approved for this session",
        _ => "prompts for each call",
    };
}
