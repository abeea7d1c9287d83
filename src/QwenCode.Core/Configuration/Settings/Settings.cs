using System.Text.Json;
using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>
/// The settings files of Qwen Code together: the system's over the workspace's <c>.qwen/settings.json</c> over the user's
/// <c>~/.qwen/settings.json</c> over the system's defaults.
/// </summary>
internal sealed class Settings
{
    /// <summary>The name of each of the files.</summary>
    public const string FileName = "settings.json";

    private static readonly (string Key, JsonValueKind Kind)[] Sections =
    [
        ("env", JsonValueKind.Object),
        ("modelProviders", JsonValueKind.Object),
        ("providerProtocol", JsonValueKind.Object),
        ("modelFallbacks", JsonValueKind.Array),
        ("model.generationConfig", JsonValueKind.Object),
        ("security", JsonValueKind.Object),
        ("security.auth", JsonValueKind.Object),
        ("advanced.excludedEnvVars", JsonValueKind.Array),
    ];

    private readonly SettingsFile[] _files;

    private Settings(SettingsFile[] files, IEnumerable<string> ignored)
    {
        _files = files;
        Warnings = [.. ignored, .. files.SelectMany(WarningsOf)];
    }

    /// <summary>
    /// The variables in <c>advanced.excludedEnvVars</c> of all files, as far as it applies to <c>.env</c> files of an author;
    /// <see langword="null"/> if none has it. A workspace excludes nothing from a file of another author, such as the endpoint for a key.
    /// </summary>
    public IReadOnlyList<string>? ExcludedVariables(Author author)
    {
        List<string>? excluded = null;
        foreach (var file in _files.Where(f => f.Origin.Author.IsTrusted || f.Origin.Author == author))
        {
            if (file.Member("advanced.excludedEnvVars") is not { ValueKind: JsonValueKind.Array } list)
                continue;
            excluded ??= [];
            excluded.AddRange(list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(SettingsValue.TextOf).OfType<string>());
        }

        return excluded;
    }

    /// <summary>Warnings about the files and about settings that are not supported, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The files that exist, in the order of precedence.</summary>
    public IReadOnlyList<SettingsFile> Files => _files;

    /// <summary>Reads the files. If one cannot be used, the values that would be read from it fail.</summary>
    /// <param name="user">The user's folders.</param>
    /// <param name="workspace">The current directory, its links resolved.</param>
    /// <param name="variable">Looks up a process variable.</param>
    /// <param name="probe">Accesses the file system.</param>
    public static Settings Load(UserFolders user, string workspace, Func<string, string?> variable, FileProbe probe)
    {
        var ignored = new List<string>();
        var workspacePath = Path.Join(workspace, UserFolders.QwenFolderName, FileName);
        var (system, defaults) = SystemSettings.PathsOf(variable, probe);
        var files = new[]
        {
            LoadSystem(system),
            PathRule.AreSame(workspacePath, user.SettingsPath) || PathRule.AreSame(workspace, user.Home) ? null : Load(workspacePath, workspace, isUsers: false),
            Load(user.SettingsPath, user.QwenHome, isUsers: true),
            LoadSystem(defaults),
        };
        return new Settings([.. files.OfType<SettingsFile>()], ignored);

        SettingsFile? LoadSystem(string? path) => path is null ? null : Load(path, Path.GetDirectoryName(path) ?? path, isUsers: true);

        SettingsFile? Load(string path, string folder, bool isUsers) =>
            SettingsFile.Load(path, facts => FileOrigin.Of(path, folder, isUsers, facts, user, probe), probe, ignored.Add);
    }

    /// <summary>The text of a setting such as <c>model.name</c>, if it is not blank, in the order of precedence.</summary>
    /// <param name="key">The members' names, joined by dots.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    public IEnumerable<SourcedValue> FindAll(string key, Func<string, SourcedValue?> variable) => _files.Length == 0 ? [] : InFiles(key, variable);

    private IEnumerable<SourcedValue> InFiles(string key, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Failure is { } failure)
                yield return new SourcedValue("", new ValueSource(ValueSourceKind.Settings, key, file.Path)) { Failure = failure };
            else if (file.Member(key) is { } element && SettingsValue.Read(element, file, key, variable) is { } value)
                yield return value;
        }
    }

    /// <summary>The text of a setting that is a rule for this module: as <see cref="FindAll"/>, the user's own first, since no project may replace it.</summary>
    public IEnumerable<SourcedValue> FindRules(string key, Func<string, SourcedValue?> variable) =>
        _files.Length == 0 ? [] : FindAll(key, variable).Where(v => v.Failure is null).OrderBy(v => v.Source.IsTrusted ? 0 : 1);

    /// <summary>A variable that the <c>env</c> section of a file sets, as <see cref="FindAll"/>.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    public IEnumerable<SourcedValue> Variables(string name, Func<string, SourcedValue?> variable) => _files.Length == 0 ? [] : VariablesInFiles(name, variable);

    private IEnumerable<SourcedValue> VariablesInFiles(string name, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Member("env") is { ValueKind: JsonValueKind.Object } section
                && SettingsFile.Find(section, name) is { } element
                && SettingsValue.Read(element, file, $"env.{name}", variable) is { } value)
            {
                yield return value;
            }
        }
    }

    private static IEnumerable<string> WarningsOf(SettingsFile file)
    {
        if (file.Failure is { } failure)
            yield return failure.Message;
        if (file.Member("security.folderTrust.enabled") is { ValueKind: JsonValueKind.True })
            yield return $"{file.Path} turns on security.folderTrust, which this module does not support: files in every folder are used.";
        var ignored = string.Join(", ", file.IgnoredMembers);
        if (ignored.Length > 0)
            yield return $"{file.Path} states a version of the nested layout, in which {ignored} is ignored; Qwen Code's documentation names the nested members.";
        foreach (var (key, kind) in Sections.Where(section => file.Member(section.Key) is { ValueKind: var found } && found != section.Kind && found != JsonValueKind.Null))
            yield return $"{key} in {file.Path} is not {(kind == JsonValueKind.Array ? "a list" : "an object")} and was ignored.";
        foreach (var warning in file.Origin.Warnings(file.Path))
            yield return warning;
    }
}
