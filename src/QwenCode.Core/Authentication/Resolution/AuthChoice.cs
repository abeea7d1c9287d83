using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>The values that the parameters of a command, or earlier commands of the session, specify; those that are not specified are <see langword="null"/>.</summary>
internal sealed record AuthChoice
{
    /// <summary>Nothing is specified.</summary>
    public static readonly AuthChoice None = new();

    /// <summary>The method.</summary>
    public AuthMethod? Method { get; init; }

    /// <summary>The provider, by its name in <see cref="Providers"/>, whichever of its names was specified.</summary>
    public string? Provider { get; init => field = value is not null && Providers.TryGet(value, out var known) ? known.Name : value; }

    /// <summary>The base URL as it was written.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The model.</summary>
    public string? Model { get; init; }

    /// <summary>Whether <see cref="Model"/> names a route of the settings, which then gives endpoint and key.</summary>
    public bool TakesRoute { get; init; }

    /// <summary>Whether a key, an endpoint or a sign-in is specified.</summary>
    public bool HasEndpoint => ApiKey is not null || Provider is not null || BaseUrl is not null || Method is AuthMethod.OAuth or AuthMethod.Entra;

    /// <summary>The API key.</summary>
    public Secret? ApiKey { get; init; }

    /// <summary>The endpoint that was in effect when <see cref="ApiKey"/> was specified without one. The key stays with it in every directory.</summary>
    public SourcedValue? KeyEndpoint { get; init; }

    /// <summary>The sign-in to Microsoft Entra ID.</summary>
    public EntraCredential? Entra { get; init; }

    /// <summary>The grammar by which <c>.env</c> files are read.</summary>
    public EnvSyntax? EnvSyntax { get; init; }

    /// <summary>The requested method: the specified one, or ApiKey if a value is specified that only a key needs.</summary>
    public AuthMethod? ImpliedMethod => Method ?? (ApiKey is not null || Provider is not null || BaseUrl is not null ? AuthMethod.ApiKey : null);

    /// <summary>This choice once it is in effect: its key stays with the endpoint of <paramref name="context"/>.</summary>
    public AuthChoice For(AuthContext context)
    {
        if (ApiKey is null || KeyEndpoint is not null || context.Endpoint is not { Method: AuthMethod.ApiKey, WrittenUrl: var url })
            return this;
        var source = new ValueSource(ValueSourceKind.Session, $"{nameof(ApiKey)}, by {url.Source}") { Origin = url.Source.Origin, References = url.Source.References };
        return this with { KeyEndpoint = new SourcedValue(url.Value, source) { Reference = url.Reference } };
    }

    /// <summary>
    /// The part of this choice that stays in effect with <paramref name="change"/>. Another method or provider takes the old one's key, endpoint
    /// and model with it, and a base URL of another host the key, so that no key reaches a service that it was not specified for. Between
    /// the regions and plans of one vendor a key stays.
    /// </summary>
    public AuthChoice Beside(AuthChoice change)
    {
        var otherMethod = change.ImpliedMethod is { } method && method != (ImpliedMethod ?? AuthMethod.ApiKey);
        var otherProvider = change.Provider is not null && !change.Provider.Equals(Provider, StringComparison.OrdinalIgnoreCase);
        if (otherMethod || change.TakesRoute)
            return None with { EnvSyntax = EnvSyntax };
        if (otherProvider)
            return None with { Method = Method, EnvSyntax = EnvSyntax, ApiKey = change.BaseUrl is null && IsOfVendor(change.Provider!) ? ApiKey : null };
        if (TakesRoute && change.BaseUrl is not null)
            return this with { TakesRoute = false, Provider = null, ApiKey = null, KeyEndpoint = null };
        return HostOfKeyBeside(change) is null ? this : this with { ApiKey = null, KeyEndpoint = null };
    }

    // The key's vendor is that of the host that it was specified for, or of the provider if no host is known.
    private bool IsOfVendor(string other)
    {
        Provider? mine = null;
        if ((KeyEndpoint ?? Sourced(BaseUrl)) is { } endpoint)
            mine = Authentication.BaseUrl.TryParse(endpoint) is { } url ? Providers.Named(url) : null;
        else if (Provider is not null)
            _ = Providers.TryGet(Provider, out mine);
        return mine is not null && Providers.TryGet(other, out var theirs) && mine.Vendor == theirs.Vendor;
    }

    private static SourcedValue? Sourced(string? text) => text is null ? null : new SourcedValue(text, new ValueSource(ValueSourceKind.Session, nameof(BaseUrl)));

    /// <summary>The base URL that the key of this choice stays with, if <paramref name="change"/> names another host and no key.</summary>
    public Uri? HostOfKeyBeside(AuthChoice change)
    {
        if (ApiKey is null || change is not { ApiKey: null, BaseUrl: { } url } || (KeyEndpoint ?? Sourced(BaseUrl)) is not { } endpoint)
            return null;
        return Authentication.BaseUrl.TryParse(endpoint) is { } known && Authentication.BaseUrl.TryParse(Sourced(url)!) is { } next
            && !Authentication.BaseUrl.IsSameHost(known, next) ? known : null;
    }

    /// <summary>Method and provider: a base URL can hold a password.</summary>
    public override string ToString() => $"{ImpliedMethod} {Provider}";

    /// <summary><paramref name="change"/> over the part of this choice that stays in effect with it (<see cref="Beside"/>).</summary>
    public AuthChoice With(AuthChoice change)
    {
        var kept = Beside(change);
        return new AuthChoice
        {
            Method = change.Method == AuthMethod.Environment ? null : change.Method ?? kept.Method,
            Provider = change.Provider ?? kept.Provider,
            BaseUrl = change.BaseUrl ?? kept.BaseUrl,
            Model = change.Model ?? kept.Model,
            TakesRoute = change.TakesRoute || (kept.TakesRoute && (change.Model is null || change.Model == kept.Model)),
            ApiKey = change.ApiKey ?? kept.ApiKey,
            KeyEndpoint = change.ApiKey is not null ? change.KeyEndpoint : kept.KeyEndpoint,
            Entra = change.Entra ?? kept.Entra,
            EnvSyntax = change.EnvSyntax ?? kept.EnvSyntax,
        };
    }
}
