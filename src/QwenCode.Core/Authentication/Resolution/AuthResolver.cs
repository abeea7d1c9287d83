using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>Decides what a request uses, and records for each value its source and what it overrides.</summary>
internal sealed class AuthResolver
{
    private readonly AuthChoice _parameters;
    private readonly AuthChoice _session;
    private readonly ResolvedEnvironment _environment;
    private readonly OAuthCredentialCache _credentials;
    private readonly RequestLogs _requests;
    private readonly RequestLimiter _limiter;
    private readonly ValueSelection _values;
    private readonly RouteSelection _routes;
    private readonly ValueNotes _notes = new();
    private readonly List<string> _warnings;
    private readonly List<string> _doubts = [];
    private readonly ModelRoute? _fallback;

    private AuthResolver(
        AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment, OAuthCredentialCache credentials, RequestLogs requests, RequestLimiter limiter, ModelRoute? fallback = null)
    {
        _fallback = fallback;
        _parameters = parameters;
        _session = session = session.Beside(parameters);
        _environment = environment;
        _credentials = credentials;
        _requests = requests;
        _limiter = limiter;
        _values = new ValueSelection(parameters, session.TakesRoute ? session with { BaseUrl = null, Provider = null } : session, environment);
        _routes = new RouteSelection(parameters, session, environment);
        _warnings = [.. environment.Warnings];
    }

    /// <summary>What a request would use; if nothing is usable, the context reports what is missing or rejected.</summary>
    /// <param name="parameters">What the running command specifies.</param>
    /// <param name="session">What <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> have set.</param>
    /// <param name="environment">What applies to the current directory.</param>
    /// <param name="credentials">Finds a cached credential.</param>
    /// <param name="requests">The session's counts.</param>
    /// <param name="limiter">The limiter that keeps a sign-in's requests within its rate limit.</param>
    /// <exception cref="QwenException">The specified name is not a provider's (<c>InvalidParameter</c>).</exception>
    public static AuthContext Resolve(
        AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment, OAuthCredentialCache credentials, RequestLogs requests, RequestLimiter? limiter = null) =>
        new AuthResolver(parameters, session, environment, credentials, requests, limiter ?? RequestLimiter.None).Resolve();

    private AuthContext Resolve()
    {
        try
        {
            return Decide();
        }
        catch (QwenException failure)
        {
            return Unusable(failure);
        }
    }

    private AuthContext Decide()
    {
        var keys = _values.Keys();
        var urls = _values.BaseUrls();
        if (keys.Count == 0 && urls.Count > 0)
            keys = _values.OwnKeys(urls);
        if (_session.TakesRoute || !(_parameters.HasEndpoint || _session.HasEndpoint))
            _warnings.AddRange(_environment.Routes.Warnings);
        var route = _routes.Choose(keys, urls);
        var login = (OAuthCredentialCache.Exists(_environment), OAuthCredentialCache.PathOf(_environment));
        var methods = MethodSelection.Choose(_parameters, _session, _environment, keys, urls, route is { IsTaken: true } ? route.Route : null, login);
        if (keys.Count == 0 && urls.Count == 0 && route is null && (methods.Count == 0 || methods[0].Method == AuthMethod.ApiKey) && (keys = _values.OwnKeys(urls)).Count > 0)
        {
            urls = [_values.OwnUrl];
            if (methods.Count == 0)
                methods = [new ChosenMethod(AuthMethod.ApiKey, keys[0].Source)];
        }

        if (methods.Count == 0)
            return route is null ? Unusable(Nothing()) : WithoutKey(route);
        var (method, source) = methods[0];
        _notes.Add("Method", method.ToString(), methods.Where(m => m.Method != method).Select(m => m.Source).Prepend(source));
        return method switch
        {
            AuthMethod.OAuth => ByCachedCredential(methods[0]),
            AuthMethod.Entra => ByEntra(),
            _ when route is { IsTaken: true } => ByRoute(route),
            _ when keys.Count == 0 && urls.Count == 0 && route is not null => WithoutKey(route),
            _ => ByKey(keys, urls, route),
        };
    }

    private AuthContext ByRoute(ChosenRoute chosen)
    {
        if (!chosen.HasKey)
            return WithoutKey(chosen);
        _notes.Add("Route", chosen.Description, [chosen.Route.Source]);
        var (route, url) = (chosen.Route, chosen.Urls[0]);
        var baseUrl = Authentication.BaseUrl.Parse(url, url.Source.ToString()).Url;
        var keySource = chosen.Keys.FirstOrDefault()?.Source;
        var isDefault = url.Source is { Kind: ValueSourceKind.Default, Name: Providers.OpenAI };
        if (isDefault && keySource is not null && keySource.Authors.Any(author => author.IsTrusted))
            DoubtHidden(baseUrl);
        var config = RequestSettings.OfRoute(route, _environment, _warnings) is { } read && EndpointTrust.MayAdd(read, url, _warnings) ? read : null;
        return Usable(
            new KeyEndpoint
            {
                Key = chosen.Keys.FirstOrDefault(),
                Urls = chosen.Urls,
                Model = ModelName.EnsureValid(chosen.Models[0]),
                BaseUrl = baseUrl,
                Provider = Providers.Of(baseUrl),
                Pair = (route.BaseUrl is null || route.KeyVariable is null) && keySource is not null ? ValueSelection.PairOf(route.KeyVariable is null ? keySource : keySource.References[0], _values.BaseUrls()) : null,
                Route = route.Source,
                Config = config,
            },
            chosen.Keys,
            chosen.Models);
    }

    // A server on this machine needs no key, but its URL must be recognized.
    private AuthContext WithoutKey(ChosenRoute chosen)
    {
        _ = Authentication.BaseUrl.Parse(chosen.Urls[0], chosen.Urls[0].Source.ToString());
        return Unusable(RouteSelection.KeyMissing(chosen.Route));
    }

    private AuthContext ByKey(List<SourcedValue> keys, List<SourcedValue> urls, ChosenRoute? unused)
    {
        if (unused is not null)
            _warnings.Add($"{unused.Route.Source} is not used: {(RouteSelection.VariableOf(unused.Route) is { } variable ? $"{variable} is not set" : "it has no key")}.");
        var key = keys.Count > 0 ? keys[0] : null;
        if (key is null && urls.Count == 0)
            return Unusable(Nothing());
        if (urls.Count == 0 && _values.Provider is { BaseUrl: null } named)
            throw QwenErrors.InvalidParameter($"{named.Name} has no base URL of its own.", $"Specify yours: -BaseUrl {named.UrlExample}");
        if (key is not null)
            ApiKeyRules.Check(key.Value, key.Source.ToString());
        var url = urls.Count > 0 ? urls[0] : ValueSelection.InferBaseUrl(key!);
        var (baseUrl, deployment) = Authentication.BaseUrl.Parse(url, url.Source.ToString(), _values.Provider);
        var provider = _values.Provider ?? Providers.Of(baseUrl);
        if (key is null && !provider.IsLocal && !baseUrl.IsLoopback)
            return Unusable(Nothing());
        var models = _values.Models(provider, deployment is null ? null : new SourcedValue(deployment, url.Source) { Reference = url.Reference });
        if (urls.Count == 0 && key is { Source.IsTrusted: true })
            DoubtHidden(baseUrl);
        var isExplicit = url.Source.Kind is ValueSourceKind.Parameter or ValueSourceKind.Session;
        return Usable(
            new KeyEndpoint
            {
                Key = key,
                Urls = urls.Count > 0 ? urls : [url],
                Model = models.Count > 0 ? ModelName.EnsureValid(models[0]) : null,
                BaseUrl = baseUrl,
                Provider = provider,
                Pair = key is null ? null : ValueSelection.PairOf(key.Source, urls),
                Config = isExplicit ? null : RequestSettings.OfModel(url, _environment, _warnings),
            },
            keys,
            models);
    }

    private AuthContext Usable(KeyEndpoint endpoint, List<SourcedValue> keys, List<SourcedValue> models)
    {
        if (endpoint.Key is { } key)
        {
            ApiKeyRules.Check(key.Value, key.Source.ToString());
            _notes.AddKey("ApiKey", keys);
        }

        _notes.Add("BaseUrl", endpoint.Urls[0].Reference ?? SecretMask.Text(endpoint.BaseUrl.AbsoluteUri), endpoint.Urls.Select(u => u.Source));
        _notes.Add("Model", models);
        if (endpoint.Config is { } config)
            _notes.Add("GenerationConfig", config.ToString(), config.Sources);
        var doubts = endpoint.Check(Strictness);
        doubts.AddRange(_doubts);
        _warnings.InsertRange(0, doubts);
        var url = endpoint.Urls[0];
        var fallbacks = _fallback is null ? RequestSettings.FallbackModels(url, _environment, _warnings) : [];
        return Usable(endpoint.Build(_requests.Of(endpoint.Provider.Name), doubts.Count > 0, fallbacks, model => RouteOf(model, url)));
    }

    // Another model of the same command goes over its own route, with its own key.
    private AuthContext? RouteOf(string model, SourcedValue url) =>
        (_session.HasEndpoint && !_session.TakesRoute) || _routes.Find(model) is not { } route || !EndpointTrust.IsUsersOrOf(route.Source.Author, url) ? null
        : new AuthResolver(AuthChoice.None with { Model = model }, AuthChoice.None, _environment, _credentials, _requests, _limiter, route).Resolve();

    // Nobody asked for the endpoint of a fallback, so that a warning is not enough before something of the user's goes to a project's.
    private string? Strictness() => _environment.IsStrict ? $"{ResolvedEnvironment.StrictVariable} is set"
        : _fallback is { Source.Author.IsTrusted: false } ? "a project's fallback is not sent what is not the project's"
        : null;

    // Files are not merged, so any .env file of a project hides the endpoint that the user's own file sets.
    private void DoubtHidden(Uri baseUrl)
    {
        if (_environment.File is { } file && _environment.FindTrusted(KnownVariables.BaseUrl)?.Source is { } hidden)
            _doubts.Add(EndpointTrust.CheckHidden(hidden, file.Path, baseUrl, Strictness));
    }

    private AuthContext ByEntra()
    {
        if (_session is not { Entra: { } entra, BaseUrl: { } text })
            return Unusable(QwenErrors.EntraLoginNeeded());
        var source = new ValueSource(ValueSourceKind.Session, "BaseUrl");
        var url = new SourcedValue(text, source);
        var (baseUrl, deployment) = Authentication.BaseUrl.Parse(url, source.ToString());
        EndpointTrust.RequireEncryption(baseUrl);
        var models = _values.Models(Providers.Azure, deployment is null ? null : new SourcedValue(deployment, source));
        var model = models.Count > 0 ? ModelName.EnsureValid(models[0]) : null;
        _notes.Add("BaseUrl", SecretMask.Text(baseUrl.AbsoluteUri), [source]);
        _notes.Add("Model", models);
        _ = EndpointTrust.Check(null, model, url, baseUrl, Strictness);
        return Usable(new SignInEndpoint(_requests, _limiter).Entra(entra, baseUrl, url, model));
    }

    private AuthContext ByCachedCredential(ChosenMethod method)
    {
        if (new[] { _parameters, _session }.Any(c => c.BaseUrl is not null || c.Provider is not null))
        {
            throw QwenErrors.InvalidParameter(
                "The method OAuth has an endpoint of its own and cannot be combined with -BaseUrl or -Provider.", "Leave them out, or use -Method ApiKey.");
        }

        if (_credentials.Find(_environment) is not { } login)
            return Unusable(QwenErrors.NotLoggedIn(OAuthCredentialCache.PathOf(_environment), method.Source.ToString()));
        var models = _values.OAuthModels();
        var source = new ValueSource(ValueSourceKind.CredentialCache, "", login.Path);
        _notes.Add("BaseUrl", login.BaseUrl.AbsoluteUri, [source]);
        _notes.Add("Model", models);
        return Usable(new SignInEndpoint(_requests, _limiter).OAuth(login, source, ModelName.EnsureValid(models[0])));
    }

    private AuthContext Usable(Endpoint endpoint) => new(endpoint) { Notes = _notes, Warnings = _warnings };

    private AuthContext Unusable(QwenException failure) => new(failure) { Notes = _notes, Warnings = _warnings };

    private QwenException Nothing() => MissingKeyReport.Failure(_environment, _values);
}
