using QwenCode.Catalogue;
using QwenCode.Configuration;
using QwenCode.Errors;

namespace QwenCode.Authentication;

/// <summary>Reports the locations of the search for a key, and those with keys that it could not use.</summary>
internal static class MissingKeyReport
{
    private static readonly string[] OtherNames = ["OPENAI_KEY", "OPENAI_APIKEY", "OPENAI_TOKEN", "QWEN_API_KEY", "QWEN_KEY", "API_KEY"];

    /// <summary>The error of an environment without a key.</summary>
    /// <param name="environment">The environment that was searched.</param>
    /// <param name="values">What was looked for.</param>
    public static QwenException Failure(ResolvedEnvironment environment, ValueSelection values)
    {
        var report = Describe(environment, values.KeyVariables);
        return environment.File switch
        {
            { State: EnvFileState.Unreadable, Error: { } error, IsTooLarge: true } file => QwenErrors.EnvFileTooLarge(file.Path, error, report),
            { State: EnvFileState.Unreadable, Error: { } error } file => QwenErrors.EnvFileMalformed(file.Path, error, report),
            { State: EnvFileState.Unreadable } file => QwenErrors.EnvFileUnreadable(file.Path, report),
            _ when values.Provider is { } named => QwenErrors.NoKeyForProvider(named.Name, string.Join(" or ", values.KeyVariables), named.KeyPage, report),
            _ => QwenErrors.NoAuthentication(report + WithoutKey(values)),
        };
    }

    // A server of the user's own, on another machine, often has no keys.
    private static string WithoutKey(ValueSelection values) =>
        values.BaseUrls() is [{ Failure: null } first, ..] && BaseUrl.TryParse(first) is { } url && Providers.Named(url) is null && !Providers.IsAzure(url)
            ? $" If the server at {url.Authority} needs no key, run: Connect-Qwen -Provider VLLM -BaseUrl <its URL>."
            : "";

    /// <summary>
    /// The locations searched, what is wrong with the files there, shadowed files that hold the key, and other variables that are set.
    /// </summary>
    /// <param name="environment">The environment that was searched.</param>
    /// <param name="variables">The variables that would set a key.</param>
    public static string Describe(ResolvedEnvironment environment, IReadOnlyList<string> variables)
    {
        var names = string.Join(" and ", variables);
        var isAny = variables is [Providers.OpenAIKeyVariable];
        List<string> sentences =
        [
            .. Unused(environment, variables),
            $"Looked for {names}{(isAny ? $" or a provider's own variable, such as {Providers.Default.KeyVariable}," : "")} in the process environment, in .qwen/.env and .env from {environment.Input.WorkingDirectory} up to the root, "
            + $"in {string.Join(", ", UserLocations(environment.User))}, and for modelProviders and {ValueSelection.ApiKeySetting} in settings.json{(isAny ? $", and for a cached credential in {OAuthCredentialCache.PathOf(environment)}" : "")}.",
        ];
        if (environment.File is null)
            sentences.Add("None of these .env files exists.");
        else if (environment.File.State == EnvFileState.Used)
            sentences.Add($"The file in effect is {environment.File.Path}; it does not set {names}.");
        if (environment.File?.State != EnvFileState.Unreadable)
            sentences.AddRange(environment.Warnings);
        return string.Join(' ', sentences);
    }

    private static IEnumerable<string> Unused(ResolvedEnvironment environment, IReadOnlyList<string> variables)
    {
        var shadowed = EnvironmentResolver.ReadAll(environment.Input).FirstOrDefault(p => p.State == EnvFileState.Shadowed && variables.Any(p.Sets));
        if (shadowed is not null)
            yield return $"{shadowed.Path} sets {variables.First(shadowed.Sets)}, but the closer file hides it; files are not merged.";
        foreach (var variable in environment.File?.Assignments.Where(v => variables.Contains(v.Name)) ?? [])
        {
            if (variable.State == EnvVariableState.Excluded)
                yield return $"Line {variable.Line} sets it, but {variable.Reason}.";
            else if (variable.State == EnvVariableState.Effective && variable.Value.IsBlank)
                yield return $"Line {variable.Line} sets {variable.Name} to an empty value, which counts as not set.";
        }

        var other = Providers.All.FirstOrDefault(p => !variables.Contains(p.KeyVariable) && environment.Find(p.KeyVariable) is not null);
        if (other is not null)
            yield return $"{other.KeyVariable} is set; it is used after Connect-Qwen -Provider {other.Name}.";
        foreach (var name in OtherNames.Where(n => !string.IsNullOrWhiteSpace(environment.Input.Variable(n))))
            yield return $"The process variable {name} is set but not read. Did you mean {variables[0]}?";
    }

    private static IEnumerable<string> UserLocations(UserFolders user) =>
        EnvFileSearch.Candidates(user.Home, user).Where(c => c.Scope is EnvScope.User or EnvScope.UserQwen).Select(c => c.Path);
}
