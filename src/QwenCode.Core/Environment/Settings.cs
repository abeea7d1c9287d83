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
            workspacePath == userPath ? null : SettingsFile.Load(workspacePath, isWorkspace: true, probe),
            SettingsFile.Load(userPath, isWorkspace: false, probe),
        };
        return new Settings([.. files.OfType<SettingsFile>()]);
    }

    /// <summary>The text of a setting such as <c>model.name</c>, where one is set that is not blank; the workspace's first.</summary>
    /// <param name="key">The members' names, joined by dots.</param>
    /// <param name="variable">Resolves <c>$NAME</c> and <c>${NAME}</c> in the text.</param>
    /// <exception cref="QwenException">The text names a variable that is not defined (<c>SettingsFileInvalid</c>).</exception>
    public IEnumerable<SourcedValue> FindAll(string key, Func<string, string?> variable)
    {
        foreach (var file in _files)
        {
            if (file.Member(key) is { ValueKind: JsonValueKind.String } element && Expand(element.GetString()!, file, key, variable) is var text
                && !string.IsNullOrWhiteSpace(text))
            {
                yield return new SourcedValue(text, SourceOf(file, key));
            }
        }
    }

    /// <summary>A variable that the <c>env</c> section of a file sets.</summary>
    public SourcedValue? Variable(string name)
    {
        foreach (var file in _files)
        {
            if (file.Member("env") is { ValueKind: JsonValueKind.Object } section
                && section.TryGetProperty(name, out var element)
                && element.ValueKind == JsonValueKind.String
                && element.GetString() is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return new SourcedValue(value, SourceOf(file, $"env.{name}"));
            }
        }

        return null;
    }

    private static ValueSource SourceOf(SettingsFile file, string key) =>
        new(ValueSourceKind.Settings, key, file.Path) { IsWorkspace = file.IsWorkspace };

    private static string Expand(string text, SettingsFile file, string key, Func<string, string?> variable) =>
        !text.Contains('$', StringComparison.Ordinal) ? text : VariableReference().Replace(text, match =>
        {
            var name = match.Groups["name"].Value;
            return variable(name) ?? throw QwenErrors.SettingsFileInvalid(
                file.Path, $"{key} refers to the variable {name}, which neither the process nor the .env file defines");
        });

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

    [GeneratedRegex(@"\$(?:\{(?<name>[^}]+)\}|(?<name>\w+))")]
    private static partial Regex VariableReference();
}
