namespace QwenCode.Environment;

/// <summary>A place where a <c>.env</c> file is looked for.</summary>
/// <param name="Path">The file's absolute path.</param>
/// <param name="Scope">Whose file it would be.</param>
internal sealed record EnvCandidate(string Path, EnvScope Scope);

/// <summary>The order in which <c>.env</c> files are looked for.</summary>
internal static class EnvFileSearch
{
    private const string FileName = ".env";

    private static readonly StringComparer PathComparer =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>
    /// From <paramref name="directory"/> up to the root <c>.qwen/.env</c>, then <c>.env</c> of each directory; after that the
    /// user's own. Neither the home directory nor a repository's root stops the way up. Each place comes once.
    /// </summary>
    /// <param name="directory">Where to begin: an absolute path without symbolic links.</param>
    /// <param name="user">The user's folders.</param>
    public static IEnumerable<EnvCandidate> Candidates(string directory, UserFolders user) =>
        WithRepetitions(directory, user).DistinctBy(c => c.Path, PathComparer);

    private static IEnumerable<EnvCandidate> WithRepetitions(string directory, UserFolders user)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (PathsEqual(current, user.Home))
            {
                foreach (var candidate in UserCandidates(user))
                    yield return candidate;
            }
            else
            {
                yield return new EnvCandidate(Path.Join(current, UserFolders.QwenFolderName, FileName), EnvScope.ProjectQwen);
                yield return new EnvCandidate(Path.Join(current, FileName), EnvScope.Project);
            }
        }

        foreach (var candidate in UserCandidates(user))
            yield return candidate;
    }

    // A moved QWEN_HOME comes before the place that it replaces.
    private static IEnumerable<EnvCandidate> UserCandidates(UserFolders user)
    {
        yield return new EnvCandidate(Path.Join(user.QwenHome, FileName), EnvScope.UserQwen);
        yield return new EnvCandidate(Path.Join(user.DefaultQwenHome, FileName), EnvScope.UserQwen);
        yield return new EnvCandidate(Path.Join(user.Home, FileName), EnvScope.User);
    }

    private static bool PathsEqual(string a, string b) =>
        PathComparer.Equals(Path.TrimEndingDirectorySeparator(a), Path.TrimEndingDirectorySeparator(b));
}
