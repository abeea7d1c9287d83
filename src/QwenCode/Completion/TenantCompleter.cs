using QwenCode.Entra;

namespace QwenCode.Completion;

/// <summary>Completes the tenants of Microsoft Entra ID that have a name everywhere, and the one that Azure's tools are told by variable.</summary>
internal sealed class TenantCompleter : ChoiceCompleter
{
    private const string Variable = "AZURE_TENANT_ID";

    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices
    {
        get
        {
            if (System.Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } tenant)
                yield return (tenant, $"the process variable {Variable}");
            yield return (EntraOptions.DefaultTenant, "any work or school account, the default");
            yield return ("common", "any work, school or personal account");
        }
    }
}
