namespace QwenCode.Configuration;

/// <summary>The locations of the settings that an administrator sets for all users, as in Qwen Code.</summary>
internal static class SystemSettings
{
    private const string DefaultsName = "system-defaults.json";

    /// <summary>The file that overrides all others: <c>QWEN_CODE_SYSTEM_SETTINGS_PATH</c>, or the system's location.</summary>
    /// <param name="variable">Looks up a process variable.</param>
    public static string PathOf(Func<string, string?> variable) => Moved(variable("QWEN_CODE_SYSTEM_SETTINGS_PATH")) ?? SystemPath;

    /// <summary>The file that all others override: <c>QWEN_CODE_SYSTEM_DEFAULTS_PATH</c>, or <c>system-defaults.json</c> beside the other.</summary>
    /// <param name="variable">Looks up a process variable.</param>
    public static string DefaultsPathOf(Func<string, string?> variable) => Moved(variable("QWEN_CODE_SYSTEM_DEFAULTS_PATH"))
        ?? Path.Join(Path.GetDirectoryName(PathOf(variable)), DefaultsName);

    private static string SystemPath { get; } = OperatingSystem.IsWindows() ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "qwen-code", Settings.FileName)
        : OperatingSystem.IsMacOS() ? $"/Library/Application Support/QwenCode/{Settings.FileName}"
        : $"/etc/qwen-code/{Settings.FileName}";

    // A relative path would be a file of whatever repository the user enters.
    private static string? Moved(string? path) => string.IsNullOrWhiteSpace(path) || !Path.IsPathFullyQualified(path) ? null : Path.GetFullPath(path);
}
