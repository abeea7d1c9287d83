using System.Management.Automation;
using QwenCode.Errors;

namespace QwenCode.Tools;

/// <summary>A command that was resolved once. Whatever happens to its name afterwards, it stays the same.</summary>
internal sealed class ToolCommand
{
    private readonly CommandMetadata _metadata;

    /// <summary>A command.</summary>
    /// <param name="info">What is run.</param>
    /// <param name="text">How it is written on a command line.</param>
    /// <param name="code">The code that is run, which identifies the command.</param>
    /// <exception cref="QwenException">Its parameters cannot be read (<c>InvalidTool</c>).</exception>
    public ToolCommand(CommandInfo info, string text, object code)
    {
        (Info, Text, Code) = (info, text, code);
        try
        {
            Sets = info.ParameterSets;
            _metadata = new CommandMetadata(info);
        }
        catch (Exception exception) when (exception is RuntimeException and not PipelineStoppedException)
        {
            throw QwenErrors.ToolUnusable(text, $"its parameters cannot be read ({exception.Message})", "Correct the command.");
        }
    }

    /// <summary>What is run.</summary>
    public CommandInfo Info { get; }

    /// <summary>How it is written on a command line.</summary>
    public string Text { get; }

    /// <summary>The code that is run, which identifies the command.</summary>
    public object Code { get; }

    /// <summary>Its parameter sets.</summary>
    public IReadOnlyList<CommandParameterSetInfo> Sets { get; }

    /// <summary>Whether it can ask for confirmation, and show what it would do: it changes something.</summary>
    public bool SupportsShouldProcess => _metadata.SupportsShouldProcess;

    /// <summary>How much it changes.</summary>
    public ConfirmImpact ConfirmImpact => _metadata.ConfirmImpact;
}
