using System.Management.Automation;
using QwenCode.Commands;
using QwenCode.Errors;

namespace QwenCode.Tools;

/// <summary>Resolves what the user names as a tool.</summary>
/// <param name="command">The command that runs.</param>
internal sealed class ToolCommandFinder(QwenCommand command)
{
    private const string InvokeExpression = "Invoke-Expression";

    /// <summary>The command of a name.</summary>
    /// <param name="name">A name or alias, with or without its module, or the path of a script.</param>
    /// <exception cref="QwenException">There is no such command, or it cannot be a tool (<c>InvalidTool</c>).</exception>
    public ToolCommand Find(string name)
    {
        if (WildcardPattern.ContainsWildcardCharacters(name))
            throw QwenErrors.ToolUnusable(name, "a tool is a single command, and wildcards are not allowed", "Name each command.");
        return Of(command.InvokeCommand.GetCommand(name, CommandTypes.All) ?? throw Unknown(name));
    }

    /// <summary>A command that PowerShell has found.</summary>
    /// <exception cref="QwenException">It cannot be a tool (<c>InvalidTool</c>).</exception>
    public ToolCommand Of(CommandInfo info) => Visible(Loaded(info)) switch
    {
        AliasInfo alias => Of(alias.ResolvedCommand ?? command.InvokeCommand.GetCommand(alias.Definition, CommandTypes.All) ?? throw QwenErrors.ToolUnusable(alias.Name, "it is an alias of a command that does not exist", "Name a command.")),
        CmdletInfo { ImplementingType.FullName: "Microsoft.PowerShell.Commands.InvokeExpressionCommand" } =>
            throw QwenErrors.ToolUnusable(InvokeExpression, "it runs any text as code, so that to approve it is to approve everything", "Name the commands that the model needs."),
        CmdletInfo cmdlet => new ToolCommand(WithDynamicParameters(cmdlet), cmdlet.Name, cmdlet.ImplementingType),
        FunctionInfo function => Of(function.ScriptBlock, function.Name),
        ExternalScriptInfo script => new ToolCommand(script, $"& '{script.Path.Replace("'", "''", StringComparison.Ordinal)}'", (script.Path, script.ScriptBlock.ToString())),
        ApplicationInfo => throw QwenErrors.ToolUnusable(info.Name, "it is a program, whose parameters are unknown", "Write a function with parameters that runs it, and name that."),
        _ => throw QwenErrors.ToolUnusable(info.Name, $"commands of the kind {info.CommandType} are not supported", "Name a cmdlet, a function or a script."),
    };

    /// <summary>A script block as a command.</summary>
    /// <param name="block">The script block.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="QwenException">It cannot be a tool (<c>InvalidTool</c>).</exception>
    public ToolCommand Of(ScriptBlock block, string name) => command.Session.Functions.Of(block, name);

    // A restricted session hides commands from its user, whom a tool must not help around that. GetCommand finds them.
    private static CommandInfo Visible(CommandInfo info) => info.Visibility == SessionStateEntryVisibility.Public ? info : throw Unknown(info.Name);

    private static QwenException Unknown(string name) => QwenErrors.ToolUnusable(name, "there is no such command", "Check the name with Get-Command, or import its module first.");

    // Of a module that is not imported, only the name is known.
    private CommandInfo Loaded(CommandInfo info) => info is CmdletInfo { ImplementingType: null } or FunctionInfo { Module: null, ModuleName.Length: > 0 }
        ? command.InvokeCommand.GetCommand($"{info.ModuleName}\\{info.Name}", CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Filter) is { } loaded and not CmdletInfo { ImplementingType: null }
            ? loaded
            : throw QwenErrors.ToolUnusable(info.Name, $"its module {info.ModuleName} cannot be imported", "Import the module first.")
        : info;

    // Only what Get-Command returns has the parameters that depend on the location.
    private static CmdletInfo WithDynamicParameters(CmdletInfo cmdlet)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Core\Get-Command").AddParameter("Name", $"{cmdlet.ModuleName}\\{cmdlet.Name}".TrimStart('\\')).AddParameter("CommandType", CommandTypes.Cmdlet).AddParameter("ErrorAction", ActionPreference.Ignore);
        return shell.Invoke<CmdletInfo>().FirstOrDefault(found => found.ImplementingType == cmdlet.ImplementingType) ?? cmdlet;
    }
}
