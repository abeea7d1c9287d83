using System.Text.Json;
using System.Text.RegularExpressions;
using QwenCode.Errors;

namespace QwenCode.Environment;

/// <summary>
/// The settings files of Qwen Code together: the workspace's <c>.qwen/settings.json</c> over the user's <c>~/.qwen/settings.json</c>.
/// </summary>
internal sealed partial class Settings
{
    private readonly SettingsFile[] _files;

    private Settings(SettingsFile[] files)
    {
        _files = files;
        ExcludedVariables = ReadExcluded();
        Warnings = [.. files
            .Where(f => f.Member("security.folderTrust.enabled") is { ValueKind: JsonValueKind.True })
            .Select(f => $"{f.Path} turns on security.folderTrust, which this module does not support: files of every folder are used.")];
    }

    /// <summary>What <c>advanced.excludedEnvVars</c> of both files lists, united; <see langword="null"/> where neither has it.</summary>
    public IReadOnlyList<string>? ExcludedVariables { get; }

    /// <summary>What a setting asks for and does not get, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads both files.</summary>
    /// <exception cref="QwenException">A file is not valid (<c>SettingsFileInvalid</c>).</exception>
    public static Settings Load(UserFolders user, string workspace, FileProbe probe)
    {
        const string FileName = "settings.json";
        var userPath = Path.Join(user.QwenHome, FileName);
        var workspacePath = Path.Join(workspace, UserFolders.QwenFolderName, FileName);
        var files = new[]
        {
            workspacePath == userPath ? null : SettingsFile.Load(workspacePath, isWorkspace: workspace != user.Home, probe),
            SettingsFile.Load(userPath, isWorkspace: false, probe),
        };
        return new Settings([.. files.OfType<SettingsFile>()]);
    }

    /// <summary>The text of a setting such as <c>model.name</c>, where one is set that is not blank; the workspace's first.</summary>
    /// <param name="key">The members' names, joined by dots.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    /// <exception cref="QwenException">The text names a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public IEnumerable<SourcedValue> FindAll(string key, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Member(key) is { } element && Read(element, file, key, variable) is { } value)
                yield return value;
        }
    }

    /// <summary>A variable that the <c>env</c> section of a file sets, as <see cref="FindAll"/>.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    /// <exception cref="QwenException">The text names a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public IEnumerable<SourcedValue> Variables(string name, Func<string, SourcedValue?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Member("env") is { ValueKind: JsonValueKind.Object } section
                && section.TryGetProperty(name, out var element)
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
        ValueSource? reference = null;
        var text = VariableReference().Replace(element.GetString()!, match =>
        {
            var name = match.Groups["name"].Value;
            var value = variable(name) ?? throw QwenErrors.SettingsFileInvalid(
                file.Path, $"{key} refers to the variable {name}, which neither the process nor the .env file defines");
            // One that is the user's own decides over whom the whole text is to be trusted with.
            if (reference is null or { IsFromProject: true })
                reference = value.Source;
            return value.Value;
        });
        return string.IsNullOrWhiteSpace(text)
            ? null
            : new SourcedValue(text, new ValueSource(ValueSourceKind.Settings, key, file.Path) { IsWorkspace = file.IsWorkspace, Reference = reference });
    }

    private List<string>? ReadExcluded()
    {
        List<string>? excluded = null;
        foreach (var file in _files)
        {
            if (file.Member("advanced.excludedEnvVars") is not { ValueKind: JsonValueKind.Array } list)
                continue;
            excluded ??= [];
            excluded.AddRange(list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!));
        }

        return excluded;
    }

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]+)\}|(?<name>[A-Za-z0-9_]+))")]
    private static partial Regex VariableReference();
}
