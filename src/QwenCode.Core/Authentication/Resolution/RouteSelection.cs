using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Authentication;

/// <summary>
/// Chooses among the routes of the settings: by the model that a parameter, the session, <c>model.name</c>, <c>OPENAI_MODEL</c> or
/// <c>QWEN_MODEL</c> names, otherwise the first. Of several for one model <c>model.baseUrl</c> decides, then their order.
/// </summary>
internal sealed class RouteSelection(AuthChoice parameters, AuthChoice session, ResolvedEnvironment environment)
{
    /// <summary>The routes that this module can use.</summary>
    private IEnumerable<ModelRoute> Usable => environment.Routes.All.Where(route => ReasonNotToUse(route) is null);

    /// <summary>Why this module cannot use a route, as a clause; <see langword="null"/> if it can.</summary>
    public static string? ReasonNotToUse(ModelRoute route) => route switch
    {
        { IsForChat: false } => "its model does not chat",
        { Protocol: RouteProtocol.Responses } => "this module does not send OpenAI's responses protocol",
        { Protocol: RouteProtocol.Other } => $"this module does not send the protocol of {route.Provider}",
        _ => null,
    };

    /// <summary>
    /// The name in a route's <c>envKey</c> as it may be shown: one that comes from a variable as its reference. <see langword="null"/> if there is
    /// none, or a key in its place, of which some consist of letters and digits alone.
    /// </summary>
    public static string? VariableOf(ModelRoute route) => Named(route)?.Shown;

    private static SourcedValue? Named(ModelRoute route) => route.KeyVariable is { Failure: null } variable && IsName(variable.Value) ? variable : null;

    private static bool IsName(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && !KeyShapes.HasPrefix(text) && (text.Contains('_', StringComparison.Ordinal) || !SecretShape.IsRandom(text));

    /// <summary>The route in question, or <see langword="null"/> if none is.</summary>
    /// <param name="keys">The keys for other endpoints.</param>
    /// <param name="urls">The base URLs of other endpoints.</param>
    /// <exception cref="QwenException">The named model has no route and cannot be requested elsewhere, or only one that this module cannot use.</exception>
    public ChosenRoute? Choose(List<SourcedValue> keys, List<SourcedValue> urls)
    {
        if (environment.Routes.All.Count == 0)
            return null;
        var (isOverridden, isOther) = (IsOverridden, MethodSelection.SelectsOther(environment));
        var isComplete = urls.Count > 0 && (keys.Count > 0 || BaseUrl.TryParse(urls[0]) is { IsLoopback: true });
        return Choose(hasOther: isOverridden || isOther || isComplete) switch
        {
            null => null,
            { Reason: RouteReason.Requested } route when route.HasKey || !isOverridden || (session.TakesRoute && parameters.Model is null) => route,
            _ when isOverridden || isOther => null,
            var route => route,
        };
    }

    // The documentation promises that a project overrides the user, and whoever sets key and endpoint in the process means both.
    private bool IsOverridden => environment.File is { Scope: EnvScope.Project or EnvScope.ProjectQwen } file && file.Sets(Providers.OpenAIKeyVariable)
        || (environment.Input.IsSet(Providers.OpenAIKeyVariable) && environment.Input.IsSet(KnownVariables.BaseUrl));

    private ChosenRoute? Choose(bool hasOther)
    {
        if (parameters.HasEndpoint || (session.HasEndpoint && !session.TakesRoute))
            return null;
        var requested = new[] { Named(parameters.Model, ValueSourceKind.Parameter), Named(session.Model, ValueSourceKind.Session) }.OfType<SourcedValue>().ToList();
        List<SourcedValue> names = [.. requested, .. environment.FindSettings(ValueSelection.ModelSetting), .. environment.FindAll(KnownVariables.Model), .. environment.FindAll(KnownVariables.QwenModel)];
        if (names.Count == 0)
            return Usable.FirstOrDefault() is { } first ? Chosen(first, [first.Model], RouteReason.First) : null;
        var reason = requested.Count > 0 ? RouteReason.Requested : RouteReason.Configured;
        var name = names[0].EnsureUsable().Value;
        if (Find(name) is { } route)
            return Chosen(route, names, reason);
        return hasOther ? null : throw Unknown(name, names[0]);

        static SourcedValue? Named(string? model, ValueSourceKind kind) => string.IsNullOrWhiteSpace(model) ? null : new SourcedValue(model, new ValueSource(kind, "Model"));
    }

    /// <summary>The route of a model, by its exact id; <see langword="null"/> if it has none.</summary>
    public ModelRoute? Find(string model)
    {
        List<ModelRoute> found = [.. Of(model)];
        if (session.TakesRoute && session.Model == model)
            found.RemoveAll(route => !IsOf(route, session.BaseUrl ?? session.KeyEndpoint?.Value, session.Provider));
        if (found.Count < 2)
            return found.FirstOrDefault();
        return Preferred(model) is { } preferred && found.Find(route => IsOf(route, preferred, null)) is { } chosen ? chosen : found[0];
    }

    // The settings say which of several routes is meant for the model that they name.
    private string? Preferred(string model) => environment.FindSettings(ValueSelection.ModelSetting).FirstOrDefault() is { Failure: null } configured && configured.Value == model
        && environment.FindSettings("model.baseUrl").FirstOrDefault() is { Failure: null } preferred ? preferred.Value : null;

    /// <summary>The routes of a model.</summary>
    public IEnumerable<ModelRoute> Of(string model) => Usable.Where(route => route.Model.Value == model);

    /// <summary>Whether a model, with the base URL or the provider beside it, means a route.</summary>
    /// <param name="choice">What was specified.</param>
    /// <exception cref="QwenException">It means several with different base URLs, and nothing says which (<c>InvalidParameter</c>).</exception>
    public bool Means(AuthChoice choice)
    {
        if (choice is not { Model: { } model, ApiKey: null } || choice.Method is AuthMethod.OAuth or AuthMethod.Entra)
            return false;
        List<ModelRoute> found = [.. Of(model).Where(route => IsOf(route, choice.BaseUrl, choice.Provider))];
        if (found.Count < 2 || Preferred(model) is not null)
            return found.Count > 0;
        List<string> urls = [.. found.Select(route => BaseUrl.TryParse(Urls(route)[0])).OfType<Uri>().Select(url => SecretMask.Text(url.AbsoluteUri)).Distinct()];
        return urls.Count < 2 ? true : throw QwenErrors.RouteAmbiguous(model, Some(urls));
    }

    /// <summary>Whether a route has a base URL, and belongs to a provider; <see langword="null"/> is any.</summary>
    public bool IsOf(ModelRoute route, string? baseUrl, string? provider)
    {
        if (Urls(route).FirstOrDefault() is not { Failure: null } url || BaseUrl.TryParse(url) is not { } own)
            return false;
        var isUrl = baseUrl is null || BaseUrl.TryParse(new SourcedValue(baseUrl, new ValueSource(ValueSourceKind.Session, nameof(BaseUrl)))) == own;
        var isProvider = provider is null || provider.Equals(Providers.Of(own).Name, StringComparison.OrdinalIgnoreCase) || provider == route.Provider;
        return isUrl && isProvider;
    }

    /// <summary>The keys for a route: of the variable that it names and no other; if it names none, of <c>OPENAI_API_KEY</c> and the settings.</summary>
    public List<SourcedValue> Keys(ModelRoute route)
    {
        // A key that was specified for the route takes the place of its own.
        if (session is { TakesRoute: true, ApiKey: { } specified } && session.Model == route.Model.Value)
            return [new SourcedValue(specified, new ValueSource(ValueSourceKind.Session, nameof(AuthChoice.ApiKey)))];
        if (route.KeyVariable is not { } variable)
            return [.. environment.FindAll(Providers.OpenAIKeyVariable), .. environment.FindSettings(ValueSelection.ApiKeySetting)];
        var source = route.SourceOf($"{route.Key}.envKey");
        var name = NameOf(route, variable);
        return [.. environment.FindAll(name.Value).Select(key => Borrowed(key, source with { References = [name.Reference is { } shown ? key.Source with { Name = shown } : key.Source, .. name.Source.References] }))];
    }

    /// <summary>
    /// The base URLs of a route: its own; if it has none, what <c>OPENAI_BASE_URL</c> or the settings say, unless its key is a provider's own,
    /// which stays with that provider.
    /// </summary>
    public List<SourcedValue> Urls(ModelRoute route)
    {
        if (route.BaseUrl is { } own)
            return [own];
        var provider = Providers.All.FirstOrDefault(p => p.BaseUrl is not null && p.KeyVariable == Named(route)?.Value);
        if (provider is { BaseUrl: { } known } && provider.Name != Providers.OpenAI)
            return [new SourcedValue(known.AbsoluteUri, new ValueSource(ValueSourceKind.Default, provider.Name))];
        List<SourcedValue> general = [.. environment.FindAll(KnownVariables.BaseUrl), .. environment.FindSettings(ValueSelection.BaseUrlSetting)];
        if (Named(route)?.Value == Providers.Azure.KeyVariable)
            return [.. environment.FindAll(KnownVariables.AzureEndpoint), .. general, new SourcedValue("", route.Source) { Failure = QwenErrors.SettingsFileInvalid(route.File.Path, $"{route.Key} has no baseUrl, and {KnownVariables.AzureEndpoint} is not set") }];
        _ = Providers.TryGet(Providers.OpenAI, out var openAI);
        return [.. general, new SourcedValue(openAI!.BaseUrl!.AbsoluteUri, new ValueSource(ValueSourceKind.Default, openAI.Name))];
    }

    /// <summary>The error of a route whose key is missing.</summary>
    public static QwenException KeyMissing(ModelRoute route) => route.KeyVariable is { } variable
        ? QwenErrors.RouteKeyMissing(route.ToString(), route.Source.ToString(), NameOf(route, variable).Shown, isNamed: true)
        : QwenErrors.RouteKeyMissing(route.ToString(), route.Source.ToString(), Providers.OpenAIKeyVariable, isNamed: false);

    private ChosenRoute Chosen(ModelRoute route, List<SourcedValue> models, RouteReason reason) => new(route, models, Keys(route), Urls(route), reason);

    // A key that was written in place of a variable's name is not shown.
    private static SourcedValue NameOf(ModelRoute route, SourcedValue variable) => Named(route)
        ?? throw variable.Failure ?? QwenErrors.SettingsFileInvalid(route.File.Path, $"{route.Key}.envKey is not the name of a variable; write the name there, and the key into the variable");

    private static SourcedValue Borrowed(SourcedValue key, ValueSource source) =>
        key.Failure is { } failure ? new SourcedValue("", source) { Failure = failure } : new SourcedValue(key.Secret, source) { Reference = key.Reference };

    private QwenException Unknown(string model, SourcedValue named)
    {
        var other = environment.Routes.All.FirstOrDefault(route => route.Model is { Failure: null } && route.Model.Value == model);
        var shown = named.Reference ?? SecretMask.Value(model);
        if (other is not null)
        {
            return QwenErrors.RouteNotSupported(shown, other.Source.ToString(), ReasonNotToUse(other)!);
        }

        List<string> models = [.. Usable.Select(route => route.Model.Shown).Distinct()];
        return QwenErrors.RouteUnknown(shown, named.Source.ToString(), Some(models), Suggestion.Find(model, models));
    }

    private static string Some(List<string> texts)
    {
        const int Most = 20;
        const int Longest = 100;
        return string.Join(", ", texts.Take(Most).Select(text => ForeignText.OneLine(text, Longest))) + (texts.Count > Most ? $" and {texts.Count - Most} more" : "");
    }
}
