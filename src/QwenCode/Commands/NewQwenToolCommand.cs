using System.Collections;
using System.Management.Automation;
using QwenCode.ArgumentCompletion;
using QwenCode.Conversion;
using QwenCode.Tools;

namespace QwenCode.Commands;

/// <summary>Makes a tool of a command: which parameter set and parameters a model sees, and which are fixed.</summary>
[Cmdlet(VerbsCommon.New, "QwenTool", DefaultParameterSetName = CommandSet)]
[OutputType(typeof(QwenTool))]
public sealed class NewQwenToolCommand : QwenCommand
{
    private const string CommandSet = "Command";
    private const string ScriptBlockSet = "ScriptBlock";

    /// <summary>The command: a name or alias, the path of a script, or a command of <c>Get-Command</c>.</summary>
    [Parameter(ParameterSetName = CommandSet, Position = 0, Mandatory = true, ValueFromPipeline = true, HelpMessage = "The command that the model may call.")]
    [ArgumentCompleter(typeof(ToolCompleter))]
    [ValidateNotBlank]
    public object? Command { get; set; }

    /// <summary>The script block, with a <c>param</c> block for what the model may specify.</summary>
    [Parameter(ParameterSetName = ScriptBlockSet, Mandatory = true, HelpMessage = "The script block that the model may call.")]
    [ValidateNotNull]
    public ScriptBlock? ScriptBlock { get; set; }

    /// <summary>The name by which the model calls it: 1 to 64 ASCII letters, digits, hyphens and underscores. Defaults to the command's.</summary>
    [Parameter(ParameterSetName = CommandSet)]
    [Parameter(ParameterSetName = ScriptBlockSet, Mandatory = true, HelpMessage = "The name by which the model calls the tool.")]
    [ValidateNotBlank]
    public string? Name { get; set; }

    /// <summary>The description that the model sees. Defaults to that of the command's help.</summary>
    [Parameter]
    [ValidateNotBlank]
    public string? Description { get; set; }

    /// <summary>The parameter set that is offered. Defaults to the command's default one, or else to the first that has all fixed parameters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ParameterSetCompleter))]
    [ValidateNotBlank]
    public new string? ParameterSetName { get; set; }

    /// <summary>The parameters that the model may specify. Defaults to all of the parameter set.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ToolParameterCompleter))]
    [ValidateNotBlank]
    public string[]? Parameter { get; set; }

    /// <summary>Parameters with values that the model neither sees nor changes.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary FixedParameter { get; set; } = new Hashtable();

    /// <summary>Declares that the command changes nothing: the prompt for approval says so, and Enter means Yes. It is still prompted for.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Report(
        () =>
        {
            var options = new ToolOptions
            {
                Name = Name,
                Description = Description,
                ParameterSetName = ParameterSetName,
                Parameters = Parameter,
                FixedParameters = FixedParameter,
                IsReadOnly = ReadOnly,
            };
            var reader = new ToolReader(this);
            var command = ScriptBlock is { } block ? reader.ReadBlock(block, Name!) : reader.ReadCommand(Command);
            WriteObject(ToolBuilder.Build(command, options));
        },
        MyInvocation.ExpectingInput ? Command : null);
}
