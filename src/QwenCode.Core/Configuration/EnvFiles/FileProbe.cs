using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>What is at a path.</summary>
internal enum PathKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A file, or a broken link, which is read as a missing file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Unknown: the system denies access.</summary>
    Unreachable,
}

/// <summary>All access to the file system of the search for <c>.env</c> and settings files.</summary>
internal class FileProbe
{
    /// <summary>What <paramref name="path"/> leads to, by one call of the system; a broken link counts as a file, and is read as a missing one.</summary>
    public virtual PathKind KindOf(string path)
    {
        try
        {
            var attributes = new FileInfo(path).Attributes;
            if (attributes == FileFacts.Missing)
                return PathKind.Nothing;
            return attributes.HasFlag(FileAttributes.Directory) ? PathKind.Directory : PathKind.File;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return PathKind.Unreachable;
        }
    }

    /// <summary>The whole content, or <see langword="null"/> if the file has vanished meanwhile.</summary>
    /// <exception cref="UnusableFileException">It is not a regular file, is too large, or cannot be read.</exception>
    public virtual FileContent? Read(string path) => FileReader.Read(path, FileReader.LargestConfiguration);

    /// <summary>The path of a file without links if there is a link below <paramref name="folder"/>; <see langword="null"/> if there is none.</summary>
    /// <param name="path">The file, in the folder or in a folder of it.</param>
    /// <param name="folder">A folder whose own links are resolved.</param>
    public string? LinkedFile(string path, string folder)
    {
        for (var part = path; part is not null && part.Length > folder.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
                return ResolveLinks(path);
        }

        return null;
    }

    /// <summary>The path with every symbolic link in it resolved, as a process sees its own working directory.</summary>
    public virtual string ResolveLinks(string path) => RealPath.Of(path) ?? Path.GetFullPath(path);

    /// <summary>The same, if the path may be below a folder whose links are resolved.</summary>
    public virtual string ResolveLinks(string path, string folder, string realFolder) => RealPath.Of(path, folder, realFolder) ?? Path.GetFullPath(path);
}
