using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Authentication;

/// <summary>What of a choice is written to the user's <c>settings.json</c>, so that Qwen Code and later sessions use it; never a key.</summary>
/// <param name="Choice">What is written.</param>
internal sealed record ChoiceToSave(SavedChoice Choice)
{
    /// <summary>The variable that has to hold the key; <see langword="null"/> if none has to.</summary>
    public string? Variable { get; private init; }

    /// <summary>The value of <see cref="Variable"/> that is in effect, if it is the key.</summary>
    private ValueSource? Holder { get; init; }

    /// <summary>What is written, in words.</summary>
    public override string ToString() => Choice.ToString();

    /// <summary>What is missing after it is written, a sentence each.</summary>
    /// <param name="user">The user's folders.</param>
    public IEnumerable<string> Warnings(UserFolders user)
    {
        if (Choice.Route is { EnvKey: null } local)
            yield return $"{local.BaseUrl} needs no key here, but Qwen Code sends no request without one. Start it with any: qwen --openai-api-key none";
        if (Variable is null)
            yield break;
        if (Holder is null)
            yield return $"The key itself is not saved. The next session takes it from the variable {Variable}: set it, or run Connect-Qwen with -PersistKey, which stores it as plain text in {user.EnvPath}.";
        else if (!Holder.IsTrusted)
            yield return $"The key comes from {Holder}, a file of a project. Sessions elsewhere need the variable {Variable} too.";
    }

    /// <summary>The choice to save for what is in effect.</summary>
    /// <param name="context">What is in effect.</param>
    /// <param name="choice">What was chosen.</param>
    /// <param name="method">The method.</param>
    /// <param name="environment">The environment of the current directory.</param>
    /// <param name="storesKey">Whether the key will be stored, in the endpoint's own variable.</param>
    /// <exception cref="QwenException">The method or the endpoint cannot be saved (<c>InvalidParameter</c>).</exception>
    public static ChoiceToSave Of(AuthContext context, AuthChoice choice, AuthMethod method, ResolvedEnvironment environment, bool storesKey = false)
    {
        if (method == AuthMethod.Entra)
            throw QwenErrors.InvalidParameter("Qwen Code's settings do not support Microsoft Entra ID.", "Leave out -Persist, or choose another method.");
        var selected = MethodSelection.SettingOf(method);
        if (method != AuthMethod.ApiKey || Target.Of(context, choice) is not { } target)
            return new(new SavedChoice(selected));
        target.EnsureSavable(environment);
        var key = target.Key?.Reveal();
        var known = RoutesOfUser(environment).Where(route => IsAt(route, target.Url)).ToList();
        var same = known.Find(route => route.Model.Value == target.Model);
        if (same is not null && target.IsRoute(same))
            return new(new SavedChoice(selected, target.Model) { ModelUrl = IsAlone(same, environment) && !target.IsCustom ? "" : same.BaseUrl!.Shown });
        var own = target.Provider.Name == Providers.CustomName ? CustomKeyVariable.Of(target.Text) : target.Provider.KeyVariable;
        List<string> names = [.. known.OrderBy(route => route != same).Select(VariableOf).OfType<string>(), own, Providers.OpenAIKeyVariable];
        var holders = key is null || storesKey ? [] : names.Select(name => (Name: name, Value: environment.Find(name))).Where(v => v.Value is { Failure: null } value && value.Value == key).ToList();
        if (key is not null && holders.Count == 0 && choice.ApiKey is null && !target.IsUrlExplicit && IsInSettings(key, environment))
            return new(new SavedChoice(selected, target.Model));
        var variable = key is null && target.NeedsNoKey ? null : holders.Select(v => v.Name).FirstOrDefault(names[0]);
        var route = new SavedRoute(target.Model, target.IsCustom ? target.Model : $"[{target.Provider.Name}] {target.Model}", target.Text, variable) { IsCustom = target.IsCustom };
        return new(new SavedChoice(selected, target.Model, route)) { Variable = variable, Holder = holders.Select(v => v.Value!.Source).FirstOrDefault() };
    }

    private static IEnumerable<ModelRoute> RoutesOfUser(ResolvedEnvironment environment) =>
        environment.Routes.All.Where(route => route is { Protocol: RouteProtocol.ChatCompletions, Source.IsTrusted: true } && route.File.Path == environment.User.SettingsPath);

    private static bool IsAlone(ModelRoute same, ResolvedEnvironment environment) => environment.Routes.All.All(route => route == same || route.Model.Failure is not null || route.Model.Value != same.Model.Value);

    private static bool IsAt(ModelRoute route, Uri url) => route.Model.Failure is null && route.BaseUrl is { Failure: null } own && BaseUrl.TryParse(own) == url;

    // A name that is not one is often a key in the wrong member.
    private static string? VariableOf(ModelRoute route) => route.KeyVariable is { Failure: null, Reference: null } variable && IsName(variable.Value) ? variable.Value : null;

    private static bool IsName(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') && SecretMask.Value(text) == text;

    private static bool IsInSettings(string key, ResolvedEnvironment environment) =>
        environment.FindSettings(ValueSelection.ApiKeySetting).FirstOrDefault() is { Failure: null } setting && setting.Value == key;

    /// <summary>The endpoint and model in question.</summary>
    private sealed record Target(Provider Provider, Uri Url, string Model, SourcedValue? WrittenUrl, SourcedValue? WrittenModel, Endpoint? Endpoint)
    {
        /// <summary>The base URL as it is written.</summary>
        public string Text { get; } = Url.AbsoluteUri.TrimEnd('/');

        public Secret? Key => (Endpoint?.Credential as ApiKeyCredential)?.Key;

        public bool IsCustom => Provider.Name == Providers.CustomName;

        public bool NeedsNoKey => Provider.IsLocal || Url.IsLoopback;

        public bool IsUrlExplicit => WrittenUrl is null or { Source.Kind: ValueSourceKind.Parameter or ValueSourceKind.Session };

        public override string ToString() => Provider.Name;

        /// <summary>Whether a route is the one in effect, key included, so that it needs no change.</summary>
        public bool IsRoute(ModelRoute route) => WrittenUrl is { Source: { Kind: ValueSourceKind.Settings, Path: { } path } source }
            && path == route.File.Path && source.Name == route.BaseUrl?.Source.Name;

        /// <summary>What is in effect, or what was chosen if only the key is missing; <see langword="null"/> without an endpoint.</summary>
        public static Target? Of(AuthContext context, AuthChoice choice)
        {
            if (context.Endpoint is { Method: AuthMethod.ApiKey } endpoint)
            {
                var model = endpoint.Model ?? throw QwenErrors.InvalidParameter("No model is in effect, and Qwen Code's settings need one for each endpoint.", "Specify it, too: -Model <id>");
                return new Target(endpoint.Provider, endpoint.Url, model.Value, endpoint.WrittenUrl, model, endpoint);
            }

            if (choice.Provider is null && choice.BaseUrl is null)
                return null;
            var named = choice.Provider is { } name && Providers.TryGet(name, out var found) ? found : null;
            var url = choice.BaseUrl is { } text ? BaseUrl.Parse(text, "parameter -BaseUrl").Url : named?.BaseUrl;
            var provider = named ?? (url is null ? null : Providers.Of(url));
            return url is not null && provider is not null && (choice.Model ?? provider.DefaultModel) is { } chosen ? new Target(provider, url, chosen, null, null, null) : null;
        }

        /// <summary>Rejects what would give a project's endpoint the user's trust, and what would write a secret.</summary>
        public void EnsureSavable(ResolvedEnvironment environment)
        {
            if (WrittenUrl is { Source.IsTrusted: false } foreign)
                throw Rejected($"The base URL comes from {foreign.Source} and not from you; in your settings it would get your key everywhere", "Specify what to save, in a folder of yours: ");
            var isOwnRoute = RoutesOfUser(environment).Any(IsRoute);
            if (!isOwnRoute && (WrittenUrl?.Reference ?? WrittenModel?.Reference) is { } reference)
                throw Rejected($"The base URL or the model is taken from a variable ({ForeignText.OneLine(reference)})");
            if (Url.Query.Length > 0 || SecretMask.Text(Url.AbsoluteUri) != Url.AbsoluteUri)
                throw Rejected("The base URL has a query or a secret in it, which Qwen Code's settings cannot hold");
            if (SecretMask.Value(Model) != Model)
                throw Rejected("The model's name looks like a key");
        }

        private static QwenException Rejected(string why, string next = "Specify what to save: ") => QwenErrors.InvalidParameter($"{why}. It was not saved.", $"{next}Set-QwenAuth -BaseUrl <url> -Model <id> -Persist");
    }
}
