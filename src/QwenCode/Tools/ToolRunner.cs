using System.Collections;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;
using QwenCode.Commands;

namespace QwenCode.Tools;

/// <summary>Runs the commands of tools on the pipeline thread, in the user's session.</summary>
/// <param name="command">The command that offers the tools.</param>
/// <param name="time">The clock.</param>
internal sealed class ToolRunner(QwenCommand command, TimeProvider time)
{
    // A function that a pipeline begins with would run in the scope of the caller, and an error that ends it would be one of many.
    private const string Call = "param($QwenToolCommand, $QwenToolParameters) try { & $QwenToolCommand @QwenToolParameters *>&1 } catch { throw }";

    // PowerShell compiles the text of a script each time, a script block once. Nothing in a session can take the place of a cmdlet that is given by its
    // type, whose parameters PowerShell reads once for each such object.
    private static readonly CmdletInfo InvokeCommand = new("Invoke-Command", typeof(InvokeCommandCommand));

    /// <summary>Called on the pipeline thread before a command runs.</summary>
    public Action<string>? Running { get; init; }

    /// <summary>Runs an action with the keys of the console lent to it.</summary>
    public Action<Action> Lend { get; init; } = action => action();

    /// <summary>From which impact on PowerShell prompts for confirmation.</summary>
    public ConfirmImpact ConfirmPreference { get; private set; } = ConfirmImpact.High;

    /// <summary>Runs a function on the pipeline thread.</summary>
    public Task<T> OnPipelineAsync<T>(Func<T> function, CancellationToken cancellationToken) => command.Pump.InvokeAsync(
        () =>
        {
            ConfirmPreference = LanguagePrimitives.TryConvertTo<ConfirmImpact>(command.GetVariableValue("ConfirmPreference"), out var preference) && preference != ConfirmImpact.None
                ? preference
                : ConfirmImpact.High + 1;
            return function();
        },
        cancellationToken);

    /// <inheritdoc cref="IToolRun.RunAsync"/>
    /// <param name="shown">The command line to show; <see langword="null"/> if the user has just seen it.</param>
    /// <param name="info">Its command.</param>
    /// <param name="parameters">The parameters with their values.</param>
    /// <param name="timeout">Maximum time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public Task<ToolOutput> RunAsync(
        string? shown, CommandInfo info, IReadOnlyList<(string Name, object? Value)> parameters, TimeSpan timeout, CancellationToken cancellationToken) => command.Pump.InvokeAsync(
            () =>
            {
                if (shown is not null)
                    Running?.Invoke(shown);
                ToolOutput? output = null;
                Lend(() => output = Run(info, parameters, timeout, cancellationToken));
                return output!;
            },
            cancellationToken);

    private ToolOutput Run(CommandInfo info, IReadOnlyList<(string Name, object? Value)> parameters, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var location = command.SessionState.Path.CurrentLocation;
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parameters)
            table[name] = value;
        shell.AddCommand(InvokeCommand).AddParameter("ScriptBlock", ScriptBlock.Create(Call)).AddParameter("ArgumentList", new object[] { info, table });
        using var limit = new ToolTimeLimit(timeout, time);
        var output = new ToolOutputCollector(() => shell.BeginStop(null, null));
        try
        {
            using var exitCode = new LastExitCode(command.SessionState);
            using var host = ToolHost.Begin(command, output, limit);
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using (stopping.Token.Register(() => shell.BeginStop(null, null)))
                Invoke(shell, output, limit.Token, cancellationToken);
            output.ExitCode = exitCode.Value;
        }
        finally
        {
            Restore(location);
        }

        return output.Build();
    }

    private void Invoke(PowerShell shell, ToolOutputCollector output, CancellationToken late, CancellationToken cancellationToken)
    {
        var isStopped = false;
        try
        {
            shell.Invoke(null, output.Objects);
        }
        catch (PipelineStoppedException) when (!command.Pump.IsStopped)
        {
            isStopped = true;
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            output.Fail(exception);
        }

        isStopped |= shell.InvocationStateInfo.State is PSInvocationState.Stopped or PSInvocationState.Stopping;
        if (!isStopped || output.IsFull)
            return;
        if (output.IsInterrupted)
            Interrupt();
        if (cancellationToken.IsCancellationRequested)
            output.End(ToolCallStatus.Canceled, "it was canceled while it ran");
        else if (late.IsCancellationRequested)
            output.End(ToolCallStatus.TimedOut, "it ran longer than allowed and was stopped");
        else
            output.End(ToolCallStatus.Failed, "it was stopped");
    }

    // Ctrl+C at a prompt of a tool ends what the tool is part of, as at any other prompt.
    private void Interrupt()
    {
        if (command.Pump.Scope is { } scope)
            scope.Cancel();
        else
            throw new PipelineStoppedException();
    }

    // Relative paths keep meaning what they meant to whoever approved them.
    private void Restore(PathInfo location)
    {
        if (command.SessionState.Path.CurrentLocation.Path == location.Path)
            return;
        try
        {
            command.SessionState.Path.SetLocation(WildcardPattern.Escape(location.Path));
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            command.WriteWarning($"A tool changed the location, and it cannot be restored: {exception.Message}");
        }
    }
}
