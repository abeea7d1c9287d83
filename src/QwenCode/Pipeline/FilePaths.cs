using System.Management.Automation;
using QwenCode.Errors;

namespace QwenCode.Pipeline;

/// <summary>Resolves paths with wildcards through the session's providers.</summary>
internal static class FilePaths
{
    /// <summary>The files that a pattern names.</summary>
    /// <exception cref="QwenException">It names none, or leads out of the file system (<c>InvalidRequest</c>).</exception>
    public static IReadOnlyList<string> Resolve(PSCmdlet command, string pattern)
    {
        try
        {
            var paths = command.GetResolvedProviderPathFromPSPath(pattern, out var provider);
            if (provider.Name != "FileSystem")
                throw QwenErrors.FileNotSent(pattern, $"it belongs to the provider {provider.Name}, not to the file system");
            var files = paths.Where(File.Exists).ToList();
            return files.Count > 0 ? files : throw QwenErrors.FileNotSent(pattern, "it names no file");
        }
        catch (ItemNotFoundException)
        {
            throw QwenErrors.FileNotSent(pattern, "it does not exist");
        }
    }
}
