namespace QwenCode.Configuration;

/// <summary>The locations of the settings that an administrator sets for all users, as in Qwen Code.</summary>
internal static class SystemSettings
{
    private const string DefaultsName = "system-defaults.json";

    private static readonly string Folder = OperatingSystem.IsWindows() ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "qwen-code")
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/QwenCode"
        : "/etc/qwen-code";

    private static readonly string SystemPath = Path.Join(Folder, Settings.FileName);
    private static readonly string SystemDefaults = Path.Join(Folder, DefaultsName);

    /// <summary>
    /// The file that overrides all others, <c>QWEN_CODE_SYSTEM_SETTINGS_PATH</c> or the system's location, and the one that all others
    /// override, <c>QWEN_CODE_SYSTEM_DEFAULTS_PATH</c> or <c>system-defaults.json</c> beside it; <see langword="null"/> if the system's
    /// folder does not exist.
    /// </summary>
    /// <param name="variable">Looks up a process variable.</param>
    /// <param name="probe">Accesses the file system.</param>
    public static (string? Settings, string? Defaults) PathsOf(Func<string, string?> variable, FileProbe probe)
    {
        var (settings, defaults) = (Moved(variable("QWEN_CODE_SYSTEM_SETTINGS_PATH")), Moved(variable("QWEN_CODE_SYSTEM_DEFAULTS_PATH")));
        if (settings is not null)
            return (settings, defaults ?? Path.Join(Path.GetDirectoryName(settings), DefaultsName));
        return probe.KindOf(Folder) == PathKind.Nothing ? (null, defaults) : (SystemPath, defaults ?? SystemDefaults);
    }

    // A relative path would be a file of whatever repository the user enters.
    private static string? Moved(string? path) => string.IsNullOrWhiteSpace(path) || !Path.IsPathFullyQualified(path) ? null : Path.GetFullPath(path);
}
