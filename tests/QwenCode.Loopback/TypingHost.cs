using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace QwenCode.Loopback;

/// <summary>A host without a terminal, whose user types the given lines and takes the first choice. PowerShell compiles it.</summary>
public sealed class TypingHost : PSHost
{
    private readonly TypingInterface _ui;

    public TypingHost(string[] lines) => _ui = new TypingInterface(lines);

    /// <summary>What was shown and typed.</summary>
    public string Shown => _ui.Shown.ToString();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "TypingHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version => new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }
}

/// <summary>Its user interface.</summary>
public sealed class TypingInterface : PSHostUserInterface
{
    private readonly Queue<string> _lines;

    public TypingInterface(string[] lines) => _lines = new Queue<string>(lines);

    public StringBuilder Shown { get; } = new();

    public override PSHostRawUserInterface RawUI => null;

    public override string ReadLine()
    {
        if (!_lines.TryDequeue(out var line))
            return null;
        Shown.AppendLine(line);
        return line;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Shown.AppendLine(message);
        return 0;
    }

    public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw new NotSupportedException();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw new NotSupportedException();

    public override void Write(string value) => Shown.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Shown.Append(value);

    public override void WriteLine(string value) => Shown.AppendLine(value);

    public override void WriteErrorLine(string value) => Shown.AppendLine(value);

    public override void WriteWarningLine(string message) => Shown.AppendLine(message);

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }
}
