using QwenCode.Files;

namespace QwenCode.Configuration;

/// <summary>
/// Who wrote a value, as far as trust goes: the user, this module, or the writer of the files of one folder under one account. Values
/// have the same author only if these are equal.
/// </summary>
/// <param name="Folder">The folder of the files, its links resolved; empty for the user and for the module.</param>
/// <param name="Owner">The account that owns the file.</param>
/// <param name="IsOtherAccount">Whether that account is neither the user's nor the administrator's.</param>
internal sealed record Author(string Folder, string Owner = "", bool IsOtherAccount = false)
{
    /// <summary>The user: parameters, the session, the process environment, and files of the user's own in the home directory.</summary>
    public static readonly Author User = new("", "user");

    /// <summary>This module: defaults, and what a key's format shows.</summary>
    public static readonly Author Module = new("", "module");

    /// <summary>Whether its values decide trust.</summary>
    public bool IsTrusted => Folder.Length == 0;

    /// <summary>Whether the folder of one of them is the folder of the other, or is above or below it.</summary>
    public bool IsInLineWith(Author other) => !IsTrusted && !other.IsTrusted && (PathRule.IsWithin(Folder, other.Folder) || PathRule.IsWithin(other.Folder, Folder));

    /// <summary>The author of the files in a folder.</summary>
    public static Author Of(string folder, FileFacts facts) => new(Path.TrimEndingDirectorySeparator(folder), facts.Owner, !facts.IsOwn);
}
