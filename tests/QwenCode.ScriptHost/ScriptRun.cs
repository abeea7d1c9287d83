using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace QwenCode.ScriptHost;

/// <summary>Runs a script as <c>pwsh -File</c> does, in a new runspace of this process.</summary>
internal static class ScriptRun
{
    /// <summary>Runs it, and returns the exit code.</summary>
    public static int Run(ScriptRequest script, PSHost console)
    {
        SetEnvironment(script.Environment);
        Directory.SetCurrentDirectory(script.WorkingDirectory);
        var host = new HostOfScript(console);
        using var runspace = RunspaceFactory.CreateRunspace(host, InitialSessionState.CreateDefault2());
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        try
        {
            // In the global scope, and all that it leaves goes to the host.
            using var shell = WithOutput(runspace, new Command(script.File, isScript: false, useLocalScope: false));
            shell.Invoke();
            return host.ExitCode ?? 0;
        }
        catch (RuntimeException exception)
        {
            Report(runspace, exception.ErrorRecord);
            return host.ExitCode ?? 1;
        }
        finally
        {
            CloseOthers(runspace);
        }
    }

    // What a script leaves open would be another session of the process to the next one.
    private static void CloseOthers(Runspace own)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        foreach (var open in shell.AddCommand("Get-Runspace").Invoke<Runspace>())
        {
            if (open != own && open != Runspace.DefaultRunspace && open.RunspaceStateInfo.State == RunspaceState.Opened)
                open.CloseAsync();
        }
    }

    private static void Report(Runspace runspace, ErrorRecord error)
    {
        // What leads it to the standard error, as pwsh itself does it, is not public.
        var shown = new PSObject(error);
        var stream = typeof(PSObject).GetProperty("WriteStream", BindingFlags.Instance | BindingFlags.NonPublic)!;
        stream.SetValue(shown, Enum.Parse(stream.PropertyType, "Error"));
        using var shell = WithOutput(runspace);
        shell.Invoke(new ArrayList { shown });
    }

    private static PowerShell WithOutput(Runspace runspace, params Command[] commands)
    {
        var shell = PowerShell.Create();
        shell.Runspace = runspace;
        foreach (var command in commands)
            shell.Commands.AddCommand(command);
        shell.Commands.AddCommand(new Command("Out-Default") { MergeUnclaimedPreviousCommandResults = PipelineResultTypes.Output | PipelineResultTypes.Error });
        return shell;
    }

    private static void SetEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => !variables.ContainsKey(name)))
            Environment.SetEnvironmentVariable(name, null);
        foreach (var (name, value) in variables)
            Environment.SetEnvironmentVariable(name, value);
    }
}
