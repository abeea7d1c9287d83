using System.Management.Automation;
using System.Management.Automation.Language;
using System.Runtime.CompilerServices;
using QwenCode.Showing;

namespace QwenCode.Tools;

/// <summary>What the help of a command says, for a model.</summary>
/// <param name="Synopsis">What the command does; empty if the help does not say.</param>
/// <param name="Parameters">What its parameters are for.</param>
internal sealed record CommandHelp(string Synopsis, IReadOnlyDictionary<string, string> Parameters)
{
    // A sentence or two of each.
    private const int LongestText = 400;

    private static readonly Dictionary<string, string> None = [];
    private static readonly ConditionalWeakTable<object, CommandHelp> Known = [];

    /// <summary>The help of a command.</summary>
    public static CommandHelp Of(ToolCommand command) => Known.GetValue(command.Code, _ => Read(command.Info));

    private static CommandHelp Read(CommandInfo info) => info is FunctionInfo function && CommentOf(function.ScriptBlock.Ast) is { } comment
        ? new CommandHelp(
            Short(string.Join(' ', new[] { comment.Synopsis, comment.Description }.Where(text => !string.IsNullOrWhiteSpace(text)).Distinct())),
            comment.Parameters.ToDictionary(parameter => parameter.Key, parameter => Short(parameter.Value), StringComparer.OrdinalIgnoreCase))
        : Shown(info);

    private static CommentHelpInfo? CommentOf(Ast ast) => ast switch
    {
        FunctionDefinitionAst function => function.GetHelpContent(),
        ScriptBlockAst { Parent: FunctionDefinitionAst function } => function.GetHelpContent(),
        ScriptBlockAst script => script.GetHelpContent(),
        _ => null,
    };

    private static CommandHelp Shown(CommandInfo info)
    {
        // The help of a function without comments is its syntax.
        if (info is FunctionInfo { Module: null })
            return new CommandHelp("", None);
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Core\Get-Help").AddParameter("Name", info is ExternalScriptInfo ? info.Definition : $"{info.ModuleName}\\{info.Name}".TrimStart('\\'))
            .AddParameter("ErrorAction", ActionPreference.Ignore);
        try
        {
            return shell.Invoke() is [var help, ..] ? Read(info, help) : new CommandHelp("", None);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return new CommandHelp("", None);
        }
    }

    private static CommandHelp Read(CommandInfo info, PSObject help)
    {
        var synopsis = Text(help, "Synopsis");
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in Items(Member(Member(help, "parameters"), "parameter")))
        {
            if (parameter is not null && Text(parameter, "name") is { Length: > 0 } name)
                parameters[name] = Short(string.Join(' ', Items(Member(parameter, "description")).OfType<object>().Select(line => Text(line, "Text"))));
        }

        // Without help PowerShell gives the syntax.
        return new CommandHelp(synopsis.StartsWith(info.Name, StringComparison.OrdinalIgnoreCase) ? "" : Short(synopsis), parameters);
    }

    private static object? Member(object? item, string name) => item is null ? null : PSObject.AsPSObject(item).Properties[name]?.Value;

    private static string Text(object item, string name) => Member(item, name)?.ToString()?.Trim() ?? "";

    private static IEnumerable<object?> Items(object? value) => LanguagePrimitives.GetEnumerable(value) is { } list ? list.Cast<object?>() : [value];

    private static string Short(string text) => ForeignText.Shortened(text.Trim(), LongestText);
}
