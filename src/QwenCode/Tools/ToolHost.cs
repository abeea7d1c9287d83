using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using QwenCode.Commands;
using QwenCode.SignIn;

namespace QwenCode.Tools;

/// <summary>
/// The host that a tool sees: what it writes there is part of its result, it cannot end the session, and its prompts reach the user, or fail
/// at once if there is none.
/// </summary>
/// <remarks>
/// PowerShell has no public member to exchange the host of a session that runs. Where its internals are not as expected, the tool sees the
/// session's own host.
/// </remarks>
internal sealed class ToolHost : PSHost
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    private readonly PSHost _host;

    private ToolHost(PSHost host, ToolHostInterface ui) => (_host, UI) = (host, ui);

    /// <inheritdoc/>
    public override string Name => _host.Name;

    /// <inheritdoc/>
    public override Version Version => _host.Version;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override PSHostUserInterface UI { get; }

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => _host.CurrentCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => _host.CurrentUICulture;

    /// <inheritdoc/>
    public override PSObject PrivateData => _host.PrivateData;

    /// <summary>Whether a session's host is this one, since its command runs in a tool.</summary>
    public static bool IsIn(PSHost host) => Outer(host) is ToolHost;

    /// <summary>Gives the session this host until the result is disposed of.</summary>
    /// <param name="command">The command that offers the tool.</param>
    /// <param name="output">Takes what the tool writes.</param>
    /// <param name="limit">The time that the tool may take.</param>
    public static IDisposable? Begin(QwenCommand command, ToolOutputCollector output, ToolTimeLimit limit)
    {
        var type = command.Host.GetType();
        if (Outer(command.Host) is not { UI: not null } host
            || type.GetProperty("IsHostRefSet", Internal)?.GetValue(command.Host) is not bool isSet
            || type.GetMethod("SetHostRef", Internal, [typeof(PSHost)]) is not { } set
            || type.GetMethod("RevertHostRef", Internal, []) is not { } revert)
        {
            return null;
        }

        var shown = new ToolHostInterface(host.UI, Interactivity.ReasonNotToPrompt(command.Host), output, limit);
        set.Invoke(command.Host, [new ToolHost(host, shown)]);
        return new Ending(() =>
        {
            shown.End();
            if (isSet)
                set.Invoke(command.Host, [host]);
            else
                revert.Invoke(command.Host, []);
        });
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("A tool cannot open a prompt of PowerShell's.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt()
    {
    }

    /// <inheritdoc/>
    public override void NotifyBeginApplication() => _host.NotifyBeginApplication();

    /// <inheritdoc/>
    public override void NotifyEndApplication() => _host.NotifyEndApplication();

    private static PSHost? Outer(PSHost host) => host.GetType().GetProperty("ExternalHost", Internal)?.GetValue(host) as PSHost;

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
