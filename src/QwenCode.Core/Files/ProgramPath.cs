namespace QwenCode.Files;

/// <summary>
/// Finds programs by the absolute entries of <c>PATH</c> alone. An empty or relative entry is the current directory or below it, which
/// may be a repository that brings a program of the same name; .NET itself looks there even before <c>PATH</c>.
/// </summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program; <see langword="null"/> if there is none.</summary>
    /// <param name="name">The program's file name.</param>
    /// <param name="path">The value of <c>PATH</c>.</param>
    public static string? Find(string name, string? path) =>
        AbsoluteEntries(path).Select(entry => Path.Join(entry, name)).FirstOrDefault(IsProgram);

    /// <summary>The entries of <c>PATH</c> that do not depend on the current directory.</summary>
    public static IEnumerable<string> AbsoluteEntries(string? path) =>
        (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified);

    private static bool IsProgram(string file)
    {
        try
        {
            return FileFacts.Of(file).Kind == FileKind.Regular && (OperatingSystem.IsWindows() || (ModeOf(file) & Executable) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static UnixFileMode ModeOf(string file) => new FileInfo(AtomicFile.TargetOf(file)).UnixFileMode;
}
