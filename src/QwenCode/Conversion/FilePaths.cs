using System.Management.Automation;
using System.Management.Automation.Language;
using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Showing;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace QwenCode.Conversion;

/// <summary>Resolves paths through the session's providers.</summary>
internal static class FilePaths
{
    private const int MostUrl = 100;

    /// <summary>Why a path names no file, if a file has that name.</summary>
    public const string NoMatch = "as a wildcard pattern it matches no file";

    /// <summary>Whether a file has the name that a pattern would have without wildcards, such as <c>a[1].txt</c>.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidInput</c>).</exception>
    public static bool IsLiteralName(PSCmdlet command, string pattern) => WildcardPattern.ContainsWildcardCharacters(pattern) && File.Exists(Literal(command, pattern));

    /// <summary>Whether a path names a directory.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidInput</c>).</exception>
    public static bool IsDirectory(PSCmdlet command, string path) => Directory.Exists(Literal(command, path));

    /// <summary>The files that a pattern names.</summary>
    /// <exception cref="QwenException">It names none, or leads out of the file system (<c>InvalidInput</c>).</exception>
    public static IReadOnlyList<string> Resolve(PSCmdlet command, string pattern)
    {
        // In a folder that this account may not open, the session finds nothing. Reading the file reports why.
        if (!WildcardPattern.ContainsWildcardCharacters(pattern) && Literal(command, pattern) is var literal && FileFacts.IsDenied(literal))
            return [literal];
        var found = Matches(command, pattern);
        var files = found.Where(File.Exists).ToList();
        return files.Count > 0 ? files : throw NoFile(command, pattern, found.Exists(Directory.Exists));
    }

    /// <summary>The file at a literal path, whether it exists or not.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidInput</c>).</exception>
    public static string Literal(PSCmdlet command, string path) => Guard(path, () =>
    {
        var resolved = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        EnsureFileSystem(path, provider);

        // Throws if no file can have the name.
        return Path.GetFullPath(resolved);
    });

    /// <summary>The file that a parameter specifies, whether it exists or not.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidParameter</c>).</exception>
    public static string Parameter(PSCmdlet command, string parameter, string path) => ForeignObject.Read(
        () =>
        {
            var resolved = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return IsFileSystem(provider)
                ? Path.GetFullPath(resolved)
                : throw QwenErrors.UnusablePath(parameter, path, $"it belongs to the provider {provider.Name}, not to the file system");
        },
        exception => QwenErrors.UnusablePath(parameter, path, ReasonOf(path, exception)));

    /// <summary>The images that a path, a pattern or an <c>https</c> URL names.</summary>
    /// <param name="command">The command that resolves the path.</param>
    /// <param name="image">The path, pattern or URL.</param>
    /// <param name="read">Reads a file, off the pipeline thread.</param>
    /// <exception cref="QwenException">It names no image (<c>InvalidInput</c>).</exception>
    public static IEnumerable<ChatImage> Images(PSCmdlet command, string image, Func<string, ChatImage> read)
    {
        if (image.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return [new ChatImage(image, image)];
        if (image.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            throw QwenErrors.FileNotSent(image, "services fetch images over https only", "Download it and specify the file: Invoke-WebRequest <url> -OutFile <file>");
        var path = Literal(command, image);
        IReadOnlyList<string> paths = WildcardPattern.ContainsWildcardCharacters(image) && !File.Exists(path) ? Resolve(command, image) : [path];
        return paths.Select(read);
    }

    /// <summary>The directory that this account may not read and in which a pattern would search; the session leaves such ones out.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidInput</c>).</exception>
    public static string? DeniedDirectory(PSCmdlet command, string pattern)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern))
            return null;
        for (var parent = Path.GetDirectoryName(pattern); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var directory = parent.Length == 0 ? "." : parent;
            var found = WildcardPattern.ContainsWildcardCharacters(directory) ? Matches(command, directory) : [Literal(command, directory)];
            if (found.FirstOrDefault(FileFacts.IsDeniedDirectory) is { } denied)
                return denied;
            if (found.Count > 0)
                return null;
        }

        return null;
    }

    private static QwenException NoFile(PSCmdlet command, string pattern, bool hasDirectories)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(pattern) && hasDirectories)
            return QwenErrors.DirectoryNotSent(pattern, $"To send its files: -Path '{CodeGeneration.EscapeSingleQuotedStringContent(Path.Join(pattern, "*"))}'");
        if (IsLiteralName(command, pattern))
            return QwenErrors.FileNotSent(pattern, NoMatch, $"Its name contains wildcard characters; specify it literally: -LiteralPath '{CodeGeneration.EscapeSingleQuotedStringContent(pattern)}'");
        if (DeniedDirectory(command, pattern) is { } denied)
            return QwenErrors.DirectoryDenied(pattern, denied);
        return QwenErrors.FileNotFound(pattern, hasDirectories ? "only directories match it" : "no file matches it");
    }

    private static List<string> Matches(PSCmdlet command, string pattern) => Guard(pattern, () =>
    {
        var paths = command.GetResolvedProviderPathFromPSPath(pattern, out var provider);
        EnsureFileSystem(pattern, provider);
        return paths.ToList();
    });

    private static bool IsFileSystem(ProviderInfo provider) => provider.Name == "FileSystem";

    private static void EnsureFileSystem(string path, ProviderInfo provider)
    {
        if (!IsFileSystem(provider))
            throw QwenErrors.NotInFileSystem(path, provider.Name);
    }

    // Providers are foreign code, too.
    private static T Guard<T>(string path, Func<T> resolve) => ForeignObject.Read(resolve, exception => exception is DriveNotFoundException && IsUrl(path)
        ? QwenErrors.UrlNotSent(ForeignText.OneLine(path, MostUrl), path)
        : QwenErrors.FileNotFound(path, ReasonOf(path, exception)));

    private static bool IsUrl(string path) => path.Contains("://", StringComparison.Ordinal) || path.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    private static string ReasonOf(string path, Exception exception) => exception switch
    {
        ItemNotFoundException => "it does not exist",
        DriveNotFoundException when IsUrl(path) => QwenErrors.UrlAsPath,
        DriveNotFoundException missing => $"the drive '{missing.ItemName}' does not exist",
        _ when path.Contains('\0', StringComparison.Ordinal) => "it contains a NUL character",
        SessionStateException => exception.Message.TrimEnd('.'),
        _ => $"it is not a path that the session can resolve ({exception.GetType().Name})",
    };
}
