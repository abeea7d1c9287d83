using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace QwenCode.ScriptHost;

/// <summary>The console's host for one script, which ends the script and not the process.</summary>
/// <param name="console">That of the process.</param>
internal sealed class HostOfScript(PSHost console) : PSHost
{
    /// <summary>What the script ended with by <c>exit</c>.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => console.Name;

    public override Version Version => console.Version;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => console.CurrentCulture;

    public override CultureInfo CurrentUICulture => console.CurrentUICulture;

    public override PSHostUserInterface UI => console.UI;

    public override PSObject PrivateData => console.PrivateData;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
        // The process does that.
    }

    public override void NotifyEndApplication()
    {
        // The process does that.
    }
}
