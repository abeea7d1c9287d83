using QwenCode.Environment;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>A method and what chose it.</summary>
internal readonly record struct ChosenMethod(AuthMethod Method, ValueSource Source);

/// <summary>
/// Chooses the method: parameter, session, <c>OPENAI_API_KEY</c>, <c>QWEN_OAUTH</c>, <c>security.auth.selectedType</c>, a key in the
/// settings, cached credentials.
/// </summary>
internal static class MethodSelection
{
    private const string EnforcedType = "security.auth.enforcedType";
    private const string SelectedType = "security.auth.selectedType";

    /// <summary>Everything that chooses a method, the strongest first; empty where nothing does.</summary>
    /// <param name="parameters">What the running command was given.</param>
    /// <param name="session">What the session was given.</param>
    /// <param name="environment">What the place gives.</param>
    /// <param name="keys">The keys found, the strongest first.</param>
    /// <param name="urls">The base URLs found, the strongest first.</param>
    /// <param name="hasLogin">Whether a login is cached, and where.</param>
    /// <exception cref="QwenException">The settings enforce another method (<c>MethodNotAllowed</c>).</exception>
    public static IReadOnlyList<ChosenMethod> Choose(
        AuthChoice parameters,
        AuthChoice session,
        ResolvedEnvironment environment,
        IReadOnlyList<SourcedValue> keys,
        IReadOnlyList<SourcedValue> urls,
        (bool Exists, string Path) hasLogin)
    {
        var chosen = new List<ChosenMethod>();
        AddExplicit(parameters, ValueSourceKind.Parameter);
        AddExplicit(session, ValueSourceKind.Session);
        chosen.AddRange(keys.Where(k => k.Source.Kind is ValueSourceKind.Process or ValueSourceKind.EnvFile)
            .Select(k => new ChosenMethod(AuthMethod.ApiKey, k.Source)));
        chosen.AddRange(environment.FindAll("QWEN_OAUTH").Select(v => new ChosenMethod(AuthMethod.OAuth, v.Source)));
        chosen.AddRange(FromSettings(environment, SelectedType));
        chosen.AddRange(keys.Where(k => k.Source.Kind == ValueSourceKind.Settings).Select(k => new ChosenMethod(AuthMethod.ApiKey, k.Source)));
        chosen.AddRange(urls.Where(IsLocal).Select(u => new ChosenMethod(AuthMethod.ApiKey, u.Source)));
        if (hasLogin.Exists)
            chosen.Add(new ChosenMethod(AuthMethod.OAuth, new ValueSource(ValueSourceKind.CredentialCache, "", hasLogin.Path)));

        return Enforce(chosen, FromSettings(environment, EnforcedType));

        void AddExplicit(AuthChoice choice, ValueSourceKind kind)
        {
            if (choice.Method is AuthMethod.ApiKey or AuthMethod.OAuth or AuthMethod.Entra)
                chosen.Add(new ChosenMethod(choice.Method.Value, new ValueSource(kind, "Method")));
            else if (choice.ApiKey is not null || choice.Provider is not null || choice.BaseUrl is not null)
                chosen.Add(new ChosenMethod(AuthMethod.ApiKey, new ValueSource(kind, choice.ApiKey is not null ? "ApiKey" : choice.Provider is not null ? "Provider" : "BaseUrl")));
        }
    }

    /// <summary>Makes sure that the settings allow a method that a parameter names.</summary>
    /// <exception cref="QwenException">They enforce another (<c>MethodNotAllowed</c>).</exception>
    public static void EnsureAllowed(AuthMethod method, ResolvedEnvironment environment) =>
        _ = Enforce([new ChosenMethod(method, new ValueSource(ValueSourceKind.Parameter, "Method"))], FromSettings(environment, EnforcedType));

    /// <summary>The name that Qwen Code's settings give a method.</summary>
    public static string SettingOf(AuthMethod method) => method == AuthMethod.OAuth ? "qwen-oauth" : "openai";

    private static List<ChosenMethod> Enforce(List<ChosenMethod> chosen, List<ChosenMethod> enforced)
    {
        if (enforced.Count == 0)
            return chosen;
        var (method, source) = enforced[0];
        if (chosen.Count > 0 && chosen[0].Method != method)
            throw QwenErrors.MethodNotAllowed(chosen[0].Method.ToString(), chosen[0].Source.ToString(), method.ToString(), source.Path!);
        return chosen.Count > 0 ? chosen : [new ChosenMethod(method, source)];
    }

    private static List<ChosenMethod> FromSettings(ResolvedEnvironment environment, string key) =>
        [.. environment.Settings.FindAll(key, name => environment.Find(name)?.Value).Select(value => new ChosenMethod(
            value.Value switch
            {
                "openai" => AuthMethod.ApiKey,
                "qwen-oauth" => AuthMethod.OAuth,
                _ => throw QwenErrors.SettingsFileInvalid(value.Source.Path!, $"{key} is '{value.Value}'; this module knows openai and qwen-oauth"),
            },
            value.Source))];

    private static bool IsLocal(SourcedValue url) => Uri.TryCreate(url.Value.Trim(), UriKind.Absolute, out var parsed) && parsed.IsLoopback;
}
