using System.Text.Json;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>
/// The settings files of Qwen Code together: the workspace's <c>.qwen/settings.json</c> over the user's <c>~/.qwen/settings.json</c>.
/// </summary>
internal sealed class Settings
{
    /// <summary>The name of each of the files.</summary>
    public const string FileName = "settings.json";

    // No key, URL or name is longer. References multiply what a file holds, and a small one would fill the memory.
    private const int LongestValue = FileReader.LargestConfiguration;

    private readonly SettingsFile[] _files;

    private Settings(SettingsFile[] files, IEnumerable<string> ignored)
    {
        _files = files;
        Warnings = [.. ignored, .. files.SelectMany(WarningsOf)];
    }

    /// <summary>
    /// The variables in <c>advanced.excludedEnvVars</c> of both files, as far as it applies to <c>.env</c> files of an author;
    /// <see langword="null"/> if neither has it. A workspace excludes nothing from a file of another author, such as the endpoint for a key.
    /// </summary>
    public IReadOnlyList<string>? ExcludedVariables(Author author)
    {
        List<string>? excluded = null;
        foreach (var file in _files.Where(f => f.Origin.Author.IsTrusted || f.Origin.Author == author))
        {
            if (file.Member("advanced.excludedEnvVars") is not { ValueKind: JsonValueKind.Array } list)
                continue;
            excluded ??= [];
            excluded.AddRange(list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(TextOf).OfType<string>());
        }

        return excluded;
    }

    /// <summary>Warnings about the files and about settings that are not supported, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads both files. If one cannot be used, the values that would be read from it fail.</summary>
    public static Settings Load(UserFolders user, string workspace, FileProbe probe)
    {
        var ignored = new List<string>();
        var userPath = Path.Join(user.QwenHome, FileName);
        var workspacePath = Path.Join(workspace, UserFolders.QwenFolderName, FileName);
        var files = new[]
        {
            workspacePath == userPath ? null : Load(workspacePath, workspace, isUsers: workspace == user.Home),
            Load(userPath, user.QwenHome, isUsers: true),
        };
        return new Settings([.. files.OfType<SettingsFile>()], ignored);

        SettingsFile? Load(string path, string folder, bool isUsers) =>
            SettingsFile.Load(path, facts => FileOrigin.Of(path, folder, isUsers, facts, user, probe), probe, ignored.Add);
    }

    /// <summary>The text of a setting such as <c>model.name</c>, if it is not blank; the workspace's first.</summary>
    /// <param name="key">The members' names, joined by dots.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    public IEnumerable<SourcedValue> FindAll(string key, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Failure is { } failure)
                yield return new SourcedValue("", new ValueSource(ValueSourceKind.Settings, key, file.Path)) { Failure = failure };
            else if (file.Member(key) is { } element && Read(element, file, key, variable) is { } value)
                yield return value;
        }
    }

    /// <summary>The text of a setting that is a rule for this module: as <see cref="FindAll"/>, the user's own first, since no project may replace it.</summary>
    public IEnumerable<SourcedValue> FindRules(string key, Func<string, SourcedValue?> variable) =>
        FindAll(key, variable).Where(v => v.Failure is null).OrderBy(v => v.Source.IsTrusted ? 0 : 1);

    /// <summary>A variable that the <c>env</c> section of a file sets, as <see cref="FindAll"/>.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    public IEnumerable<SourcedValue> Variables(string name, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Member("env") is { ValueKind: JsonValueKind.Object } section
                && SettingsFile.Find(section, name) is { } element
                && Read(element, file, $"env.{name}", variable) is { } value)
            {
                yield return value;
            }
        }
    }

    private static SourcedValue? Read(JsonElement element, SettingsFile file, string key, Func<string, SourcedValue?> variable)
    {
        if (element.ValueKind != JsonValueKind.String)
            return null;
        var plain = new ValueSource(ValueSourceKind.Settings, key, file.Path) { Origin = file.Origin };
        if (TextOf(element) is not { } text)
            return new SourcedValue("", plain) { Failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is not valid Unicode") };
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var references = new Dictionary<string, SourcedValue>(StringComparer.Ordinal);
        QwenException? failure = null;
        var length = (long)text.Length;
        var value = VariableReferences.Replace(text, name =>
        {
            if (failure is not null)
                return "";
            if (!references.TryGetValue(name, out var found))
            {
                if (variable(name) is not { Failure: null } defined)
                {
                    failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} refers to the variable {name}, which neither the process nor the .env file defines");
                    return "";
                }

                references[name] = found = defined;
            }

            if ((length += found.Value.Length) <= LongestValue)
                return found.Value;
            failure = QwenErrors.SettingsFileInvalid(file.Path, $"{key} is longer than {LongestValue} characters with the variables that it refers to");
            return "";
        });
        if (string.IsNullOrWhiteSpace(value) && failure is null)
            return null;
        return new SourcedValue(value, plain with { References = [.. references.Values.Select(r => r.Source)] }) { Reference = references.Count > 0 ? text : null, Failure = failure };
    }

    // An escape can name half of a surrogate pair.
    private static string? TextOf(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<string> WarningsOf(SettingsFile file)
    {
        if (file.Failure is { } failure)
            yield return failure.Message;
        if (file.Member("security.folderTrust.enabled") is { ValueKind: JsonValueKind.True })
            yield return $"{file.Path} turns on security.folderTrust, which this module does not support: files in every folder are used.";
        foreach (var warning in file.Origin.Warnings(file.Path))
            yield return warning;
    }
}
