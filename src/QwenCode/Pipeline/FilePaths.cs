using System.Management.Automation;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Pipeline;

/// <summary>Resolves paths through the session's providers.</summary>
internal static class FilePaths
{
    /// <summary>The files that a pattern names.</summary>
    /// <exception cref="QwenException">It names none, or leads out of the file system (<c>InvalidRequest</c>).</exception>
    public static IReadOnlyList<string> Resolve(PSCmdlet command, string pattern) => Guard(pattern, () =>
    {
        var paths = command.GetResolvedProviderPathFromPSPath(pattern, out var provider);
        EnsureFileSystem(pattern, provider);
        var files = paths.Where(File.Exists).ToList();
        return files.Count > 0 ? files : throw QwenErrors.FileNotSent(pattern, "it names no file");
    });

    /// <summary>The file of a path that is taken literally, whether it exists or not.</summary>
    /// <exception cref="QwenException">It leads out of the file system (<c>InvalidRequest</c>).</exception>
    public static string Literal(PSCmdlet command, string path) => Guard(path, () =>
    {
        var resolved = command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        EnsureFileSystem(path, provider);
        return resolved;
    });

    /// <summary>The image of a file, or at an <c>https</c> URL.</summary>
    /// <exception cref="QwenException">It is no image (<c>InvalidRequest</c>).</exception>
    public static ChatPart Image(PSCmdlet command, string image)
    {
        if (image.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return new ChatPart(image, image);
        if (image.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            throw QwenErrors.FileNotSent(image, "a service fetches images by https only");
        var path = Literal(command, image);
        return ChatMaterial.FromFile(path).Image ?? throw QwenErrors.FileNotSent(path, "it is no PNG, JPEG, GIF or WebP image");
    }

    private static void EnsureFileSystem(string path, ProviderInfo provider)
    {
        if (provider.Name != "FileSystem")
            throw QwenErrors.FileNotSent(path, $"it belongs to the provider {provider.Name}, not to the file system");
    }

    private static T Guard<T>(string path, Func<T> resolve)
    {
        try
        {
            return resolve();
        }
        catch (SessionStateException exception)
        {
            throw QwenErrors.FileNotSent(path, exception is ItemNotFoundException ? "it does not exist" : exception.Message.TrimEnd('.'));
        }
    }
}
