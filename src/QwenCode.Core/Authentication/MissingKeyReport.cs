using QwenCode.Environment;

namespace QwenCode.Authentication;

/// <summary>Says in words where a key was looked for, and where one lies that was not used.</summary>
internal static class MissingKeyReport
{
    /// <summary>The places looked at, the file in effect, shadowed files that hold the key, and other providers' variables that are set.</summary>
    public static string Describe(ResolvedEnvironment environment)
    {
        var places = EnvironmentResolver.Survey(environment.Input);
        var sentences = new List<string>
        {
            $"Looked for {Providers.OpenAIKeyVariable} in the process environment, in .qwen/.env and .env from "
            + $"{environment.Input.WorkingDirectory} up to the root, and in {string.Join(" and ", UserPlaces(environment.User))}.",
            environment.File is { } file
                ? $"The file in effect is {file.Path}; it does not give {Providers.OpenAIKeyVariable}."
                : "None of these files exists.",
        };

        var shadowed = places.FirstOrDefault(p => p.State == EnvFileState.Shadowed && p.Gives(Providers.OpenAIKeyVariable));
        if (shadowed is not null)
            sentences.Add($"{shadowed.Path} holds {Providers.OpenAIKeyVariable}, but the nearer file hides it; files are not merged.");
        if (environment.File?.Assignments.FirstOrDefault(v => v.Name == Providers.OpenAIKeyVariable && v.State == EnvVariableState.Excluded) is { } excluded)
            sentences.Add($"Line {excluded.Line} sets it, but {excluded.Reason}.");

        var other = Providers.All.FirstOrDefault(p => p.KeyVariable != Providers.OpenAIKeyVariable && environment.Find(p.KeyVariable) is not null);
        if (other is not null)
            sentences.Add($"{other.KeyVariable} is set; it is used after Connect-Qwen -Provider {other.Name}.");
        return string.Join(' ', sentences);
    }

    private static IEnumerable<string> UserPlaces(UserFolders user) =>
        EnvFileSearch.Candidates(user.Home, user).Where(c => c.Scope is EnvScope.User or EnvScope.UserQwen).Select(c => c.Path);
}
