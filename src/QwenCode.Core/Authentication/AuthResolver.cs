using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>
/// Decides what a request uses, value by value: parameter, session, process environment, <c>.env</c> file, settings, then what the
/// key's shape or the provider's table says. A blank value counts as none.
/// </summary>
internal sealed class AuthResolver
{
    private readonly AuthChoice _parameters;
    private readonly AuthChoice _session;
    private readonly ResolvedEnvironment _environment;
    private readonly List<AuthSource> _sources = [];
    private readonly List<string> _warnings;

    private AuthResolver(AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment)
    {
        _parameters = parameters;
        _session = session;
        _environment = environment;
        _warnings = [.. environment.Warnings];
    }

    /// <summary>What would be used; where nothing is, the context says what is missing.</summary>
    /// <param name="parameters">What the running command was given.</param>
    /// <param name="session">What <c>Connect-Qwen</c> and <c>Set-QwenAuth</c> were given.</param>
    /// <param name="environment">What the place where one stands gives.</param>
    /// <param name="requests">The session's counter.</param>
    /// <exception cref="QwenException">A value was given that cannot be used.</exception>
    public static AuthContext Resolve(AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment, RequestLog requests) =>
        new AuthResolver(parameters, session, environment).Resolve(requests);

    private AuthContext Resolve(RequestLog requests)
    {
        var named = FindProvider();
        var keys = Keys(named);
        var key = keys.Count > 0 ? keys[0] : (SourcedValue?)null;
        if (key is { } found)
            ApiKeyRules.Check(found.Value, found.Source.ToString());

        var urls = BaseUrls(named);
        if (key is null && urls.Count == 0)
            return new AuthContext(requests, Nothing()) { Warnings = _warnings };
        var url = urls.Count > 0 ? urls[0] : InferBaseUrl(key!.Value);
        var baseUrl = Authentication.BaseUrl.Parse(url.Value, url.Source.ToString());
        var provider = named ?? Providers.Of(baseUrl);
        if (key is null && !provider.IsLocal)
            return new AuthContext(requests, Nothing()) { Warnings = _warnings };

        var models = Models(provider);
        Note("Method", nameof(AuthMethod.ApiKey), [key?.Source ?? new(ValueSourceKind.Default, "an endpoint on this machine")]);
        if (key is not null)
            Note("ApiKey", SecretMask.Mask(key.Value.Value), keys.Select(k => k.Source));
        Note("BaseUrl", baseUrl.AbsoluteUri, urls.Count > 0 ? urls.Select(u => u.Source) : [url.Source]);
        if (models.Count > 0)
            Note("Model", models[0].Value, models.Select(m => m.Source));

        return new AuthContext(requests)
        {
            Method = AuthMethod.ApiKey,
            Provider = provider.Name,
            ProviderInfo = provider,
            BaseUrl = baseUrl,
            Model = models.Count > 0 ? models[0].Value : null,
            ApiKey = key is { } k ? new Secret(k.Value) : null,
            KeySource = key?.Source.ToString() ?? "none needed",
            Sources = _sources,
            Warnings = _warnings,
        };
    }

    private Provider? FindProvider()
    {
        if ((_parameters.Provider ?? _session.Provider) is not { } name)
            return null;
        return Providers.TryGet(name, out var provider)
            ? provider
            : throw QwenErrors.InvalidParameter(
                $"There is no provider '{name}'.",
                $"Choose one of {string.Join(", ", Providers.All.Select(p => p.Name))}, or give any OpenAI-compatible endpoint by -BaseUrl.");
    }

    private List<SourcedValue> Keys(Provider? provider)
    {
        var values = Explicit("ApiKey", c => c.ApiKey?.Reveal(), keepBlank: true);
        string[] variables = provider is null || provider.KeyVariable == Providers.OpenAIKeyVariable
            ? [Providers.OpenAIKeyVariable]
            : [provider.KeyVariable, Providers.OpenAIKeyVariable];
        values.AddRange(variables.SelectMany(_environment.FindAll));
        values.AddRange(Setting("security.auth.apiKey"));
        return values;
    }

    private List<SourcedValue> BaseUrls(Provider? provider)
    {
        var values = new List<SourcedValue>();
        AddExplicit(_parameters, ValueSourceKind.Parameter);
        AddExplicit(_session, ValueSourceKind.Session);
        values.AddRange(_environment.FindAll("OPENAI_BASE_URL"));
        values.AddRange(Setting("security.auth.baseUrl"));
        return values;

        void AddExplicit(AuthChoice choice, ValueSourceKind kind)
        {
            if (!string.IsNullOrWhiteSpace(choice.BaseUrl))
                values.Add(new SourcedValue(choice.BaseUrl, new ValueSource(kind, "BaseUrl")));
            if (choice.Provider is not null && provider?.BaseUrl is { } known)
                values.Add(new SourcedValue(known.AbsoluteUri, new ValueSource(kind, "Provider")));
        }
    }

    private List<SourcedValue> Models(Provider provider)
    {
        var values = Explicit("Model", c => c.Model, keepBlank: false);
        values.AddRange(_environment.FindAll("OPENAI_MODEL"));
        values.AddRange(_environment.FindAll("QWEN_MODEL"));
        values.AddRange(Setting("model.name"));
        if (provider.DefaultModel is { } model)
            values.Add(new SourcedValue(model, new ValueSource(ValueSourceKind.Default, provider.Name)));
        return values;
    }

    private static SourcedValue InferBaseUrl(SourcedValue key)
    {
        if (ApiKeyRules.StrangerOf(key.Value) is { } vendor)
        {
            throw QwenErrors.UntrustedEndpoint(
                Providers.Default.BaseUrl!.Host, $"the key from {key.Source} looks like one of {vendor}, and no base URL says where it belongs");
        }

        return ApiKeyRules.ProviderOf(key.Value) is { } name && Providers.TryGet(name, out var provider)
            ? new SourcedValue(provider.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Inferred, $"the key's shape ({name})"))
            : new SourcedValue(Providers.Default.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Default, Providers.Default.Name));
    }

    private List<SourcedValue> Explicit(string name, Func<AuthChoice, string?> value, bool keepBlank)
    {
        var values = new List<SourcedValue>();
        Add(_parameters, ValueSourceKind.Parameter);
        Add(_session, ValueSourceKind.Session);
        return values;

        // A blank key that somebody gave is an error of its own and must not fall through to another key.
        void Add(AuthChoice choice, ValueSourceKind kind)
        {
            if (value(choice) is { } text && (keepBlank || !string.IsNullOrWhiteSpace(text)))
                values.Add(new SourcedValue(text, new ValueSource(kind, name)));
        }
    }

    private IEnumerable<SourcedValue> Setting(string key) =>
        _environment.Settings.FindAll(key, name => _environment.Find(name)?.Value);

    private void Note(string name, string value, IEnumerable<ValueSource> sources)
    {
        var places = sources.Select(s => s.ToString()).ToList();
        _sources.Add(new AuthSource(name, value, places[0], places[1..]));
    }

    private QwenException Nothing()
    {
        var report = MissingKeyReport.Describe(_environment);
        return _environment.File is { State: EnvFileState.Unreadable } file
            ? QwenErrors.EnvFileUnreadable(file.Path, report)
            : QwenErrors.NoAuthentication(report);
    }
}
