using QwenCode.Configuration;
using QwenCode.Errors;
using QwenCode.Files;

namespace QwenCode.Authentication;

/// <summary>
/// Decides whether a file may be part of a prompt: what lies behind a link of a project is not sent to an endpoint that the project's
/// files set, since whoever made both would receive any file that the user can read.
/// </summary>
internal static class LinkTrust
{
    /// <summary>Throws if a file lies outside the project whose link leads to it and whose files set the base URL.</summary>
    /// <param name="path">The path as it was specified.</param>
    /// <param name="file">What its links lead to.</param>
    /// <param name="url">Where the base URL comes from.</param>
    /// <param name="home">The user's home directory. Neither it nor a directory above it is a project.</param>
    /// <exception cref="QwenException">It does (<c>InvalidInput</c>).</exception>
    public static void Ensure(string path, LinkedFile file, ValueSource url, string home)
    {
        if (url.IsTrusted)
            return;
        var realHome = RealPath.Of(home) ?? home;
        var authors = url.Authors.Append(url.Origin.LinkedBy ?? url.Author).Where(author => !author.IsTrusted);
        var projects = authors.SelectMany(author => file.LinkFolders.Select(folder => CommonFolder(author.Folder, folder)));
        if (projects.FirstOrDefault(folder => !IsShared(folder, realHome) && !PathRule.IsWithin(file.Target, folder)) is { } project)
        {
            throw QwenErrors.FileNotSent(
                path, $"a link leads to {file.Target}, outside of {project}, and a file in there sets the base URL ({url})", "If you want to send that file, specify its own path with -LiteralPath.");
        }
    }

    private static bool IsShared(string folder, string home) => folder == Path.GetPathRoot(folder) || PathRule.IsWithin(home, folder);

    private static string CommonFolder(string one, string other)
    {
        var common = one;
        while (!PathRule.IsWithin(other, common) && Path.GetDirectoryName(common) is { } parent)
            common = parent;
        return common;
    }
}
