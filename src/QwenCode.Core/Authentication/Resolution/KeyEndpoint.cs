using QwenCode.Catalogue;
using QwenCode.Configuration;

namespace QwenCode.Authentication;

/// <summary>The parts of an endpoint that takes a key.</summary>
internal sealed class KeyEndpoint
{
    /// <summary>The key; <see langword="null"/> if none is sent.</summary>
    public required SourcedValue? Key { get; init; }

    /// <summary>The base URLs, the one in effect first.</summary>
    public required List<SourcedValue> Urls { get; init; }

    /// <summary>The model; <see langword="null"/> if each request has to name one.</summary>
    public required SourcedValue? Model { get; init; }

    /// <summary>The base URL.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The provider.</summary>
    public required Provider Provider { get; init; }

    /// <summary>The base URL that the source of the key also sets; <see langword="null"/> if it sets none.</summary>
    public SourcedValue? Pair { get; init; }

    /// <summary>The route of the settings that it is; <see langword="null"/> if it is none.</summary>
    public ValueSource? Route { get; init; }

    /// <summary>The options for requests in the settings; <see langword="null"/> if there are none.</summary>
    public GenerationConfig? Config { get; init; }

    // A header of the settings that carries a credential is sent in place of the key.
    private CustomHeader? OwnHeader => Config?.Headers.FirstOrDefault(header => header.Name.Equals(Provider.KeyHeader ?? "Authorization", StringComparison.OrdinalIgnoreCase));

    /// <summary>The warnings about where key, model, headers and members go.</summary>
    /// <param name="strictness">Why a warning is an error, as a clause; <see langword="null"/> if it is none.</param>
    /// <exception cref="QwenException">One of them may not go there (<c>UntrustedEndpoint</c>).</exception>
    public List<string> Check(Func<string?> strictness)
    {
        var url = Urls[0];
        var warnings = EndpointTrust.Check(Key, Model, url, BaseUrl, strictness, ReferenceEquals(Pair, url) ? null : Pair);
        if (Config is not null)
            warnings.AddRange(EndpointTrust.CheckConfig(Config, url, BaseUrl, strictness));
        return warnings;
    }

    /// <summary>The endpoint.</summary>
    /// <param name="requests">The session's requests to the provider.</param>
    /// <param name="isDoubtful">Whether a warning is about it.</param>
    /// <param name="fallbackModels">The models to fall back to.</param>
    /// <param name="routeOf">Finds the endpoint of another model.</param>
    public Endpoint Build(RequestLog requests, bool isDoubtful, IReadOnlyList<string> fallbackModels, Func<string, AuthContext?> routeOf) => new()
    {
        Method = AuthMethod.ApiKey,
        Provider = Provider,
        Url = BaseUrl,
        WrittenUrl = Urls[0],
        Model = Model,
        Credential = OwnHeader is { } own ? new HeaderCredential(own.Name, own.Value.Secret) : Key is { } key ? new ApiKeyCredential(key.Secret, Provider.KeyHeader) : Credential.None,
        CredentialSource = (OwnHeader?.Value ?? Key)?.Source.ToString() ?? "",
        Limiter = RequestLimiter.None,
        Requests = requests,
        IsDoubtful = isDoubtful,
        Route = Route,
        Config = Config,
        FallbackModels = fallbackModels,
        RouteOf = routeOf,
    };
}
