using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QwenCode.Files;

/// <summary>
/// Kind and owner of files on Unix, which .NET's own classes do not provide. Its native library does; of the structure only the first
/// members are read, which are the same in all versions of .NET.
/// </summary>
internal static class UnixFile
{
    private const string Native = "libSystem.Native";
    private const int KindMask = 0xF000;
    private const int RegularKind = 0x8000;
    private const int DirectoryKind = 0x4000;

    // The magic numbers of statfs(2).
    private static readonly long[] KernelFileSystems =
    [
        0x9FA0, // proc
        0x62656572, // sysfs
        0x64626720, // debugfs
        0x74726163, // tracefs
        0x73636673, // securityfs
        0x62656570, // configfs
        0x0027E0EB, // cgroup
        0x63677270, // cgroup2
        0xCAFE4A11, // bpf
        0x6165676C, // pstore
        0xDE5E81E4, // efivarfs
        0xF97CFF8C, // selinuxfs
        0x43415D53, // smackfs
        0x5A3C69F0, // apparmorfs
        0x6E736673, // nsfs
        0x19800202, // mqueue
        0x42494E4D, // binfmt_misc
        0x65735543, // fusectl
        0x67596969, // rpc_pipefs
        0x6E667364, // nfsd
        0x00001CD1, // devpts
    ];

    private const int NoSuchFile = 2;
    private const int AccessDenied = 13;
    private const int NotADirectory = 20;

    // ELOOP, which differs.
    private static readonly int TooManyLinks = OperatingSystem.IsLinux() ? 40 : 62;

    // ENAMETOOLONG, which differs, too.
    private static readonly int NameTooLong = OperatingSystem.IsLinux() ? 36 : 63;

    private static readonly uint User = GetEffectiveUserId();

    /// <summary>The facts about a path.</summary>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="UnusableFileException">It cannot be inspected.</exception>
    public static FileFacts FactsOf(string path) => Stat(path, out var status) == 0 ? Facts(status) : throw Failure(Marshal.GetLastPInvokeError());

    /// <summary>The facts about an open file.</summary>
    /// <exception cref="UnusableFileException">It cannot be inspected.</exception>
    public static FileFacts FactsOf(SafeFileHandle file) => FStat(file, out var status) == 0 ? Facts(status) : throw Failure(Marshal.GetLastPInvokeError());

    /// <summary>Whether a path, after all links, leads to an open file that does not change meanwhile.</summary>
    public static bool IsAt(SafeFileHandle file, string path) =>
        FStat(file, out var opened) == 0 && Stat(path, out var named) == 0 && Bytes(opened).SequenceEqual(Bytes(named));

    /// <summary>
    /// Whether an open file belongs to the kernel and not to a disk: the system reports it as regular, but reading it runs code of the
    /// kernel, which may block (<c>/proc/kmsg</c>) or never end.
    /// </summary>
    public static bool IsKernels(SafeFileHandle file) => KernelFileSystems.Contains(GetFileSystemType(file));

    /// <summary>Whether an owner is the user of this process, also under <c>sudo</c>, or root.</summary>
    public static bool IsOwn(string owner)
    {
        if (!uint.TryParse(owner, CultureInfo.InvariantCulture, out var id))
            return false;
        return id == User || id == 0 || (User == 0 && owner == Environment.GetEnvironmentVariable("SUDO_UID"));
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

    // Device and number of the file, wherever a version has them.
    private static ReadOnlySpan<byte> Bytes(in Status status) => MemoryMarshal.AsBytes(new ReadOnlySpan<Status>(in status));

    private static IOException Failure(int error) => error switch
    {
        NoSuchFile or NotADirectory => new FileNotFoundException(),
        AccessDenied => new UnusableFileException("access is denied") { IsOfSystem = true },
        _ when error == NameTooLong => new UnusableFileException("its path is too long"),
        _ => new UnusableFileException(error == TooManyLinks ? "its links form a loop" : Marshal.GetPInvokeErrorMessage(error)),
    };

    [DllImport(Native, EntryPoint = "SystemNative_Stat", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out Status status);

    [DllImport(Native, EntryPoint = "SystemNative_FStat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, out Status status);

    [DllImport(Native, EntryPoint = "SystemNative_GetFileSystemType")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern long GetFileSystemType(SafeFileHandle file);

    [DllImport(Native, EntryPoint = "SystemNative_GetEUid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUserId();

    // Larger than the library's, so that there is space for what it writes.
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
