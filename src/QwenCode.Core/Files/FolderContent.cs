namespace QwenCode.Files;

/// <summary>What is in a folder that need not exist.</summary>
internal static class FolderContent
{
    /// <summary>The paths of the files in a folder; empty if the folder does not exist.</summary>
    /// <exception cref="UnusableFileException">It cannot be read.</exception>
    public static IReadOnlyList<string> Files(string folder) => Read(folder, Directory.EnumerateFiles);

    /// <summary>The paths of the folders in a folder; empty if the folder does not exist.</summary>
    /// <exception cref="UnusableFileException">It cannot be read.</exception>
    public static IReadOnlyList<string> Folders(string folder) => Read(folder, Directory.EnumerateDirectories);

    // Directory.Exists is false also for a folder that may not be inspected.
    private static List<string> Read(string folder, Func<string, IEnumerable<string>> read)
    {
        try
        {
            if (File.Exists(folder))
                throw new UnusableFileException("it is a file and not a folder");
            return [.. read(folder)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw UnusableFileException.From(exception);
        }
    }
}
