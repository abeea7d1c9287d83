using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using QwenCode.Files;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

[UnsupportedOSPlatform("windows")]
public sealed class CredentialFileModeTests : IDisposable
{
    private const UnixFileMode Mode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Mode700 = Mode600 | UnixFileMode.UserExecute;
    private const UnixFileMode Mode666 = Mode600 | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("qwencode-mode-");
    private readonly CredentialFile _file;

    public CredentialFileModeTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists in place of file modes.");
        _file = new CredentialFile(Path.Combine(_folder.FullName, ".qwen", CredentialFile.Name), TimeProvider.System);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(0b000_010_010)]
    [InlineData(0b000_111_111)]
    public void File_and_folder_are_private_with_any_umask(int umask)
    {
        var before = SetUmask(umask);
        try
        {
            _file.Storage.Write(Login());
        }
        finally
        {
            _ = SetUmask(before);
        }

        File.GetUnixFileMode(_file.Path).ShouldBe(Mode600);
        File.GetUnixFileMode(Path.GetDirectoryName(_file.Path)!).ShouldBe(Mode700);
    }

    [Fact]
    public void A_file_is_private_from_its_creation()
    {
        var before = SetUmask(0);
        try
        {
            using var stream = PrivateFile.CreateNew(Path.Combine(_folder.FullName, "new"));
            File.GetUnixFileMode(stream.SafeFileHandle).ShouldBe(Mode600);
            stream.Length.ShouldBe(0);
        }
        finally
        {
            _ = SetUmask(before);
        }
    }

    [Fact]
    public void A_file_that_others_could_read_is_replaced_by_a_private_one()
    {
        _file.Storage.Write(Login());
        File.SetUnixFileMode(_file.Path, Mode666);
        _file.Storage.Write(Login());
        File.GetUnixFileMode(_file.Path).ShouldBe(Mode600);
    }

    private static OAuthCredentials Login() => new()
    {
        AccessToken = new Secret("at"),
        RefreshToken = new Secret("rt"),
        ExpiresAt = DateTimeOffset.UnixEpoch,
    };

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetUmask(int mask);
}
