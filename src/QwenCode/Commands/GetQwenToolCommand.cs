using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Tools;

namespace QwenCode.Commands;

/// <summary>Shows what commands look like to a model as tools.</summary>
[Cmdlet(VerbsCommon.Get, "QwenTool")]
[OutputType(typeof(QwenTool))]
public sealed class GetQwenToolCommand : QwenCommand
{
    private ToolReader? _reader;

    /// <summary>The commands: names or aliases, paths of scripts, or commands of <c>Get-Command</c>.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The command to show as a tool.")]
    [ArgumentCompleter(typeof(ToolCompleter))]
    [ValidateNotBlank]
    [Alias("Name")]
    public object[] Command { get; set; } = [];

    /// <summary>The parameter sets to show, with wildcards. Defaults to the default one of each command.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ParameterSetCompleter))]
    [SupportsWildcards]
    [ValidateNotBlank]
    public new string? ParameterSetName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var item in Command)
            Report(() => Show(item), MyInvocation.ExpectingInput || Command.Length > 1 ? item : null);
    }

    private void Show(object item)
    {
        var command = (_reader ??= new ToolReader(this)).ReadCommand(item);
        if (ParameterSetName is null)
        {
            WriteObject(ToolBuilder.Build(command, new ToolOptions()));
            return;
        }

        var pattern = new WildcardPattern(ParameterSetName, WildcardOptions.IgnoreCase);
        var sets = ToolBuilder.SetsOf(command).Where(pattern.IsMatch).ToList();
        if (sets.Count == 0)
            throw QwenErrors.ToolUnusable(command.Text, $"no parameter set that a model can use has a name like {ParameterSetName}", $"Specify one of these: {string.Join(", ", ToolBuilder.SetsOf(command))}");
        foreach (var set in sets)
            WriteObject(ToolBuilder.Build(command, new ToolOptions { ParameterSetName = set }));
    }
}
