using System.Collections;
using QwenCode.Chat;
using QwenCode.Tools;

namespace QwenCode;

/// <summary>A command that a model may call, as <c>New-QwenTool</c> makes it: one parameter set, of which some parameters may be fixed.</summary>
public sealed class QwenTool
{
    internal QwenTool(ToolCommand command, ToolDefinition definition, string? parameterSet, IReadOnlyList<ToolArgument> arguments, IDictionary fixedParameters, bool isReadOnly)
    {
        Source = command;
        Definition = definition;
        ParameterSetName = command.Sets.Count > 1 ? parameterSet : null;
        Arguments = arguments;
        Fixed = fixedParameters;
        IsReadOnly = isReadOnly;
        Parameters = Array.AsReadOnly(arguments.Select(argument => argument.Schema.Name).ToArray());
        FixedParameters = Array.AsReadOnly(fixedParameters.Keys.Cast<string>().Order(StringComparer.OrdinalIgnoreCase).ToArray());
    }

    /// <summary>The name by which the model calls it, and <c>-ApproveTool</c> approves it.</summary>
    public string Name => Definition.Name;

    /// <summary>What the model is told that it does.</summary>
    public string Description => Definition.Description;

    /// <summary>The command that is run.</summary>
    public string Command => Source.Text;

    /// <summary>The parameter set that it offers; <see langword="null"/> if the command has only one.</summary>
    public string? ParameterSetName { get; }

    /// <summary>The parameters that the model may specify.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The names of the parameters that are fixed. The model does not see them.</summary>
    public IReadOnlyList<string> FixedParameters { get; }

    /// <summary>Whether it is declared to change nothing.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The JSON schema of the parameters, as the model sees it.</summary>
    public string Schema => field ??= ToolSchema.Indented(Definition.Schema);

    /// <summary>What the model sees.</summary>
    internal ToolDefinition Definition { get; }

    /// <summary>The command.</summary>
    internal ToolCommand Source { get; }

    /// <summary>The parameters that the model may specify.</summary>
    internal IReadOnlyList<ToolArgument> Arguments { get; }

    /// <summary>The fixed parameters with their values.</summary>
    internal IDictionary Fixed { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
