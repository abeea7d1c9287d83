namespace QwenCode.Environment;

/// <summary>A place where a <c>.env</c> file is looked for.</summary>
/// <param name="Path">The file's absolute path.</param>
/// <param name="Scope">Whose file it would be.</param>
internal readonly record struct EnvCandidate(string Path, EnvScope Scope);

/// <summary>The order in which <c>.env</c> files are looked for.</summary>
internal static class EnvFileSearch
{
    private const string FileName = ".env";

    /// <summary>
    /// From <paramref name="directory"/> up to the root <c>.qwen/.env</c>, then <c>.env</c> of each directory; after that the
    /// user's own. Neither the home directory nor a repository's root stops the way up. Each place comes once.
    /// </summary>
    /// <param name="directory">Where to begin: an absolute path without symbolic links.</param>
    /// <param name="user">The user's folders.</param>
    public static IEnumerable<EnvCandidate> Candidates(string directory, UserFolders user)
    {
        var passedHome = false;
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (PathsEqual(current, user.Home))
            {
                passedHome = true;
                foreach (var candidate in UserCandidates(user))
                    yield return candidate;
            }
            else
            {
                yield return new EnvCandidate(Path.Join(current, UserFolders.QwenFolderName, FileName), EnvScope.ProjectQwen);
                yield return new EnvCandidate(Path.Join(current, FileName), EnvScope.Project);
            }
        }

        if (passedHome)
            yield break;
        foreach (var candidate in UserCandidates(user))
            yield return candidate;
    }

    // A moved QWEN_HOME comes before the place that it replaces.
    private static IEnumerable<EnvCandidate> UserCandidates(UserFolders user)
    {
        yield return new EnvCandidate(Path.Join(user.QwenHome, FileName), EnvScope.UserQwen);
        if (!PathsEqual(user.QwenHome, user.DefaultQwenHome))
            yield return new EnvCandidate(Path.Join(user.DefaultQwenHome, FileName), EnvScope.UserQwen);
        yield return new EnvCandidate(Path.Join(user.Home, FileName), EnvScope.User);
    }

    private static bool PathsEqual(string a, string b) => string.Equals(
        Path.TrimEndingDirectorySeparator(a),
        Path.TrimEndingDirectorySeparator(b),
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
