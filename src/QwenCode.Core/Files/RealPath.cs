namespace QwenCode.Files;

/// <summary>
/// Resolves all links of a path as the system does: <c>..</c> after a link leads to the parent of the directory that the link leads to.
/// .NET removes it from the text, and so refers to another file than the one that is opened.
/// </summary>
internal static class RealPath
{
    // Linux follows 40, Windows 63.
    private const int MostLinks = 64;

    /// <summary>The path without links; its end need not exist. <see langword="null"/> if the links are circular.</summary>
    /// <param name="path">A path, absolute or from the current directory.</param>
    /// <param name="onLink">Called for each link with the folder that contains it.</param>
    public static string? Of(string path, Action<string>? onLink = null)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full)!;
        return Resolve(root, full.AsSpan(root.Length), onLink);
    }

    /// <summary>The same, if the path may be below a folder whose links are known: they are not looked up again.</summary>
    /// <param name="path">A path, absolute or from the current directory.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="realFolder">The folder without links.</param>
    public static string? Of(string path, string folder, string realFolder)
    {
        var (full, known) = (Path.GetFullPath(path), Path.GetFullPath(folder));
        return PathRule.IsWithin(full, known) ? Resolve(realFolder, full.AsSpan(known.Length), onLink: null) : Of(full);
    }

    private static string? Resolve(string resolved, ReadOnlySpan<char> path, Action<string>? onLink)
    {
        var rest = new Stack<string>();
        Push(rest, path);
        for (var links = 0; rest.TryPop(out var part);)
        {
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Join(resolved, part);
            if (new DirectoryInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            onLink?.Invoke(resolved);
            var root = Path.GetPathRoot(target)!;
            if (root.Length > 0)
                resolved = Path.GetFullPath(root, resolved);
            Push(rest, target.AsSpan(root.Length));
        }

        return resolved;
    }

    private static void Push(Stack<string> rest, ReadOnlySpan<char> path)
    {
        for (var end = path.Length; end > 0;)
        {
            var start = path[..end].LastIndexOfAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) + 1;
            if (path[start..end] is not ("" or "."))
                rest.Push(path[start..end].ToString());
            end = start - 1;
        }
    }
}
