using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace QwenCode.OAuth;

/// <summary>Files that only the current user can read, from their first byte on.</summary>
internal static class PrivateFile
{
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    // By the rules of DOS, which are the default, "name.*" is also "name" itself.
    private static readonly EnumerationOptions Literal = new() { MatchType = MatchType.Simple, AttributesToSkip = 0 };

    /// <summary>Creates the folder with mode 0700 where there is none; one that exists is left as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, FolderMode700);
    }

    /// <summary>Creates a file with mode 0600 whatever the umask, or on Windows with an access list of the current user alone.</summary>
    /// <exception cref="IOException">It exists, or cannot be made.</exception>
    public static FileStream CreateNew(string path)
    {
        if (OperatingSystem.IsWindows())
            return CreateOnWindows(path);
        // Shared: an exclusive advisory lock is taken after the creation, and fails where a reader comes in between.
        var stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = Shared,
            UnixCreateMode = FileMode600,
        });
        // A umask can have taken the user's own bits.
        File.SetUnixFileMode(stream.SafeFileHandle, FileMode600);
        return stream;
    }

    /// <summary>The whole content of a file that others may rename, replace or remove meanwhile.</summary>
    public static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, Shared);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>Removes a file; one that is gone or cannot be removed is left to the next attempt.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes what killed processes left: the files whose paths go on after <paramref name="prefix"/> and that were last written before <paramref name="before"/>.</summary>
    public static void RemoveLeftovers(string prefix, DateTimeOffset before)
    {
        try
        {
            var folder = new DirectoryInfo(Path.GetDirectoryName(prefix)!);
            foreach (var file in folder.EnumerateFiles($"{Path.GetFileName(prefix)}?*", Literal))
            {
                if (WasWrittenBefore(file.FullName, before))
                    TryDelete(file.FullName);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Whether there is a file that was last written before <paramref name="moment"/>. For one that is not there, .NET tells the year 1601.</summary>
    public static bool WasWrittenBefore(string path, DateTimeOffset moment)
    {
        var file = new FileInfo(path);
        return file.Exists && file.LastWriteTimeUtc < moment.UtcDateTime;
    }

    [SupportedOSPlatform("windows")]
    private static FileStream CreateOnWindows(string path)
    {
        using var identity = WindowsIdentity.GetCurrent();
        var security = new FileSecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(identity.User!, FileSystemRights.FullControl, AccessControlType.Allow));
        return new FileInfo(path).Create(
            FileMode.CreateNew, FileSystemRights.Read | FileSystemRights.Write, Shared, bufferSize: 4096, FileOptions.None, security);
    }
}
