using QwenCode.Files;

namespace QwenCode.Environment;

/// <summary>What lies at a path.</summary>
internal enum PlaceKind
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A file, or a link that leads nowhere, which reads as none.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>Something, or nothing: the system does not let anybody look.</summary>
    Unreachable,
}

/// <summary>Every look at the file system that the search for <c>.env</c> and settings files takes.</summary>
internal class FileProbe
{
    /// <summary>What <paramref name="path"/> leads to, by one look; a link that leads nowhere counts as a file, and reads as none.</summary>
    public virtual PlaceKind KindOf(string path)
    {
        const FileAttributes NotThere = (FileAttributes)(-1);
        try
        {
            var attributes = new FileInfo(path).Attributes;
            if (attributes == NotThere)
                return PlaceKind.Nothing;
            return attributes.HasFlag(FileAttributes.Directory) ? PlaceKind.Directory : PlaceKind.File;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return PlaceKind.Unreachable;
        }
    }

    /// <summary>The whole content, or <see langword="null"/> if the file has vanished meanwhile.</summary>
    /// <exception cref="UnusableFileException">It is not a regular file, is too large, or cannot be read.</exception>
    public virtual FileContent? Read(string path) => FileReader.Read(path, FileReader.LargestConfiguration);

    /// <summary>Where a file really lies if a link leads to it on the way from <paramref name="folder"/>; <see langword="null"/> if none does.</summary>
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
}
