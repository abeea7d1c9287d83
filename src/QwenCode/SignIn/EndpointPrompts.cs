using System.Management.Automation.Host;
using System.Net;
using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.SignIn;

/// <summary>Prompts for provider, API key and model, each only if it is needed. Enter keeps what is in effect.</summary>
internal sealed class EndpointPrompts(PSHostUserInterface ui, AuthContext current, AuthChoice session)
{
    private readonly bool _hasKeyEndpoint = current.Method is AuthMethod.ApiKey;

    /// <summary>The choice with what the user entered.</summary>
    public AuthChoice Prompt(AuthChoice choice)
    {
        choice = PromptForProvider(choice);
        var provider = ProviderOf(choice);
        if (provider is not { IsLocal: true } || provider.Name == Providers.CustomName)
            choice = choice with { ApiKey = PromptForKey(isKept: choice.Provider is null ? session.HostOfKeyBeside(choice) is null : session.Beside(choice).ApiKey is not null, provider) };
        return choice with { Model = PromptForModel(choice is { Provider: null, BaseUrl: null } ? current.Model : null, provider) };
    }

    private AuthChoice PromptForProvider(AuthChoice choice)
    {
        ui.WriteLine($"Providers: {string.Join(", ", Providers.All.Select(p => p.Name))}");
        while (true)
        {
            var answer = Read(_hasKeyEndpoint ? $"Provider or base URL (Enter keeps {current.Provider})" : "Provider or base URL (Enter lets the key decide)");
            if (answer is null || (_hasKeyEndpoint && answer.Equals(current.Provider, StringComparison.OrdinalIgnoreCase)))
                return choice;
            if (Providers.TryGet(answer, out var provider))
                return choice with { Provider = provider.Name, BaseUrl = provider.BaseUrl is null ? Read($"Base URL of {provider.Name}") : null };
            if (answer.AsSpan().ContainsAny(".:/"))
                return choice with { BaseUrl = answer };
            var meant = Suggestion.Find(answer, Providers.All.Select(p => p.Name)) is { } near ? $" Did you mean {near}?" : "";
            ui.WriteLine(ForeignText.OneLine($"'{SecretMask.Text(answer)}' is not a provider.{meant}"));
        }
    }

    private Provider? ProviderOf(AuthChoice choice)
    {
        if (choice.Provider is { } name && Providers.TryGet(name, out var provider))
            return provider;
        if (choice.BaseUrl is { } url)
            return Uri.TryCreate(url, UriKind.Absolute, out var given) ? Providers.Of(given) : null;
        return _hasKeyEndpoint ? current.Endpoint!.Provider : null;
    }

    private Secret? PromptForKey(bool isKept, Provider? provider)
    {
        var enter = isKept && current.KeySource is not null ? "keeps the one in effect" : provider is { IsLocal: true } ? "sends none" : "uses the environment's";
        ui.Write($"API key (Enter {enter}): ");
        var key = new NetworkCredential("", ui.ReadLineAsSecureString()).Password;
        return string.IsNullOrWhiteSpace(key) ? null : new Secret(key);
    }

    private string? PromptForModel(string? kept, Provider? provider) => Read(
        kept is not null ? $"Model (Enter keeps {kept})"
        : provider?.DefaultModel is { } model ? $"Model (Enter uses {model})"
        : provider is null ? "Model (Enter uses the provider's default)"
        : "Model");

    private string? Read(string prompt)
    {
        ui.Write($"{ForeignText.OneLine(prompt)}: ");
        var answer = ui.ReadLine();
        return string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
    }
}
