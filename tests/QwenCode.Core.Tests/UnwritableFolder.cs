using System.Runtime.Versioning;
using QwenCode.Files;

namespace QwenCode.Core.Tests;

/// <summary>A folder in which this account may make no file.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnwritableFolder : IDisposable
{
    // Root may write to any writable disk; to this one no account can.
    private const string Kernels = "/sys/kernel";

    private UnwritableFolder(string path) => Path = path;

    public string Path { get; }

    public static UnwritableFolder Make()
    {
        if (OperatingSystem.IsLinux() && System.Environment.UserName == "root")
            return new UnwritableFolder(Kernels);
        var folder = Directory.CreateTempSubdirectory("qwencode-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return new UnwritableFolder(folder);
    }

    public void Dispose()
    {
        if (Path == Kernels)
            return;
        File.SetUnixFileMode(Path, PrivateFile.OwnerOnly | UnixFileMode.UserExecute);
        Directory.Delete(Path, recursive: true);
    }
}
