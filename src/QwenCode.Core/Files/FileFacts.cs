namespace QwenCode.Files;

/// <summary>What a path leads to after all links.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A pipe, socket or device, which may block its reader or never end.</summary>
    Special,
}

/// <summary>The facts from the file system about a path after all links.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Owner">The account that owns it: a user id, or on Windows a SID; empty if unknown.</param>
internal readonly record struct FileFacts(FileKind Kind, long Length, string Owner)
{
    /// <summary>What <see cref="FileSystemInfo.Attributes"/> returns if there is nothing at a path.</summary>
    public const FileAttributes Missing = (FileAttributes)(-1);

    /// <summary>
    /// Whether it belongs to the user of this process, or to the system's administrator, who could change this process too. An
    /// unknown owner is neither.
    /// </summary>
    public bool IsOwn => OperatingSystem.IsWindows() ? WindowsFile.IsOwn(Owner) : UnixFile.IsOwn(Owner);

    /// <summary>The facts about a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnusableFileException">It cannot be inspected.</exception>
    public static FileFacts Of(string path) => OperatingSystem.IsWindows() ? WindowsFile.FactsOf(path) : UnixFile.FactsOf(path);

    /// <summary>Whether the system denies inspecting a path: nobody can say whether something is there.</summary>
    public static bool IsDenied(string path)
    {
        try
        {
            _ = Of(path);
            return false;
        }
        catch (UnusableFileException exception)
        {
            return exception.IsOfSystem;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the system denies listing a directory, or inspecting what is in it.</summary>
    public static bool IsDeniedDirectory(string path)
    {
        // Without a right on the directory itself, the system denies to inspect even this.
        if (IsDenied(Path.Join(path, ".")))
            return true;
        try
        {
            using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            _ = entries.MoveNext();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
