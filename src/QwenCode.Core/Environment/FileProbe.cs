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
}

/// <summary>Every look at the file system that the search for <c>.env</c> and settings files takes, counted.</summary>
internal sealed class FileProbe
{
    /// <summary>How many times a path was looked up.</summary>
    public int Lookups { get; private set; }

    /// <summary>How many files were opened.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether <paramref name="path"/> leads to a file; a link that leads nowhere counts, and reads as none.</summary>
    public bool FileExists(string path)
    {
        Lookups++;
        return File.Exists(path);
    }

    /// <summary>What <paramref name="path"/> leads to, by one look.</summary>
    public PlaceKind KindOf(string path)
    {
        const FileAttributes NotThere = (FileAttributes)(-1);
        Lookups++;
        var attributes = new FileInfo(path).Attributes;
        if (attributes == NotThere)
            return PlaceKind.Nothing;
        if (attributes.HasFlag(FileAttributes.Directory))
            return PlaceKind.Directory;
        return PlaceKind.File;
    }

    /// <summary>The whole content, or <see langword="null"/> where the file has vanished meanwhile.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public byte[]? Read(string path)
    {
        Reads++;
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The directory with every symbolic link in its path resolved, as a process sees its own working directory.</summary>
    public string ResolveLinks(string directory)
    {
        const int MostLinks = 40;
        var full = Path.GetFullPath(directory);
        for (var links = 0; links < MostLinks; links++)
        {
            if (FirstLink(full) is not { } resolved)
                return full;
            full = resolved;
        }

        return full;
    }

    private string? FirstLink(string full)
    {
        var root = Path.GetPathRoot(full)!;
        for (var end = root.Length; end < full.Length;)
        {
            var next = full.IndexOf(Path.DirectorySeparatorChar, end);
            end = next < 0 ? full.Length : next;
            Lookups++;
            var part = new DirectoryInfo(full[..end]);
            if (part.LinkTarget is { } target)
                return Path.GetFullPath(Path.Join(Path.GetFullPath(target, Path.GetDirectoryName(part.FullName) ?? root), full[end..]));
            end++;
        }

        return null;
    }
}
