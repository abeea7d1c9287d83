using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using QwenCode.Chat;
using QwenCode.Conversion;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Console;

/// <summary>Runs a command that the user typed after <c>!</c> in the user's session, and offers its output to the next prompt.</summary>
internal sealed class SessionCommand(ChatConsole console)
{
    // Passes everything on, and keeps it.
    private const string Keep = "param($kept) process { $kept.Add($_); $_ }";

    /// <summary>For those who type what ends a shell.</summary>
    public const string HowToLeave = "To leave the console, use /exit.";

    // For programs that need the terminal, such as editors.
    private const char Terminal = '!';

    /// <summary>Runs a command.</summary>
    /// <param name="text">The command, as at PowerShell's prompt; with another <c>!</c> before it, its output goes to the terminal and is not kept.</param>
    /// <exception cref="QwenException">It is empty, or the session runs no scripts.</exception>
    public void Run(string text)
    {
        // What a command runs for its user is not held to the limits of the session.
        if (console.Command.SessionState.LanguageMode is (PSLanguageMode.NoLanguage or PSLanguageMode.RestrictedLanguage) and var mode)
            throw QwenErrors.InvalidParameter($"! is not available: the session runs no scripts (its language mode is {mode}).", "Leave the console with /exit, and run the command at the prompt.");
        var isKept = !text.StartsWith(Terminal);
        var command = text.TrimStart(Terminal).Trim();
        if (command.Length == 0)
            throw QwenErrors.InvalidParameter("There is no command after '!'.", "Type one, such as !Get-Location");
        if (IsExit(command))
        {
            console.Screen.WriteNotice(HowToLeave);
            return;
        }

        var kept = isKept ? new List<object?>() : null;
        Exception? failure = null;
        var (isCanceled, isReported) = (false, false);
        using (var shell = Shell(command, kept))
        {
            console.Input.Lend(
                () =>
                {
                    isCanceled = true;

                    // It may be called after the program's end.
                    console.Command.Pump.Post(ReportCancellation);
                    Stop(shell);
                },
                () => failure = Invoke(shell));
        }

        if (isCanceled)
            ReportCancellation();
        if (failure is not null)
        {
            console.Screen.WriteError($"The command failed: {SecretMask.Text(failure.Message)}");
            kept?.Add((failure as IContainsErrorRecord)?.ErrorRecord);
        }

        kept?.RemoveAll(item => item is null);
        if (kept is { Count: > 0 })
            Offer(command, kept);

        void ReportCancellation()
        {
            if (!isReported)
                console.Screen.WriteNotice("Canceled.");
            isReported = true;
        }
    }

    private void Offer(string command, List<object?> kept)
    {
        if (!console.Input.Prompts.Confirm($"Attach this output ({(kept.Count == 1 ? "1 object" : $"{kept.Count:N0} objects")}) to the next prompt?"))
            return;
        var builder = new PromptBuilder(new PipelineText(), console.Command.ReadFile);
        foreach (var item in kept)
            builder.Add(item!);
        // The command may contain a key.
        var name = SecretMask.Text(command);
        console.State.Pending.AddText($"output of {name}", AttachedFile.Fence(name, builder.Build(null).Text));
    }

    // It would end nothing, without a word.
    private static bool IsExit(string command) =>
        Parser.ParseInput(command, out _, out _) is { EndBlock.Statements: [ExitStatementAst] };

    private static PowerShell Shell(string command, List<object?>? kept)
    {
        var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddScript(command, useLocalScope: false);
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        if (kept is not null)
            shell.AddScript(Keep, useLocalScope: true).AddArgument(kept);
        return shell.AddCommand(@"Microsoft.PowerShell.Core\Out-Default");
    }

    private static void Stop(PowerShell shell)
    {
        try
        {
            shell.BeginStop(null, null);
        }
        catch (ObjectDisposedException)
        {
            // The command has just ended.
        }
    }

    private static RuntimeException? Invoke(PowerShell shell)
    {
        try
        {
            shell.Invoke();
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C; what it wrote until then is kept.
        }
        catch (RuntimeException exception)
        {
            return exception;
        }

        return null;
    }
}
