using QwenCode.Catalogue;
using QwenCode.Files;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Configuration;

/// <summary>Finds the <c>.env</c> file in effect and reports the state of each of its assignments.</summary>
internal sealed class EnvironmentResolver
{
    private static readonly string[] DefaultExcluded = ["DEBUG", "DEBUG_MODE"];

    private readonly EnvironmentInput _input;
    private readonly string _directory;
    private readonly UserFolders _user;
    private readonly List<(string Path, PathKind Kind)> _usersKinds = [];

    private EnvironmentResolver(EnvironmentInput input, FileProbe probe)
    {
        _input = input;
        Probe = probe;
        var home = probe.ResolveLinks(input.User.Home);
        _directory = probe.ResolveLinks(input.WorkingDirectory, input.User.Home, home);
        _user = Moved(input.User.WithHome(home));
        Settings = Settings.Load(_user, _directory, input.Variable, probe);
    }

    private FileProbe Probe { get; }

    private Settings Settings { get; }

    /// <summary>The environment in effect at <see cref="EnvironmentInput.WorkingDirectory"/>.</summary>
    public static ResolvedEnvironment Resolve(EnvironmentInput input, FileProbe? probe = null)
    {
        var resolver = new EnvironmentResolver(input, probe ?? new FileProbe());
        var warnings = new List<string>(resolver.Settings.Warnings);
        EnvFile? inEffect = null;
        foreach (var candidate in EnvFileSearch.Candidates(resolver._directory, resolver._user))
        {
            var kind = resolver.KindOf(candidate);
            if (kind == PathKind.Nothing)
                continue;
            var file = resolver.Look(candidate, kind);
            warnings.AddRange(file.Warnings);
            if (file.State != EnvFileState.Missing)
            {
                inEffect = file;
                break;
            }
        }

        return new ResolvedEnvironment(input, inEffect, resolver.Settings, warnings, resolver._user, resolver.UserFiles);
    }

    // The user's own files can move the folder of the others, as the process variable can.
    private UserFolders Moved(UserFolders user)
    {
        if (_input.IsSet(UserFolders.QwenHomeVariable))
            return user;
        foreach (var candidate in EnvFileSearch.Candidates(_directory, user))
        {
            if (candidate.IsUsers && KindOf(candidate) == PathKind.File && HomeIn(candidate) is { } home)
                return UserFolders.FromHome(user.Home, _ => home);
        }

        return user;
    }

    // The user's own files are looked at twice, first for QWEN_HOME, but the disk is asked once.
    private PathKind KindOf(EnvCandidate candidate)
    {
        if (!candidate.IsUsers)
            return Probe.KindOf(candidate.Path);
        foreach (var (path, known) in _usersKinds)
        {
            if (path == candidate.Path)
                return known;
        }

        var kind = Probe.KindOf(candidate.Path);
        _usersKinds.Add((candidate.Path, kind));
        return kind;
    }

    private string? HomeIn(EnvCandidate candidate)
    {
        try
        {
            return Probe.Read(candidate.Path) is { Facts.IsOwn: true } content
                ? DotenvContent.Of(content.Bytes, _input.DotNetEnvReader?.Invoke()).Assignments.LastOrDefault(a => a.Name == UserFolders.QwenHomeVariable && !string.IsNullOrWhiteSpace(a.Value))?.Value
                : null;
        }
        catch (Exception exception) when (exception is UnusableFileException or EnvSyntaxException)
        {
            return null;
        }
    }

    // Variables that decide trust are read from the user's own files, even if a closer file hides them.
    private IReadOnlyList<EnvFile> UserFiles() =>
        [.. EnvFileSearch.OfUser(_user).Select(Look).Where(file => file.State == EnvFileState.Used && file.Origin.Author.IsTrusted)];

    /// <summary>Every location of the search in order, each with its file.</summary>
    public static IReadOnlyList<EnvFile> ReadAll(EnvironmentInput input)
    {
        var resolver = new EnvironmentResolver(input, new FileProbe());
        var found = false;
        var files = new List<EnvFile>();
        foreach (var candidate in EnvFileSearch.Candidates(resolver._directory, resolver._user))
        {
            var file = resolver.Look(candidate);
            if (found && file.State == EnvFileState.Used)
                file = file with { State = EnvFileState.Shadowed };
            found |= file.State != EnvFileState.Missing;
            files.Add(file);
        }

        return WithHiddenKey(files, input);
    }

    // Files are not merged, which is unexpected: a warning of the file in effect shows it if a file farther away has the key that it lacks.
    private static List<EnvFile> WithHiddenKey(List<EnvFile> files, EnvironmentInput input)
    {
        const string Key = Providers.OpenAIKeyVariable;
        var used = files.FindIndex(p => p.State == EnvFileState.Used);
        var shadowed = files.Find(p => p.State == EnvFileState.Shadowed && p.Sets(Key));
        if (used >= 0 && shadowed is not null && !files[used].Sets(Key) && string.IsNullOrWhiteSpace(input.Variable(Key)))
        {
            var warning = $"{files[used].Path} hides {shadowed.Path}, which sets {Key}; files are not merged.";
            files[used] = files[used] with { Warnings = [.. files[used].Warnings, warning] };
        }

        return files;
    }

    private EnvFile Look(EnvCandidate candidate) => Look(candidate, KindOf(candidate));

    private EnvFile Look(EnvCandidate candidate, PathKind kind)
    {
        if (kind == PathKind.Nothing)
            return new EnvFile(candidate.Path, candidate.Scope, EnvFileState.Missing, [], []);
        if (kind != PathKind.File)
            return Ignored(candidate, kind == PathKind.Directory ? "it is a directory, and a regular file is expected there" : "it cannot be accessed");
        try
        {
            return Probe.Read(candidate.Path) is { } content
                ? Parse(candidate, content)
                : new EnvFile(candidate.Path, candidate.Scope, EnvFileState.Missing, [], []);
        }
        catch (UnusableFileException exception) when (!exception.IsRegularFile)
        {
            return Ignored(candidate, exception.Message);
        }
        catch (UnusableFileException exception)
        {
            var warning = $"{candidate.Path} exists but cannot be read ({exception.Message}); no other file is used instead.";
            return new EnvFile(candidate.Path, candidate.Scope, EnvFileState.Unreadable, [], [warning])
            {
                Error = exception.IsTooLarge ? exception.Message : null,
                IsTooLarge = exception.IsTooLarge,
            };
        }
    }

    private static EnvFile Ignored(EnvCandidate candidate, string reason) => new(
        candidate.Path, candidate.Scope, EnvFileState.Missing, [], [$"{candidate.Path} was ignored: {reason}."]);

    private EnvFile Parse(EnvCandidate candidate, FileContent content)
    {
        var origin = FileOrigin.Of(candidate.Path, candidate.Folder, candidate.IsUsers, content.Facts, _user, Probe);
        DotenvContent dotenv;
        try
        {
            dotenv = DotenvContent.Of(content.Bytes, _input.DotNetEnvReader?.Invoke());
        }
        catch (EnvSyntaxException exception)
        {
            var reason = $"line {exception.Line} does not match the syntax DotNetEnv";
            var warning = $"{candidate.Path}: {reason}; nothing in the file is used, and no other file is used instead.";
            return new EnvFile(candidate.Path, candidate.Scope, EnvFileState.Unreadable, [], [warning]) { Error = reason };
        }

        var assignments = dotenv.Assignments;
        var named = Settings.ExcludedVariables(origin.Author);
        var excluded = new Excluded([.. named ?? DefaultExcluded], named is null ? "" : " by advanced.excludedEnvVars");
        var lastLine = new Dictionary<string, int>(assignments.Count, StringComparer.Ordinal);
        for (var i = 0; i < assignments.Count; i++)
            lastLine[assignments[i].Name] = i;

        var variables = new List<EnvFileVariable>(assignments.Count);
        for (var i = 0; i < assignments.Count; i++)
        {
            var (name, value, line, _, raw) = assignments[i];
            var outer = assignments[i].OuterReferences;
            var last = lastLine[name];
            var (state, reason) = last != i
                ? (EnvVariableState.Superseded, $"line {assignments[last].Line} sets it again")
                : Judge(name, candidate.Scope, excluded);
            variables.Add(new EnvFileVariable(name, new Secret(value), line, state, reason) { OuterReferences = outer, Reference = outer.Count > 0 ? raw : null });
        }

        return new EnvFile(candidate.Path, candidate.Scope, EnvFileState.Used, variables, [.. origin.Warnings(candidate.Path), .. dotenv.Warnings.Select(w => $"{candidate.Path}: {w}")])
        {
            Origin = origin,
        };
    }

    private (EnvVariableState State, string Reason) Judge(string name, EnvScope scope, Excluded excluded)
    {
        if (scope == EnvScope.Project && excluded.Names.Contains(name))
            return (EnvVariableState.Excluded, $"{ForeignText.Name(name)} is excluded from project files{excluded.Reason}");
        return string.IsNullOrWhiteSpace(_input.Variable(name))
            ? (EnvVariableState.Effective, "")
            : (EnvVariableState.OverriddenByProcess, $"the process variable {ForeignText.Name(name)} is set");
    }

    private readonly record struct Excluded(HashSet<string> Names, string Reason);
}
