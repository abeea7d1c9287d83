namespace QwenCode.Files;

/// <summary>What a path leads to after all links.</summary>
internal enum FileKind
{
    /// <summary>A file with a content of its own.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A pipe, socket or device, which may block its reader or never end.</summary>
    Special,
}

/// <summary>What the file system tells about a path after all links.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Owner">The account that owns it: a user id, or on Windows a SID; empty if the system does not tell.</param>
internal readonly record struct FileFacts(FileKind Kind, long Length, string Owner)
{
    /// <summary>
    /// Whether it belongs to the user of this process, or to the system's administrator, who could change this process too. An owner
    /// that the system does not tell is nobody's.
    /// </summary>
    public bool IsOwn => OperatingSystem.IsWindows() ? WindowsFile.IsOwn(Owner) : UnixFile.IsOwn(Owner);

    /// <summary>The facts about a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnusableFileException">It cannot be looked at.</exception>
    public static FileFacts Of(string path) => OperatingSystem.IsWindows() ? WindowsFile.FactsOf(path) : UnixFile.FactsOf(path);
}
