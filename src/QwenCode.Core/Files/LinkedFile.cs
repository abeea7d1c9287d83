namespace QwenCode.Files;

/// <summary>A file that is reached by links.</summary>
/// <param name="Target">Its path without links.</param>
/// <param name="LinkFolders">The folders that contain the links.</param>
internal sealed record LinkedFile(string Target, IReadOnlyCollection<string> LinkFolders)
{
    /// <summary>What the links of a path lead to; <see langword="null"/> if there are none.</summary>
    public static LinkedFile? Of(string path)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        return RealPath.Of(path, onLink: folder => folders.Add(folder)) is { } target && folders.Count > 0 ? new(target, folders) : null;
    }
}
