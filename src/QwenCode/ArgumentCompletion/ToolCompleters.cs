using System.Collections;
using System.Management.Automation;
using QwenCode.Conversion;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes commands that can be tools: cmdlets, functions and their aliases.</summary>
internal sealed class ToolCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters) => Commands(typed);

    /// <summary>The commands whose names begin with what was typed.</summary>
    public static IEnumerable<CompletionResult> Commands(string typed) =>
        WildcardPattern.ContainsWildcardCharacters(typed) ? [] : CompletionCompleters.CompleteCommand(typed, null, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Filter);
}

/// <summary>Completes what belongs to the command that is specified as <c>-Command</c>.</summary>
internal abstract class ToolPartCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var info = CommandOf(parameters["Command"]);
        return info is null ? [] : Parts(info).Where(part => part.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(part => Value(part, part));
    }

    /// <summary>What can be specified.</summary>
    protected abstract IEnumerable<string> Parts(CommandInfo info);

    /// <summary>The command that a value names, or that an alias stands for; <see langword="null"/> if there is none.</summary>
    public static CommandInfo? CommandOf(object? value)
    {
        var info = ForeignObject.Unwrap(value) switch
        {
            CommandInfo given => given,
            string name when !WildcardPattern.ContainsWildcardCharacters(name) => Ask<CommandInfo>(@"Microsoft.PowerShell.Core\Get-Command", ("Name", name)) is [var found, ..] ? found : null,
            _ => null,
        };
        return info is AliasInfo alias ? alias.ResolvedCommand : info;
    }
}

/// <summary>Completes the parameter sets of a command.</summary>
internal sealed class ParameterSetCompleter : ToolPartCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Parts(CommandInfo info) => info.ParameterSets.Select(set => set.Name);
}

/// <summary>Completes the parameters of a command.</summary>
internal sealed class ToolParameterCompleter : ToolPartCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Parts(CommandInfo info) => info.Parameters.Keys.Where(name => !Tools.ParameterReader.IsCommon(name));
}

/// <summary>Completes the names of the tools that are specified as <c>-Tool</c>.</summary>
internal sealed class SpecifiedToolCompleter : Completer
{
    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters)
    {
        var specified = ForeignObject.Unwrap(parameters["Tool"]);
        return (specified is IList list ? list.Cast<object?>() : [specified]).Select(NameOf).OfType<string>()
            .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => Value(name, name));
    }

    private static string? NameOf(object? tool) => ForeignObject.Unwrap(tool) is QwenTool made ? made.Name : ToolPartCompleter.CommandOf(tool) switch
    {
        ExternalScriptInfo script => Path.GetFileNameWithoutExtension(script.Name),
        var command => command?.Name,
    };
}
