using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Secrets;

namespace QwenCode.SignIn;

/// <summary>Prompts for provider, API key and model, each only if it is needed. Enter keeps what is in effect.</summary>
/// <param name="prompts">Prompts the user.</param>
/// <param name="current">What is in effect.</param>
/// <param name="session">What the session has set.</param>
/// <param name="resolve">What a choice would use.</param>
internal sealed class EndpointPrompts(Prompts prompts, AuthContext current, AuthChoice session, Func<AuthChoice, AuthContext> resolve)
{
    private readonly bool _hasKeyEndpoint = current.Method is AuthMethod.ApiKey;

    /// <summary>The choice with what the user entered.</summary>
    public AuthChoice Prompt(AuthChoice choice)
    {
        choice = new ProviderPrompt(prompts).Prompt(choice, _hasKeyEndpoint ? current.Provider : null) ?? choice;
        var provider = ProviderOf(choice);
        if (provider is not { IsLocal: true } || provider.Name == Providers.CustomName)
            choice = choice with { ApiKey = PromptForKey(choice, provider) };
        return choice with { Model = PromptForModel(choice, provider) };
    }

    private Provider? ProviderOf(AuthChoice choice)
    {
        if (choice.Provider is { } name && Providers.TryGet(name, out var provider))
            return provider;
        if (choice.BaseUrl is { } url)
            return Uri.TryCreate(url, UriKind.Absolute, out var given) ? Providers.Of(given) : null;
        return _hasKeyEndpoint ? current.Endpoint!.Provider : null;
    }

    private Secret? PromptForKey(AuthChoice choice, Provider? provider)
    {
        if (choice.Provider is not null && provider is { KeyPage.Length: > 0 })
            prompts.Write($"API keys of {provider.Name}: {provider.KeyPage}");
        var isKept = choice.Provider is null ? session.HostOfKeyBeside(choice) is null : session.Beside(choice).ApiKey is not null;
        var enter = isKept && current.KeySource is not null ? "keeps the one in effect" : provider is { IsLocal: true } ? "sends none" : "uses the environment's";
        var key = prompts.ReadSecret($"API key (Enter {enter})");
        return string.IsNullOrWhiteSpace(key) ? null : new Secret(key);
    }

    private string? PromptForModel(AuthChoice choice, Provider? provider)
    {
        var isKept = choice is { Provider: null, BaseUrl: null } && current.Model is not null;
        return prompts.Read(
            isKept ? $"Model (Enter keeps {current.Model})"
            : (resolve(session.With(choice)).Model ?? provider?.DefaultModel) is { } model ? $"Model (Enter uses {model})"
            : provider is null ? "Model (Enter uses the provider's default)"
            : "Model");
    }
}
