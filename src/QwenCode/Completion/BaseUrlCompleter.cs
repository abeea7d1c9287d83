using QwenCode.Catalogue;

namespace QwenCode.Completion;

/// <summary>Completes the base URLs of the providers that have a fixed one.</summary>
internal sealed class BaseUrlCompleter : ChoiceCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string Meaning)> Choices =>
        from provider in Providers.All
        where provider.BaseUrl is not null
        select (provider.BaseUrl!.AbsoluteUri, $"{provider.Description}: -Provider {provider.Name}");
}
