using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using QwenCode.Authentication;

namespace QwenCode.Completion;

/// <summary>Completes the names of the providers; the tooltip tells who it is and where it is.</summary>
public sealed class ProviderCompleter : IArgumentCompleter
{
    /// <summary>The providers whose names begin with what was typed.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The other parameters.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        from provider in Providers.All
        where provider.Name.StartsWith(CompletionText.Unquote(wordToComplete), StringComparison.OrdinalIgnoreCase)
        select new CompletionResult(
            provider.Name, provider.Name, CompletionResultType.ParameterValue, $"{provider.Description}: {provider.Place}{(provider.IsLocal ? ", no key needed" : $", key in {provider.KeyVariable}")}");
}
