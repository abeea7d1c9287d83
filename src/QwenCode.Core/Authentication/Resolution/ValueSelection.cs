using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>
/// Collects, for each value of a request, every source that sets it, in order of precedence: parameter, session, process environment,
/// <c>.env</c> file, settings, then the provider's defaults. A blank value counts as none.
/// </summary>
internal sealed class ValueSelection(AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment)
{
    /// <summary>The setting that holds a key.</summary>
    public const string ApiKeySetting = "security.auth.apiKey";

    /// <summary>The setting that holds a base URL.</summary>
    public const string BaseUrlSetting = "security.auth.baseUrl";

    /// <summary>The setting that names the model.</summary>
    public const string ModelSetting = "model.name";

    /// <summary>The specified provider; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">There is no such provider (<c>InvalidParameter</c>).</exception>
    public Provider? Provider { get; private set; } = FindProvider(parameters.Provider ?? session.Provider);

    /// <summary>The API keys. A named provider's own variable comes before <c>OPENAI_API_KEY</c>.</summary>
    public List<SourcedValue> Keys()
    {
        var values = new List<SourcedValue>();
        AddExplicit(parameters, ValueSourceKind.Parameter);
        AddExplicit(session, ValueSourceKind.Session);
        values.AddRange(KeyVariables.SelectMany(environment.FindAll));
        values.AddRange(environment.FindSettings(ApiKeySetting));
        return values;

        // A specified blank key is an error of its own, and no other key is used instead.
        void AddExplicit(AuthChoice choice, ValueSourceKind kind)
        {
            if (choice.ApiKey is { } key)
                values.Add(new SourcedValue(key, new ValueSource(kind, "ApiKey")));
        }
    }

    /// <summary>
    /// The keys in providers' own variables, if nothing else is configured: of the provider at the base URL, otherwise of the only provider
    /// that has one, which is then the one in use.
    /// </summary>
    /// <param name="urls">The base URLs found.</param>
    /// <exception cref="QwenException">Several providers have one (<c>NoAuthentication</c>).</exception>
    public List<SourcedValue> OwnKeys(List<SourcedValue> urls)
    {
        if (Provider is not null)
            return [];
        if (urls.Count > 0)
            return urls[0].Failure is null && BaseUrl.TryParse(urls[0]) is { } url && Providers.Named(url) is { } named ? [.. environment.FindAll(named.KeyVariable)] : [];
        var owners = Providers.All.Where(p => p is { IsLocal: false, BaseUrl: not null } && p.KeyVariable != Providers.OpenAIKeyVariable && environment.Find(p.KeyVariable) is not null)
            .DistinctBy(p => p.KeyVariable).ToList();
        if (owners.Count > 1)
            throw QwenErrors.SeveralKeys(string.Join(", ", owners.Select(p => $"{environment.Find(p.KeyVariable)!.Source} for -Provider {p.Name}")));
        if (owners.Count == 0)
            return [];
        Provider = owners[0];
        return [.. environment.FindAll(Provider.KeyVariable)];
    }

    /// <summary>The base URL of the provider whose own variable is used.</summary>
    public SourcedValue OwnUrl => new(Provider!.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Default, Provider.Name));

    /// <summary>The variables that may hold the key, in order.</summary>
    public string[] KeyVariables => Provider switch
    {
        null => [Providers.OpenAIKeyVariable],

        // Such a server needs no key, so it gets none that was meant for another.
        { IsLocal: true } => [Provider.KeyVariable],
        _ => [.. new[] { Provider.KeyVariable, Providers.OpenAIKeyVariable }.Distinct()],
    };

    /// <summary>The base URLs as they were written. A named provider brings its own.</summary>
    public List<SourcedValue> BaseUrls()
    {
        var values = new List<SourcedValue>();
        AddExplicit(parameters, ValueSourceKind.Parameter);
        AddExplicit(session, ValueSourceKind.Session);
        if (parameters.ApiKey is null && session is { ApiKey: not null, KeyEndpoint: { } endpoint } && !values.Exists(known => known.Value == endpoint.Value))
            values.Add(endpoint);
        if (Provider is { IsAzure: true })
            values.AddRange(environment.FindAll(KnownVariables.AzureEndpoint));
        values.AddRange(environment.FindAll(KnownVariables.BaseUrl));
        values.AddRange(environment.FindSettings(BaseUrlSetting));
        return values;

        void AddExplicit(AuthChoice choice, ValueSourceKind kind)
        {
            if (!string.IsNullOrWhiteSpace(choice.BaseUrl))
                values.Add(new SourcedValue(choice.BaseUrl, new ValueSource(kind, "BaseUrl")));
            if (choice.Provider is not null && Provider?.BaseUrl is { } known)
                values.Add(new SourcedValue(known.AbsoluteUri, new ValueSource(kind, "Provider")));
        }
    }

    /// <summary>
    /// The base URL that the source of a key also sets, so that they belong together; <see langword="null"/> if it sets none. A provider's
    /// own variable belongs to that provider and to no base URL, except Azure's, whose resources have one each.
    /// </summary>
    /// <param name="key">The source of the key.</param>
    /// <param name="urls">All base URLs.</param>
    public static SourcedValue? PairOf(ValueSource key, IEnumerable<SourcedValue> urls)
    {
        var name = NameOf(key);
        var isGeneral = name is Providers.OpenAIKeyVariable or ApiKeySetting;
        return urls.FirstOrDefault(url => IsBeside(key, url.Source)
            && (NameOf(url.Source) == KnownVariables.AzureEndpoint ? name == Providers.Azure.KeyVariable : isGeneral));

        static bool IsBeside(ValueSource one, ValueSource other) => one.Kind == other.Kind
            && one.Kind is ValueSourceKind.Process or ValueSourceKind.EnvFile or ValueSourceKind.Settings
            && (one.Kind == ValueSourceKind.Process || one.Path == other.Path);

        static string NameOf(ValueSource source) =>
            source.Kind == ValueSourceKind.Settings && source.Name.StartsWith("env.", StringComparison.Ordinal) ? source.Name["env.".Length..] : source.Name;
    }

    /// <summary>The models for a key.</summary>
    /// <param name="provider">The provider of the request, for its default.</param>
    /// <param name="deployment">The deployment that the base URL names; <see langword="null"/> if it names none.</param>
    public List<SourcedValue> Models(Provider provider, SourcedValue? deployment)
    {
        var values = ExplicitModels();
        values.AddRange(environment.FindAll(KnownVariables.Model));
        values.AddRange(environment.FindAll(KnownVariables.QwenModel));
        values.AddRange(environment.FindSettings(ModelSetting).Where(IsForAnyEndpoint));
        if (deployment is { } named)
        {
            var index = values.FindIndex(value => value.Source.Kind > named.Source.Kind);
            values.Insert(index < 0 ? values.Count : index, named);
        }

        if (provider.DefaultModel is { } model)
            values.Add(new SourcedValue(model, new ValueSource(ValueSourceKind.Default, provider.Name == Providers.CustomName ? "Qwen Code" : provider.Name)));
        return values;
    }

    /// <summary>The models for Qwen OAuth, which has one of its own unless another is specified explicitly.</summary>
    public List<SourcedValue> OAuthModels() =>
        [.. ExplicitModels(), new SourcedValue(Providers.QwenOAuth.DefaultModel!, new ValueSource(ValueSourceKind.Default, Providers.QwenOAuth.Description))];

    /// <summary>Where a key belongs if no base URL is set for it: by its shape, else to DashScope, as in Qwen Code.</summary>
    /// <exception cref="QwenException">The key is one of a vendor that no provider here is (<c>UntrustedEndpoint</c>).</exception>
    public static SourcedValue InferBaseUrl(SourcedValue key)
    {
        var owner = KeyShapes.OwnerOf(key.Value);
        if (owner is { IsForeign: true })
        {
            throw QwenErrors.UntrustedEndpoint(
                Providers.Default.BaseUrl!.Host, $"the key from {key.Source} looks like a key of {owner.Name}, and no base URL is set for it");
        }

        return owner is not null
            ? new SourcedValue(owner.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Inferred, $"the key's shape ({string.Join(" or ", KeyShapes.OwnersOf(key.Value).Select(row => row.Name))})"))
            : new SourcedValue(Providers.Default.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Default, Providers.Default.Name));
    }

    private List<SourcedValue> ExplicitModels()
    {
        var values = new List<SourcedValue>();
        Add(parameters, ValueSourceKind.Parameter);
        Add(session, ValueSourceKind.Session);
        return values;

        void Add(AuthChoice choice, ValueSourceKind kind)
        {
            if (!string.IsNullOrWhiteSpace(choice.Model))
                values.Add(new SourcedValue(choice.Model, new ValueSource(kind, "Model")));
        }
    }

    // The settings name the model of a route for the endpoint of that route, and not for one that the user specifies instead.
    private bool IsForAnyEndpoint(SourcedValue model) => !(parameters.HasEndpoint || session.HasEndpoint) || model.Failure is not null
        || !environment.Routes.All.Any(route => route.Model is { Failure: null } own && own.Value == model.Value);

    private static Provider? FindProvider(string? name) => name is null
        ? null
        : Providers.TryGet(name, out var provider)
            ? provider
            : throw QwenErrors.InvalidParameter(
                $"'{name}' is not a provider.{(Suggestion.Find(name, Names) is { } meant ? $" Did you mean {meant}?" : "")}",
                $"Specify one of {string.Join(", ", Names)}, or the base URL of any OpenAI-compatible endpoint with -BaseUrl.");

    private static IEnumerable<string> Names => Providers.All.Select(p => p.Name);
}
