using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace QwenCode.Tools;

/// <summary>The user interface that a tool sees; see <see cref="ToolHost"/>.</summary>
/// <param name="ui">The session's own.</param>
/// <param name="reasonNotToPrompt">Why nobody can be prompted; <see langword="null"/> if the user can.</param>
/// <param name="output">Takes what is written.</param>
/// <param name="limit">The time that the tool may take.</param>
internal sealed class ToolHostInterface(PSHostUserInterface ui, string? reasonNotToPrompt, ToolOutputCollector output, ToolTimeLimit limit) : PSHostUserInterface
{
    private readonly Dictionary<(long Source, int Activity), ProgressRecord> _progress = [];

    // A longer line cannot be part of the result, and it may never end.
    private const int LongestLine = 1024 * 1024;

    // The beginning of a line, or what precedes a prompt.
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => ui.RawUI;

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => false;

    /// <inheritdoc/>
    public override string ReadLine() => AfterLine(shown => shown.ReadLine());

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString() => AfterLine(shown => shown.ReadLineAsSecureString());

    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        Prompted(shown => shown.Prompt(caption, message, descriptions));

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        Prompted(shown => shown.PromptForCredential(caption, message, userName, targetName));

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        Prompted(shown => shown.PromptForCredential(caption, message, userName, targetName, allowedCredentialTypes, options));

    /// <inheritdoc/>
    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Prompted(shown => shown.PromptForChoice(caption, message, choices, defaultChoice));

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
            _progress.Remove((sourceId, record.ActivityId));
        else
            _progress[(sourceId, record.ActivityId)] = record;
        ui.WriteProgress(sourceId, record);
    }

    /// <inheritdoc/>
    public override void Write(string value)
    {
        _line.Append(value);
        if (_line.Length > LongestLine)
            EndLine();
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        output.AddLine($"{_line}{value}");
        _line.Clear();
    }

    /// <summary>Ends the line and the progress that were begun.</summary>
    public void End()
    {
        EndLine();
        foreach (var ((source, activity), record) in _progress)
            ui.WriteProgress(source, new ProgressRecord(activity, record.Activity, record.StatusDescription) { RecordType = ProgressRecordType.Completed });
        _progress.Clear();
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value) => WriteLine($"ERROR: {value}");

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteLine($"WARNING: {message}");

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message)
    {
    }

    /// <inheritdoc/>
    public override void WriteDebugLine(string message)
    {
    }

    private void EndLine()
    {
        if (_line.Length > 0)
            WriteLine("");
    }

    private T AfterLine<T>(Func<PSHostUserInterface, T> read) => Prompted(shown =>
    {
        shown.Write(_line.ToString());
        _line.Clear();
        return read(shown);
    });

    private T Prompted<T>(Func<PSHostUserInterface, T> prompt)
    {
        if (reasonNotToPrompt is { } reason)
            throw new HostException($"The command prompts, and nobody can be prompted: {reason}.");
        try
        {
            return limit.Suspend(() => prompt(ui));
        }
        catch (PipelineStoppedException)
        {
            if (!limit.Token.IsCancellationRequested)
                output.Interrupt();
            throw;
        }
    }
}
