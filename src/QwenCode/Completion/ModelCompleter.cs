using System.Collections;
using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using QwenCode.Authentication;
using QwenCode.Chat;
using QwenCode.Loading;
using QwenCode.Session;

namespace QwenCode.Completion;

/// <summary>
/// Completes the names of the models that the endpoint offers. They are kept for five minutes; a question never takes longer than
/// two seconds, and a failure completes nothing.
/// </summary>
public sealed class ModelCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<Uri, (long AskedAt, IReadOnlyList<ModelInfo> Models)> Known = new();

    /// <summary>The models whose names contain what was typed, those that begin with it first.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The other parameters: provider, base URL and context count.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var typed = CompletionText.Unquote(wordToComplete);
        return from model in Models(fakeBoundParameters)
               where model.Id.Contains(typed, StringComparison.OrdinalIgnoreCase)
               orderby model.Id.StartsWith(typed, StringComparison.OrdinalIgnoreCase) descending
               select new CompletionResult(
                   CompletionText.Quote(model.Id), model.Id, CompletionResultType.ParameterValue, $"{model.Id} at {model.Provider}");
    }

    private static IReadOnlyList<ModelInfo> Models(IDictionary parameters)
    {
#pragma warning disable CA1031 // Nothing may come between the user and the prompt.
        try
        {
            var context = Context(parameters);
            if (context.IsDoubtful)
                return [];
            if (Known.TryGetValue(context.BaseUrl!, out var known) && TimeProvider.System.GetElapsedTime(known.AskedAt) < Freshness)
                return known.Models;
            var options = new CallOptions { Timeout = Patience, MaximumRetryCount = 0 };
            var asking = Task.Run(() => ConnectorLoader.ChatService.ListModelsAsync(context, options, CancellationToken.None));
            if (!asking.Wait(Patience))
                return [];
            Known[context.BaseUrl!] = (TimeProvider.System.GetTimestamp(), asking.Result);
            return asking.Result;
        }
        catch (Exception)
        {
            return [];
        }
#pragma warning restore CA1031
    }

    private static AuthContext Context(IDictionary parameters)
    {
        if (parameters["AuthContext"] is AuthContext given)
            return given;
        var choice = new AuthChoice { Provider = parameters["Provider"] as string, BaseUrl = parameters["BaseUrl"] as string };
        var context = QwenSession.Current.Resolve(choice, QwenSession.Current.Choice, CurrentLocation());
        context.EnsureUsable();
        return context;
    }

    // The session state of a runspace may not be asked while it runs something, as it does now: it completes.
    private static string CurrentLocation()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(@"Microsoft.PowerShell.Management\Get-Location").AddParameter("PSProvider", "FileSystem");
        return shell.Invoke<PathInfo>()[0].ProviderPath;
    }
}
