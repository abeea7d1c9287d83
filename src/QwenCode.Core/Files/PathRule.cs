namespace QwenCode.Files;

/// <summary>Compares paths as this operating system's file systems usually do.</summary>
internal static class PathRule
{
    /// <summary>Whether case matters.</summary>
    public static readonly StringComparison Comparison =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>Whether two paths are the same, apart from a separator at the end.</summary>
    public static bool AreSame(string one, string other) =>
        string.Equals(Path.TrimEndingDirectorySeparator(one), Path.TrimEndingDirectorySeparator(other), Comparison);

    /// <summary>Whether a path is a folder or is below it.</summary>
    public static bool IsWithin(string path, string folder) => path.StartsWith(folder, Comparison)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
