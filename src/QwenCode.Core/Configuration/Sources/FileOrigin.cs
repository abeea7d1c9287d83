using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>The origin of a configuration file, by its location without links and the account that owns it.</summary>
/// <param name="Author">The author of the file.</param>
/// <param name="LinkedBy">The author of the link that leads to it from another folder; <see langword="null"/> if there is no such link.</param>
/// <param name="Target">The target of that link.</param>
internal sealed record FileOrigin(Author Author, Author? LinkedBy = null, string? Target = null)
{
    /// <summary>The origin of a file that was read.</summary>
    /// <param name="path">The location of the search, the links of <paramref name="folder"/> resolved.</param>
    /// <param name="folder">The folder that it applies to: the one that contains it or its <c>.qwen</c>.</param>
    /// <param name="isUsers">Whether that is one of the user's own locations.</param>
    /// <param name="facts">The facts from the file system.</param>
    /// <param name="user">The user's folders.</param>
    /// <param name="probe">Accesses the file system.</param>
    public static FileOrigin Of(string path, string folder, bool isUsers, FileFacts facts, UserFolders user, FileProbe probe)
    {
        if (isUsers && facts.IsOwn)
            return new FileOrigin(Author.User);
        var here = Author.Of(folder, facts);
        if (isUsers || probe.LinkedFile(path, folder) is not { } target || PathRule.IsWithin(target, folder))
            return new FileOrigin(here);
        var author = facts.IsOwn && IsUsers(target, user, probe) ? Author.User : Author.Of(Path.GetDirectoryName(target)!, facts);
        return new FileOrigin(author, here, target);
    }

    /// <summary>Warnings about the file's location or owner, a sentence each.</summary>
    /// <param name="path">The file.</param>
    public IEnumerable<string> Warnings(string path)
    {
        if (Target is not null)
            yield return $"{path} is a link that leads out of its folder, to {Target}; its values are treated as those of that file.";
        if (Author.IsOtherAccount)
            yield return $"{path} belongs to another account ({Author.Owner}); its values are not treated as yours.";
    }

    private static bool IsUsers(string target, UserFolders user, FileProbe probe) => user.OwnFiles.Any(file =>
        PathRule.AreSame(target, file) || PathRule.AreSame(target, probe.ResolveLinks(file)));
}
