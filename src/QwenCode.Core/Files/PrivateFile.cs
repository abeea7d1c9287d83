using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace QwenCode.Files;

/// <summary>Files and directories that only the current user can read, from their first byte on, and their leftovers.</summary>
internal static class PrivateFile
{
    /// <summary>The mode 0600.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;

    // By the rules of DOS, which are the default, "name.*" is also "name" itself.
    private static readonly EnumerationOptions Literal = new() { MatchType = MatchType.Simple, AttributesToSkip = 0 };

    /// <summary>Creates a directory and its parents with mode 0700; those that exist are left as they are.</summary>
    /// <returns>The directories that it created, the innermost first.</returns>
    public static IReadOnlyList<string> CreateFolder(string path)
    {
        var missing = new List<string>();
        for (var folder = path; folder is not null && !Directory.Exists(folder); folder = Path.GetDirectoryName(folder))
            missing.Add(folder);

        // Each on its own: .NET would give the mode to the innermost alone.
        foreach (var folder in missing.AsEnumerable().Reverse())
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        }

        return missing;
    }

    /// <summary>Creates a file with mode 0600 whatever the umask, or on Windows with an access list of the current user alone.</summary>
    /// <exception cref="IOException">It exists, or cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be created.</exception>
    public static FileStream CreateNew(string path, FileAccess access = FileAccess.Write)
    {
        if (OperatingSystem.IsWindows())
            return CreateOnWindows(path);
        // Shared: an exclusive advisory lock is taken after the creation, and fails if a reader comes in between.
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = access,
            Share = Shared,
            BufferSize = 0,
            UnixCreateMode = OwnerOnly,
        });
        try
        {
            // A umask can have removed the user's own bits.
            File.SetUnixFileMode(stream.SafeFileHandle, OwnerOnly);
            return stream;
        }
        catch
        {
            stream.Dispose();
            TryDelete(path);
            throw;
        }
    }

    /// <summary>Writes to a file.</summary>
    /// <exception cref="IOException">There is not enough space.</exception>
    public static void Write(FileStream stream, ReadOnlySpan<byte> content)
    {
        try
        {
            stream.Write(content);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            // .NET's exception if the system, or a limit of this account, allows no file of this size.
            throw new IOException("the file exceeds the allowed size", exception);
        }
    }

    /// <summary>Removes a file; one that is gone or cannot be removed is left to the next attempt.</summary>
    public static void TryDelete(string path) => Try(() => File.Delete(path));

    /// <summary>Removes a directory if it is empty.</summary>
    public static void TryDeleteEmptyFolder(string path) => Try(() => Directory.Delete(path));

    /// <summary>Removes the leftovers of killed processes: the files whose paths continue after <paramref name="prefix"/> and that are old.</summary>
    /// <param name="prefix">The beginning of their paths.</param>
    /// <param name="now">The time.</param>
    /// <param name="age">The age from which they are old.</param>
    public static void RemoveLeftovers(string prefix, DateTimeOffset now, TimeSpan age) => Try(() =>
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(prefix)!);
        foreach (var file in folder.EnumerateFiles($"{Path.GetFileName(prefix)}?*", Literal))
        {
            // A prefix can have characters that are wildcards in a pattern.
            if (file.Name.StartsWith(Path.GetFileName(prefix), PathRule.Comparison) && IsLeftover(file.FullName, now, age))
                TryDelete(file.FullName);
        }
    });

    /// <summary>
    /// Whether there is a file that was last written so long ago. One from as far in the future counts as old, too: a clock was wrong when it was
    /// written, or is now.
    /// </summary>
    public static bool IsLeftover(string path, DateTimeOffset now, TimeSpan age)
    {
        // For a missing file .NET returns the year 1601.
        var file = new FileInfo(path);
        return file.Exists && (now.UtcDateTime - file.LastWriteTimeUtc).Duration() > age;
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var identity = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(identity.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(
            FileMode.CreateNew, FileSystemRights.Read | FileSystemRights.Write, Shared, bufferSize: 1, FileOptions.None, security);
    }
}
