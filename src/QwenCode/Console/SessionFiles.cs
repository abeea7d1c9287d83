using QwenCode.Chat;
using QwenCode.Commands;
using QwenCode.Conversion;
using QwenCode.Errors;

namespace QwenCode.Console;

/// <summary>The files that a user names in the console, relative to the session's current directory.</summary>
/// <param name="command">Resolves paths.</param>
/// <param name="read">Reads a file that will be sent, off the pipeline thread.</param>
/// <param name="readImage">Reads an image, likewise.</param>
internal sealed class SessionFiles(QwenCommand command, Func<string, AttachedFile> read, Func<string, ChatImage> readImage)
{
    private const int MostCandidates = 200;

    /// <summary>Whether a literal path names a file.</summary>
    public bool Exists(string path) => Is(path, File.Exists);

    /// <summary>Whether a literal path names a directory.</summary>
    public bool IsDirectory(string path) => Is(path, Directory.Exists);

    /// <summary>The full paths of the files that a path or pattern names.</summary>
    /// <exception cref="QwenException">It names none (<c>InvalidInput</c>).</exception>
    public IReadOnlyList<string> Resolve(string pattern)
    {
        if (IsDirectory(pattern))
            throw QwenErrors.DirectoryNotSent(pattern, $"To attach its files: /attach {Path.Join(pattern, "*")}");
        return Exists(pattern) ? [FilePaths.Literal(command, pattern)] : FilePaths.Resolve(command, pattern);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="QwenException">It cannot be sent (<c>InvalidInput</c>).</exception>
    public AttachedFile Read(string path) => read(path);

    /// <summary>The images that a path, a pattern or an <c>https</c> URL names.</summary>
    /// <exception cref="QwenException">It names no image (<c>InvalidInput</c>).</exception>
    public IReadOnlyList<ChatImage> Images(string image) => [.. FilePaths.Images(command, image, readImage)];

    /// <summary>The files and folders whose paths begin with what was typed, as they would be typed.</summary>
    public IReadOnlyList<(string Text, string Description)> Complete(string typed)
    {
        var start = typed.LastIndexOfAny(['/', '\\']) + 1;
        var (folder, begun) = (typed[..start], typed[start..]);
        try
        {
            var entries = new DirectoryInfo(folder.Length == 0 ? command.WorkingDirectory : FilePaths.Literal(command, folder)).EnumerateFileSystemInfos()
                .Where(entry => entry.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase) && (begun.StartsWith('.') || !entry.Attributes.HasFlag(FileAttributes.Hidden)))
                .Take(MostCandidates);
            return [.. entries.OrderBy(entry => entry is FileInfo).ThenBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase)
                .Select(entry => (folder + entry.Name + (entry is FileInfo ? "" : Path.DirectorySeparatorChar), ""))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or QwenException or ArgumentException)
        {
            return [];
        }
    }

    private bool Is(string path, Predicate<string> kind)
    {
        try
        {
            return kind(FilePaths.Literal(command, path));
        }
        catch (QwenException)
        {
            return false;
        }
    }
}
