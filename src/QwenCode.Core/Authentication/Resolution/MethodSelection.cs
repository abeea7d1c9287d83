using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Authentication;

/// <summary>A method and what chose it.</summary>
internal sealed record ChosenMethod(AuthMethod Method, ValueSource Source);

/// <summary>
/// Chooses the method: parameter, session, a route of the settings, <c>OPENAI_API_KEY</c>, <c>QWEN_OAUTH</c>, <c>security.auth.selectedType</c>, a key in the
/// settings, cached credentials.
/// </summary>
internal static class MethodSelection
{
    private const int MostCharacters = 100;
    private const string EnforcedType = "security.auth.enforcedType";
    private const string SelectedType = "security.auth.selectedType";
    private const string OpenAIType = "openai";
    private const string ResponsesType = "openai-responses";
    private const string OAuthType = "qwen-oauth";

    /// <summary>Everything that chooses a method, the strongest first; empty if nothing does.</summary>
    /// <param name="parameters">What the running command specifies.</param>
    /// <param name="session">What the session has set.</param>
    /// <param name="environment">The environment of the current directory.</param>
    /// <param name="keys">The keys found, the strongest first.</param>
    /// <param name="urls">The base URLs found, the strongest first.</param>
    /// <param name="route">The route of the settings that is in question; <see langword="null"/> if none is.</param>
    /// <param name="login">Whether a credential is cached, and its path.</param>
    /// <exception cref="QwenException">The settings enforce another method (<c>MethodNotAllowed</c>).</exception>
    public static IReadOnlyList<ChosenMethod> Choose(
        AuthChoice parameters,
        AuthChoice session,
        ResolvedEnvironment environment,
        IReadOnlyList<SourcedValue> keys,
        IReadOnlyList<SourcedValue> urls,
        ModelRoute? route,
        (bool Exists, string Path) login)
    {
        var chosen = new List<ChosenMethod>();
        AddExplicit(parameters, ValueSourceKind.Parameter);
        AddExplicit(session, ValueSourceKind.Session);
        if (route is not null)
            chosen.Add(new ChosenMethod(AuthMethod.ApiKey, route.Source));
        chosen.AddRange(keys.Where(k => !IsExplicit(k) && !IsSettingsKey(k)).Select(k => new ChosenMethod(AuthMethod.ApiKey, k.Source)));
        chosen.AddRange(environment.FindAll(KnownVariables.QwenOAuth).Select(v => new ChosenMethod(AuthMethod.OAuth, v.Source)));
        chosen.AddRange(FromSettings(Selected(environment), SelectedType, isNeeded: chosen.Count == 0));
        chosen.AddRange(keys.Where(IsSettingsKey).Select(k => new ChosenMethod(AuthMethod.ApiKey, k.Source)));
        chosen.AddRange(urls.Take(1).Where(u => !IsExplicit(u) && IsLocal(u)).Select(u => new ChosenMethod(AuthMethod.ApiKey, u.Source)));
        if (login.Exists)
            chosen.Add(new ChosenMethod(AuthMethod.OAuth, new ValueSource(ValueSourceKind.CredentialCache, "", login.Path)));

        return Enforce(chosen, FromSettings(Enforced(environment), EnforcedType, isNeeded: true));

        void AddExplicit(AuthChoice choice, ValueSourceKind kind)
        {
            if (choice.ImpliedMethod is not (AuthMethod.ApiKey or AuthMethod.OAuth or AuthMethod.Entra))
                return;
            var name = choice.ApiKey is not null ? "ApiKey" : choice.Method is not null ? "Method" : choice.Provider is not null ? "Provider" : "BaseUrl";
            chosen.Add(new ChosenMethod(choice.ImpliedMethod.Value, new ValueSource(kind, name)));
        }
    }

    /// <summary>Makes sure that the settings allow a method that a parameter names.</summary>
    /// <exception cref="QwenException">They enforce another (<c>MethodNotAllowed</c>).</exception>
    public static void EnsureAllowed(AuthMethod method, ResolvedEnvironment environment) =>
        _ = Enforce([new ChosenMethod(method, new ValueSource(ValueSourceKind.Parameter, "Method"))], FromSettings(Enforced(environment), EnforcedType, isNeeded: true));

    /// <summary>Whether the user selected a method in which the routes of the settings play no part.</summary>
    public static bool SelectsOther(ResolvedEnvironment environment) => Selected(environment).FirstOrDefault() is { } selected
        ? selected is { Failure: null, Value: not (OpenAIType or ResponsesType) }
        : environment.Find(KnownVariables.QwenOAuth) is not null;

    /// <summary>The name that Qwen Code's settings give a method.</summary>
    public static string SettingOf(AuthMethod method) => method == AuthMethod.OAuth ? OAuthType : OpenAIType;

    private static List<ChosenMethod> Enforce(List<ChosenMethod> chosen, List<ChosenMethod> enforced)
    {
        if (enforced.Count == 0)
            return chosen;
        var (method, source) = enforced[0];
        if (chosen.Count > 0 && chosen[0].Method != method)
            throw QwenErrors.MethodNotAllowed(chosen[0].Method.ToString(), chosen[0].Source.ToString(), method.ToString(), source.Path!);
        return chosen.Count > 0 ? chosen : [new ChosenMethod(method, source)];
    }

    // Qwen Code knows methods that this module does not: only one that would be used is an error.
    private static List<ChosenMethod> FromSettings(IEnumerable<SourcedValue> found, string key, bool isNeeded)
    {
        var chosen = new List<ChosenMethod>();
        foreach (var value in found)
        {
            AuthMethod? method = value.Failure is not null ? null
                : value.Value switch { OpenAIType => AuthMethod.ApiKey, OAuthType => AuthMethod.OAuth, _ => null };
            if (method is { } known)
                chosen.Add(new ChosenMethod(known, value.Source));
            else if (isNeeded && chosen.Count == 0)
                throw value.Failure ?? QwenErrors.SettingsFileInvalid(value.Source.Path!, $"{key} is '{ForeignText.OneLine(value.Shown, MostCharacters)}'; this module supports {OpenAIType} and {OAuthType}");
        }

        return chosen;
    }

    private static IEnumerable<SourcedValue> Selected(ResolvedEnvironment environment) => environment.FindSettings(SelectedType);

    private static IEnumerable<SourcedValue> Enforced(ResolvedEnvironment environment) => environment.Settings.FindRules(EnforcedType, environment.FindForSettings);

    private static bool IsExplicit(SourcedValue value) => value.Source.Kind is ValueSourceKind.Parameter or ValueSourceKind.Session;

    private static bool IsSettingsKey(SourcedValue key) => key.Source.Name == ValueSelection.ApiKeySetting;

    private static bool IsLocal(SourcedValue url) => url.Failure is null && Uri.TryCreate(url.Value.Trim(), UriKind.Absolute, out var parsed) && parsed.IsLoopback;
}
