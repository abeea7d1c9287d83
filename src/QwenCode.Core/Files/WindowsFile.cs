using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace QwenCode.Files;

/// <summary>Kind and owner of files on Windows.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsFile
{
    /// <summary>The facts about a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnusableFileException">It cannot be inspected.</exception>
    public static FileFacts FactsOf(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Attributes == FileFacts.Missing)
                throw new FileNotFoundException();
            if (file.Attributes.HasFlag(FileAttributes.Directory))
                return new FileFacts(FileKind.Directory, 0, OwnerOf(new DirectoryInfo(path).GetAccessControl(AccessControlSections.Owner)));
            var kind = file.Attributes.HasFlag(FileAttributes.Device) ? FileKind.Special : FileKind.Regular;
            return new FileFacts(kind, file.Length, OwnerOf(file.GetAccessControl(AccessControlSections.Owner)));
        }
        catch (Exception exception) when (exception is not FileNotFoundException and (IOException or UnauthorizedAccessException or SystemException))
        {
            throw UnusableFileException.From(exception);
        }
    }

    /// <summary>Whether an owner is the user of this process, the group of administrators, or the system.</summary>
    public static bool IsOwn(string owner)
    {
        if (owner.Length == 0)
            return false;
        using var identity = WindowsIdentity.GetCurrent();
        var id = new SecurityIdentifier(owner);
        return id == identity.User || id == identity.Owner || id.IsWellKnown(WellKnownSidType.BuiltinAdministratorsSid) || id.IsWellKnown(WellKnownSidType.LocalSystemSid);
    }

    private static string OwnerOf(FileSystemSecurity security) => security.GetOwner(typeof(SecurityIdentifier))?.Value ?? "";
}
