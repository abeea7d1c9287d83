using QwenCode.Catalogue;

namespace QwenCode.Completion;

/// <summary>Completes the names of the providers; the tooltip tells who it is, where it is, and which key it takes.</summary>
internal sealed class ProviderCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices => Providers.All.Select(provider =>
        (provider.Name, $"{provider.Description}: {provider.Place}{(provider.IsLocal ? ", no key needed" : $", key in {provider.KeyVariable}")}"));
}
