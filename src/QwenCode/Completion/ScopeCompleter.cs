using QwenCode.Entra;

namespace QwenCode.Completion;

/// <summary>Completes what a token of Microsoft Entra ID can be for.</summary>
internal sealed class ScopeCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices =>
    [
        (EntraOptions.DefaultScope, "Azure OpenAI and the other language services, the default"),
        ("https://ai.azure.com/.default", "newer resources: Azure AI Foundry"),
    ];
}
