namespace QwenCode.Configuration;

/// <summary>What applies to a directory in a process: process variables, the <c>.env</c> file, the settings.</summary>
internal sealed class ResolvedEnvironment
{
    private readonly Dictionary<string, EnvFileVariable> _effective = new(StringComparer.Ordinal);
    private readonly Lazy<IReadOnlyList<EnvFile>> _usersFiles;
    private readonly ExportedVariables _exported;
    private ModelRoutes? _routes;

    internal ResolvedEnvironment(
        EnvironmentInput input, EnvFile? file, Settings settings, IReadOnlyList<string> warnings, UserFolders user, Func<IReadOnlyList<EnvFile>> usersFiles)
    {
        _usersFiles = new(usersFiles, LazyThreadSafetyMode.ExecutionAndPublication);
        _exported = ExportedVariables.Of(input.Variable);
        Input = input;
        File = file;
        Settings = settings;
        Warnings = warnings;
        User = user;
        foreach (var variable in file?.Assignments ?? [])
        {
            if (variable.State is EnvVariableState.Effective or EnvVariableState.OverriddenByProcess)
                _effective[variable.Name] = variable;
        }
    }

    /// <summary>What was resolved.</summary>
    public EnvironmentInput Input { get; }

    /// <summary>The first <c>.env</c> file found, which may be one that cannot be read; <see langword="null"/> if there is none.</summary>
    public EnvFile? File { get; }

    /// <summary>The settings files.</summary>
    public Settings Settings { get; }

    /// <summary>The routes that the settings configure.</summary>
    public ModelRoutes Routes => _routes ??= ModelRoutes.Read(Settings, FindForSettings);

    /// <summary>Warnings about the files of the search, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The user's folders.</summary>
    public UserFolders User { get; }

    /// <summary>The value of a variable; the process wins over the file, and a blank value counts as none.</summary>
    public SourcedValue? Find(string name)
    {
        foreach (var value in FindAll(name))
            return value;
        return null;
    }

    /// <summary>
    /// The value of a variable that decides trust, such as a sign-in host: from the process, the user's own <c>.env</c> files and
    /// settings. No project's file sets one or hides one.
    /// </summary>
    public SourcedValue? FindTrusted(string name) => AllTrusted(name).FirstOrDefault(value => value.Failure is null);

    private IEnumerable<SourcedValue> AllTrusted(string name) => FromProcess(name) is { Source.IsTrusted: true } process
        ? [process]
        : _usersFiles.Value.Select(file => FromFile(file, name)).Concat(Settings.Variables(name, FindForSettings)).OfType<SourcedValue>().Where(value => value.Source.IsTrusted);

    /// <summary>Whether the user chose to make warnings errors: <c>QWEN_STRICT_ENV</c> is set, and not to a value for off. A value that cannot be read, such as a number in the settings, turns it on.</summary>
    public bool IsStrict => AllTrusted(StrictVariable).FirstOrDefault() is { } value
        && (value.Failure is not null || value.Value.Trim().ToUpperInvariant() is not ("0" or "FALSE" or "OFF" or "NO"));

    /// <summary>The variable that turns strictness on.</summary>
    public const string StrictVariable = "QWEN_STRICT_ENV";

    /// <summary>Every source that sets a variable to a value that is not blank, the one in effect first.</summary>
    public IEnumerable<SourcedValue> FindAll(string name)
    {
        if (FromProcess(name) is { } process)
            yield return process;
        if (FromFile(name) is { } file)
            yield return file;
        foreach (var setting in Settings.Variables(name, FindForSettings))
            yield return setting;
    }

    /// <summary>The text of a setting in each file that sets it to a text that is not blank, the one in effect first.</summary>
    /// <param name="key">The members' names, joined by dots.</param>
    public IEnumerable<SourcedValue> FindSettings(string key) => Settings.FindAll(key, FindForSettings);

    /// <summary>Finds the variable that a settings file refers to: the process's or the <c>.env</c> file's.</summary>
    public Func<string, SourcedValue?> FindForSettings => field ??= name => FromProcess(name) ?? FromFile(name);

    private SourcedValue? FromFile(string name) =>
        _effective.TryGetValue(name, out var variable) ? Sourced(File!, variable) : null;

    private SourcedValue? FromFile(EnvFile file, string name) =>
        file.Assignments.FirstOrDefault(v => v.Name == name && v.State is EnvVariableState.Effective or EnvVariableState.OverriddenByProcess) is { } variable
            ? Sourced(file, variable)
            : null;

    private SourcedValue? Sourced(EnvFile file, EnvFileVariable variable)
    {
        if (variable.Value.IsBlank)
            return null;
        var references = variable.OuterReferences.Select(_exported.SourceOf).ToArray();
        var source = new ValueSource(ValueSourceKind.EnvFile, variable.Name, file.Path, variable.Line) { Origin = file.Origin, References = references };
        return new SourcedValue(variable.Value, source) { Reference = variable.Reference };
    }

    private SourcedValue? FromProcess(string name)
    {
        if (Input.Variable(name) is not { } value || string.IsNullOrWhiteSpace(value))
            return null;
        var source = _exported.SourceOf(name, value);
        var borrowed = source.References.Select(reference => $"${{{reference.Name}}}");
        return new SourcedValue(value, source) { Reference = source.References.Count > 0 ? string.Concat(borrowed) : null };
    }
}
