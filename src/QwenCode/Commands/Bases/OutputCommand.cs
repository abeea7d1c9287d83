using System.Management.Automation;
using QwenCode.Pipeline;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Commands;

/// <summary>What the cmdlets write for a person: harmless for a terminal, and without a secret.</summary>
public abstract class OutputCommand : PSCmdlet
{
    private static readonly string[] HostTag = ["PSHOST"];

    private protected OutputCommand()
    {
    }

    /// <summary>Called before something is written that the host may show; <see langword="null"/> for nothing.</summary>
    internal Action? BeforeShowing { get; set; }

    internal new void WriteVerbose(string text)
    {
        BeforeShowing?.Invoke();
        DebugPrompts.Avoid(this);
        base.WriteVerbose(Shown(text));
    }

    internal new void WriteDebug(string text)
    {
        BeforeShowing?.Invoke();
        base.WriteDebug(ForeignText.Lines(SecretMask.Text(text)));
    }

    internal new void WriteWarning(string text)
    {
        BeforeShowing?.Invoke();
        DebugPrompts.Avoid(this);
        base.WriteWarning(Shown(text));
    }

    internal new void WriteProgress(ProgressRecord record)
    {
        BeforeShowing?.Invoke();
        (record.Activity, record.StatusDescription) = (Shown(record.Activity), Shown(record.StatusDescription));
        base.WriteProgress(record);
    }

    internal new bool ShouldProcess(string target, string action)
    {
        DebugPrompts.Avoid(this);
        return base.ShouldProcess(Shown(target), Shown(action));
    }

    /// <summary>The value of a preference variable. One that a script or function assigns is a string.</summary>
    internal ActionPreference PreferenceOf(string variable) =>
        LanguagePrimitives.TryConvertTo<ActionPreference>(GetVariableValue(variable), out var preference) ? preference : ActionPreference.Continue;

    /// <summary>Writes a line on the host.</summary>
    internal void WriteHostLine(string text, ConsoleColor? foreground = null, ConsoleColor? background = null) =>
        WriteHost(new HostInformationMessage { Message = ForeignText.OneLine(text), ForegroundColor = foreground, BackgroundColor = background });

    /// <summary>Writes a text on the host that has come through an <see cref="AnswerRenderer"/>.</summary>
    internal void WriteHostText(string text, bool endsLine) => WriteHost(new HostInformationMessage { Message = text, NoNewLine = !endsLine });

    private void WriteHost(HostInformationMessage message)
    {
        BeforeShowing?.Invoke();
        WriteInformation(message, HostTag);
    }

    private static string Shown(string text) => ForeignText.OneLine(SecretMask.Text(text), QwenException.MostCharacters);
}
