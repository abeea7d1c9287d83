namespace QwenCode.Environment;

/// <summary>What one place in the file system and one process give together: process variables, the <c>.env</c> file, the settings.</summary>
internal sealed class ResolvedEnvironment
{
    private readonly Dictionary<string, EnvFileVariable> _effective = new(StringComparer.Ordinal);

    internal ResolvedEnvironment(
        EnvironmentInput input, EnvFile? file, Settings settings, IReadOnlyList<string> warnings, UserFolders user)
    {
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

    /// <summary>The first <c>.env</c> file found, which may be one that cannot be read; <see langword="null"/> where there is none.</summary>
    public EnvFile? File { get; }

    /// <summary>The settings files.</summary>
    public Settings Settings { get; }

    /// <summary>What looks wrong with the files that were passed, a sentence each.</summary>
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
    /// The value of a variable that decides whom to trust, such as a proxy or a login host: as <see cref="Find"/>, but never from a
    /// project's file, which somebody else may have written.
    /// </summary>
    public SourcedValue? FindTrusted(string name)
    {
        foreach (var value in FindAll(name))
        {
            if (!value.Source.IsFromProject)
                return value;
        }

        return null;
    }

    /// <summary>Every place that gives a variable a value that is not blank, the one in effect first.</summary>
    public IEnumerable<SourcedValue> FindAll(string name)
    {
        if (FromProcess(name) is { } process)
            yield return process;
        if (FromFile(name) is { } file)
            yield return file;
        foreach (var setting in Settings.Variables(name, FindForSettings))
            yield return setting;
    }

    /// <summary>The variable that a settings file refers to: the process's or the <c>.env</c> file's.</summary>
    public SourcedValue? FindForSettings(string name) => FromProcess(name) ?? FromFile(name);

    private SourcedValue? FromFile(string name)
    {
        if (!_effective.TryGetValue(name, out var variable) || string.IsNullOrWhiteSpace(variable.Value))
            return null;
        var reference = variable.OuterReference is { } outer ? new ValueSource(ValueSourceKind.Process, outer) : null;
        return new SourcedValue(variable.Value, new ValueSource(ValueSourceKind.EnvFile, name, File!.Path, variable.Line, File.Scope) { Reference = reference });
    }

    private SourcedValue? FromProcess(string name) => Input.Variable(name) is { } value && !string.IsNullOrWhiteSpace(value)
        ? new SourcedValue(value, new ValueSource(ValueSourceKind.Process, name))
        : null;
}
