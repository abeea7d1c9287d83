using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>A location that is searched for a <c>.env</c> file.</summary>
/// <param name="Path">The file's absolute path.</param>
/// <param name="Scope">The scope of the file.</param>
/// <param name="Folder">The folder that it applies to: the one that contains it or its <c>.qwen</c>.</param>
internal sealed record EnvCandidate(string Path, EnvScope Scope, string Folder)
{
    /// <summary>Whether it is one of the user's own locations.</summary>
    public bool IsUsers => Scope is EnvScope.User or EnvScope.UserQwen;
}

/// <summary>The order in which <c>.env</c> files are searched.</summary>
internal static class EnvFileSearch
{
    /// <summary>The name of each of the files.</summary>
    public const string FileName = ".env";

    private static readonly StringComparer PathComparer = StringComparer.FromComparison(PathRule.Comparison);

    private static Search? _last;

    /// <summary>
    /// From <paramref name="directory"/> up to the root <c>.qwen/.env</c>, then <c>.env</c> of each directory; after that the
    /// user's own. Neither the home directory nor a repository's root ends the search. Each location is listed once.
    /// </summary>
    /// <param name="directory">The directory to begin with, absolute and without symbolic links.</param>
    /// <param name="user">The user's folders.</param>
    public static IReadOnlyList<EnvCandidate> Candidates(string directory, UserFolders user)
    {
        // Each request searches, mostly from the same directory, and besides the disk the paths are half of the cost.
        var last = _last;
        if (last is null || last.Directory != directory || last.User != user)
            _last = last = new Search(directory, user, [.. WithRepetitions(directory, user).DistinctBy(c => c.Path, PathComparer)]);
        return last.Candidates;
    }

    /// <summary>The user's own files alone, in their order.</summary>
    public static IEnumerable<EnvCandidate> OfUser(UserFolders user) => UserCandidates(user).DistinctBy(c => c.Path, PathComparer);

    private static IEnumerable<EnvCandidate> WithRepetitions(string directory, UserFolders user)
    {
        for (var current = directory; current is not null; current = Path.GetDirectoryName(current))
        {
            if (PathRule.AreSame(current, user.Home))
            {
                foreach (var candidate in UserCandidates(user))
                    yield return candidate;
            }
            else
            {
                yield return new EnvCandidate(Path.Join(current, UserFolders.QwenFolderName, FileName), EnvScope.ProjectQwen, current);
                yield return new EnvCandidate(Path.Join(current, FileName), EnvScope.Project, current);
            }
        }

        foreach (var candidate in UserCandidates(user))
            yield return candidate;
    }

    // A moved QWEN_HOME comes before the location that it replaces.
    private static IEnumerable<EnvCandidate> UserCandidates(UserFolders user)
    {
        yield return new EnvCandidate(user.EnvPath, EnvScope.UserQwen, user.QwenHome);
        yield return new EnvCandidate(Path.Join(user.DefaultQwenHome, FileName), EnvScope.UserQwen, user.DefaultQwenHome);
        yield return new EnvCandidate(Path.Join(user.Home, FileName), EnvScope.User, user.Home);
    }

    private sealed record Search(string Directory, UserFolders User, IReadOnlyList<EnvCandidate> Candidates);
}
