using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using QwenCode.Showing;

namespace QwenCode.ArgumentCompletion;

/// <summary>The base of all completers. An error completes nothing.</summary>
internal abstract class Completer : IArgumentCompleter
{
    private const int MostToolTip = 2000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    // Work that can stop midway ends earlier, so that what it has found is returned.
    private static readonly TimeSpan SoftLimit = TimeSpan.FromSeconds(1.8);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
#pragma warning disable CA1031 // A completion that fails completes nothing.
        try
        {
            return [.. Find(CompletionText.Unquote(wordToComplete), fakeBoundParameters).Where(found => ForeignText.IsHarmless(found.CompletionText)).Select(Shown)];
        }
        catch (Exception)
        {
            return [];
        }
#pragma warning restore CA1031
    }

    /// <summary>The values that complete what was typed.</summary>
    /// <param name="typed">What was typed, without quotes.</param>
    /// <param name="parameters">The other parameters, as far as their values are known before the command runs.</param>
    protected abstract IEnumerable<CompletionResult> Find(string typed, IDictionary parameters);

    /// <summary>A value in quotes if it needs them.</summary>
    protected static CompletionResult Value(string value, string tooltip) =>
        new(CompletionText.Quote(value), value, CompletionResultType.ParameterValue, tooltip);

    /// <summary>A local time as tooltips show it, in the Gregorian calendar whatever the culture.</summary>
    protected static string TimeText(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    // A menu shows both; the inserted text has escapes.
    private static CompletionResult Shown(CompletionResult found) => ForeignText.IsHarmless(found.ListItemText) && ForeignText.IsHarmless(found.ToolTip)
        ? found
        : new CompletionResult(found.CompletionText, ForeignText.OneLine(found.ListItemText), found.ResultType, ForeignText.Shortened(found.ToolTip, MostToolTip));

    /// <summary>Runs work that may be slow on another thread, for two seconds at most.</summary>
    /// <param name="work">The work; its token is canceled shortly before the time is over.</param>
    /// <exception cref="TimeoutException">It took longer than two seconds.</exception>
    protected static T InTime<T>(Func<CancellationToken, T> work)
    {
        var cancellation = new CancellationTokenSource(SoftLimit);
        var working = Task.Run(() => work(cancellation.Token));
        return working.Wait(Limit) ? working.Result : throw new TimeoutException();
    }

    /// <summary>Runs a command in the session. The session state cannot be read directly while the runspace completes.</summary>
    protected static IReadOnlyList<T> Ask<T>(string command, params (string Name, object Value)[] parameters)
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(command).AddParameter("ErrorAction", ActionPreference.Ignore);
        foreach (var (name, value) in parameters)
            shell.AddParameter(name, value);
        return shell.Invoke<T>();
    }

    /// <summary>The current directory of the session.</summary>
    protected static string CurrentDirectory() =>
        Ask<PathInfo>(@"Microsoft.PowerShell.Management\Get-Location", ("PSProvider", "FileSystem"))[0].ProviderPath;
}
