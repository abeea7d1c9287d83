using System.Collections;
using System.Management.Automation;
using QwenCode.Catalogue;
using QwenCode.Entra;

namespace QwenCode.ArgumentCompletion;

/// <summary>Completes the values of a fixed list, each with a description.</summary>
internal abstract class ChoiceCompleter : Completer
{
    /// <summary>The values and what they mean, in the order in which they are offered.</summary>
    protected abstract IEnumerable<(string Value, string Meaning)> Choices { get; }

    /// <inheritdoc/>
    protected override IEnumerable<CompletionResult> Find(string typed, IDictionary parameters) =>
        from choice in Choices
        where choice.Value.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
        select Value(choice.Value, choice.Meaning);
}

/// <summary>Completes the names of the providers; the tooltip shows vendor, endpoint and key.</summary>
internal sealed class ProviderCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices => Providers.All.Select(provider =>
        (provider.Name, $"{provider.Description}: {provider.EndpointText}{(provider.IsLocal ? ", no key needed" : $", key in {provider.KeyVariable}")}"));
}

/// <summary>Completes the base URLs of the providers that have a fixed one.</summary>
internal sealed class BaseUrlCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices =>
        from provider in Providers.All
        where provider.BaseUrl is not null
        select (provider.BaseUrl!.AbsoluteUri, $"{provider.Description}: -Provider {provider.Name}");
}

/// <summary>Completes completion windows of batches.</summary>
internal sealed class CompletionWindowCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices =>
    [
        ("24h", "a day, the only choice with OpenAI and Azure OpenAI"),
        ("3d", "three days, with DashScope"),
        ("7d", "a week, with DashScope"),
        ("14d", "two weeks, the longest, with DashScope"),
    ];
}

/// <summary>Completes the scopes of tokens of Microsoft Entra ID.</summary>
internal sealed class ScopeCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices =>
    [
        (EntraOptions.DefaultScope, "Azure OpenAI and the other language services, the default"),
        ("https://ai.azure.com/.default", "newer resources: Azure AI Foundry"),
    ];
}

/// <summary>Completes the well-known tenant names of Microsoft Entra ID, and the tenant in the variable of Azure's tools.</summary>
internal sealed class TenantCompleter : ChoiceCompleter
{
    private const string Variable = "AZURE_TENANT_ID";

    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices
    {
        get
        {
            if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } tenant)
                yield return (tenant, $"the process variable {Variable}");
            yield return (EntraOptions.DefaultTenant, "any work or school account, the default");
            yield return ("common", "any work, school or personal account");
        }
    }
}
