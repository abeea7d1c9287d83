namespace QwenCode.Authentication;

/// <summary>What somebody said explicitly, by parameters of one command or earlier in the session; what is null was not said.</summary>
internal sealed record AuthChoice
{
    /// <summary>Nothing said.</summary>
    public static readonly AuthChoice None = new();

    /// <summary>The method.</summary>
    public AuthMethod? Method { get; init; }

    /// <summary>The provider, by its name in <see cref="Providers"/>.</summary>
    public string? Provider { get; init; }

    /// <summary>The base URL as it was written.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>The API key.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>The login to Microsoft Entra ID.</summary>
    public EntraCredential? Entra { get; init; }

    /// <summary>The grammar by which <c>.env</c> files are read.</summary>
    public EnvSyntax? EnvSyntax { get; init; }

    /// <summary>
    /// This choice with <paramref name="change"/> on top. Another provider takes the old one's endpoint and key with it, so that no
    /// key reaches a service that it was not given for.
    /// </summary>
    public AuthChoice With(AuthChoice change)
    {
        var otherProvider = change.Provider is not null && !change.Provider.Equals(Provider, StringComparison.OrdinalIgnoreCase);
        var otherMethod = change.Method is not null && change.Method != Method;
        if (change.Method == AuthMethod.Environment)
            return None with { EnvSyntax = change.EnvSyntax ?? EnvSyntax, Model = change.Model };
        var kept = otherMethod ? None with { Model = otherProvider ? null : Model } : otherProvider ? None with { Method = Method } : this;
        return new AuthChoice
        {
            Method = change.Method ?? kept.Method,
            Provider = change.Provider ?? kept.Provider,
            BaseUrl = change.BaseUrl ?? kept.BaseUrl,
            Model = change.Model ?? kept.Model,
            ApiKey = change.ApiKey ?? kept.ApiKey,
            Entra = change.Entra ?? kept.Entra,
            EnvSyntax = change.EnvSyntax ?? EnvSyntax,
        };
    }
}
