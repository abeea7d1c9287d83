using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QwenCode.Files;

/// <summary>
/// Kind and owner of files on Unix, which .NET's own classes do not tell. Its native library does; of the structure only the first
/// members are read, which are the same in all versions of .NET.
/// </summary>
internal static class UnixFile
{
    private const string Native = "libSystem.Native";
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int DirectoryKind = 0x4000;

    private const int NoSuchFile = 2;
    private const int AccessDenied = 13;
    private const int NotADirectory = 20;

    private static readonly uint User = GetEffectiveUserId();

    /// <summary>The facts about a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnusableFileException">It cannot be looked at.</exception>
    public static FileFacts FactsOf(string path) => Stat(path, out var status) == 0 ? Facts(status) : throw Failure(Marshal.GetLastPInvokeError());

    /// <summary>The facts about an open file.</summary>
    /// <exception cref="UnusableFileException">It cannot be looked at.</exception>
    public static FileFacts FactsOf(SafeFileHandle file) => FStat(file, out var status) == 0 ? Facts(status) : throw Failure(Marshal.GetLastPInvokeError());

    /// <summary>Whether an owner is the user of this process, who came here by <c>sudo</c> perhaps, or root.</summary>
    public static bool IsOwn(string owner)
    {
        if (!uint.TryParse(owner, CultureInfo.InvariantCulture, out var id))
            return false;
        return id == User || id == 0 || (User == 0 && owner == System.Environment.GetEnvironmentVariable("SUDO_UID"));
    }

    private static FileFacts Facts(in Status status)
    {
        var kind = (status.Mode & KindMask) switch
        {
            RegularKind => FileKind.Regular,
            DirectoryKind => FileKind.Directory,
            _ => FileKind.Special,
        };
        return new FileFacts(kind, status.Size, status.UserId.ToString(CultureInfo.InvariantCulture));
    }

    private static IOException Failure(int error) => error switch
    {
        NoSuchFile or NotADirectory => new FileNotFoundException(),
        AccessDenied => new UnusableFileException("access is denied"),
        _ => new UnusableFileException(Marshal.GetPInvokeErrorMessage(error) is var words && words.Contains("symbolic", StringComparison.Ordinal)
            ? "its links form a loop"
            : words),
    };

    [DllImport(Native, EntryPoint = "SystemNative_Stat", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    [DllImport(Native, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, out Status status);

    [DllImport(Native, EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    // Larger than the library's, so that what it writes has room.
    [StructLayout(LayoutKind.Sequential, Size = 256)]
    private readonly struct Status
    {
        private readonly int _flags;
        public readonly int Mode;
        public readonly uint UserId;
        private readonly uint _groupId;
        public readonly long Size;
    }
}
