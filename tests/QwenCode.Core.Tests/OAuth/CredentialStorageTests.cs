using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using QwenCode.Files;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The credential file if it is not a regular file of the user's: links, pipes, devices, other owners.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialStorageTests : IDisposable
{
    private const UnixFileMode Everybody = PrivateFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly TemporaryFolder _folder = new();
    private readonly CredentialFile _file;

    public CredentialStorageTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        _folder.Folder(".qwen");
        _file = new CredentialFile(_folder.At(".qwen/oauth_creds.json"), TimeProvider.System);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_into_a_dotfiles_folder_stays_and_its_target_is_written_privately()
    {
        var target = LinkTo("dotfiles/creds.json", CredentialJson.Write(Login("at-1")));
        File.SetUnixFileMode(target, Everybody);

        _file.Storage.Write(Login("at-2"));

        new FileInfo(_file.Path).LinkTarget.ShouldBe(target);
        File.ReadAllText(target).ShouldContain("at-2");
        File.GetUnixFileMode(target).ShouldBe(PrivateFile.OwnerOnly);
        Directory.GetFiles(_folder.At("dotfiles")).ShouldBe([target]);
        Directory.GetFiles(_folder.At(".qwen")).ShouldBe([_file.Path]);
    }

    [Fact]
    public void A_chain_of_relative_links_is_followed_to_its_end()
    {
        var target = _folder.Write("dotfiles/real/creds.json", CredentialJson.Write(Login("at-1")));
        File.CreateSymbolicLink(_folder.At("dotfiles/creds.json"), "real/creds.json");
        File.CreateSymbolicLink(_file.Path, "../dotfiles/creds.json");

        _file.Storage.Write(Login("at-2"));

        File.ReadAllText(target).ShouldContain("at-2");
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");
        new FileInfo(_file.Path).LinkTarget.ShouldNotBeNull();
        new FileInfo(_folder.At("dotfiles/creds.json")).LinkTarget.ShouldNotBeNull();
    }

    [Fact]
    public void A_file_in_a_linked_folder_is_written_to_the_folders_target()
    {
        Directory.Delete(_folder.At(".qwen"));
        _folder.Folder("dotfiles");
        _folder.Link(".qwen", _folder.At("dotfiles"));

        _file.Storage.Write(Login("at-1"));

        File.ReadAllText(_folder.At("dotfiles/oauth_creds.json")).ShouldContain("at-1");
    }

    [Fact]
    public void A_rewrite_of_a_links_target_is_detected()
    {
        var target = LinkTo("dotfiles/creds.json", CredentialJson.Write(Login("at-1")));
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddMinutes(-5));
        _file.Read().ShouldBeSameAs(_file.Read());

        File.WriteAllBytes(target, CredentialJson.Write(Login("at-2")));

        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");
    }

    [Fact]
    public void A_broken_link_is_rejected_and_stays()
    {
        _folder.Link(".qwen/oauth_creds.json", _folder.At("dotfiles/nothing"));

        _file.Read().ShouldBeNull();
        RefusalToWrite().ShouldContain("where there is no file");
        new FileInfo(_file.Path).LinkTarget.ShouldBe(_folder.At("dotfiles/nothing"));
        Directory.Exists(_folder.At("dotfiles")).ShouldBeFalse();
    }

    [Fact]
    public void Circular_links_are_rejected_by_reader_and_writer()
    {
        _folder.Link(".qwen/oauth_creds.json", _folder.At(".qwen/other"));
        _folder.Link(".qwen/other", _file.Path);

        RefusalToRead().ShouldContain("loop");
        RefusalToWrite().ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/tty")]
    [InlineData("/dev")]
    public void A_link_to_a_device_or_directory_is_rejected_by_reader_and_writer(string target)
    {
        _folder.Link(".qwen/oauth_creds.json", target);

        RefusalToRead().ShouldContain(_file.Path);
        RefusalToWrite().ShouldContain(_file.Path);
        new FileInfo(_file.Path).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void A_pipe_neither_blocks_nor_is_replaced()
    {
        Run("mkfifo", _file.Path);

        RefusalToRead().ShouldContain("pipe");
        RefusalToWrite().ShouldContain("pipe");
        FileFacts.Of(_file.Path).Kind.ShouldBe(FileKind.Special);
    }

    [Fact]
    public void The_error_of_a_directory_at_the_path_names_it()
    {
        Directory.CreateDirectory(_file.Path);

        RefusalToRead().ShouldContain("it is a directory");
        RefusalToWrite().ShouldContain("it is a directory");
    }

    [Fact]
    public void A_file_of_two_megabytes_is_rejected()
    {
        File.WriteAllBytes(_file.Path, new byte[2 * 1024 * 1024]);

        RefusalToRead().ShouldContain("more than the limit");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_of_another_account_is_neither_read_nor_replaced(bool behindLink)
    {
        Assert.SkipWhen(System.Environment.UserName != "root", "Only root can give a file away.");
        var content = CredentialJson.Write(Login("at-canary"));
        var target = behindLink ? LinkTo("theirs/creds.json", content) : _folder.Write(".qwen/oauth_creds.json", content);
        Run("chown", "12345", target);

        RefusalToRead().ShouldContain("another account (12345)");
        RefusalToWrite().ShouldContain("another account (12345)");
        File.ReadAllBytes(target).ShouldBe(content);
    }

    [Fact]
    public void Signing_out_removes_the_target_of_a_link_too()
    {
        var target = LinkTo("dotfiles/creds.json", CredentialJson.Write(Login("at-1")));

        _file.Storage.Remove().ShouldBeTrue();

        File.Exists(target).ShouldBeFalse();
        new FileInfo(_file.Path).LinkTarget.ShouldBeNull();
        _file.Storage.Remove().ShouldBeFalse();
    }

    [Fact]
    public void Signing_out_never_removes_a_file_that_is_not_the_users()
    {
        Run("mkfifo", _folder.At("pipe"));
        _folder.Link(".qwen/oauth_creds.json", _folder.At("pipe"));

        _file.Storage.Remove().ShouldBeTrue();

        File.Exists(_folder.At("pipe")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rejected_credential_is_removed_and_another_one_at_its_path_is_not()
    {
        var refused = Login("at-1");
        _file.Storage.Write(Login("at-2", "rt-2"));
        await _file.Storage.RemoveAsync(refused);
        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");

        _file.Storage.Write(refused);
        await _file.Storage.RemoveAsync(refused);

        Directory.GetFiles(_folder.At(".qwen")).ShouldBeEmpty();
        await _file.Storage.RemoveAsync(refused);
    }

    [Fact]
    public async Task A_rejected_credential_that_another_program_is_overwriting_is_not_removed()
    {
        var refused = Login("at-1");
        _file.Storage.Write(refused);
        await using var writer = new FileStream(_file.Path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var removing = _file.Storage.RemoveAsync(refused);

        await writer.WriteAsync(CredentialJson.Write(Login("at-2", "rt-2")), OAuthStage.Cancellation);
        await writer.FlushAsync(OAuthStage.Cancellation);
        await removing;

        _file.Read()!.AccessToken.Reveal().ShouldBe("at-2");
    }

    [Fact]
    public void The_error_of_a_folder_that_is_not_writable_shows_what_to_do()
    {
        using var folder = UnwritableFolder.Make();

        Refusal(() => new CredentialFile(Path.Join(folder.Path, "oauth_creds.json"), TimeProvider.System).Storage.Write(Login("at-1"))).ShouldContain(folder.Path);
    }

    private static OAuthCredentials Login(string accessToken, string refreshToken = "rt-1") => new()
    {
        AccessToken = new Secret(accessToken),
        RefreshToken = new Secret(refreshToken),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1764876220290),
    };

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private string LinkTo(string target, byte[] content)
    {
        var file = _folder.Write(target, Encoding.UTF8.GetString(content));
        _folder.Link(".qwen/oauth_creds.json", file);
        return file;
    }

    private string RefusalToRead() => Refusal(() => _file.Read());

    private string RefusalToWrite() => Refusal(() => _file.Storage.Write(Login("at-new")));

    private static string Refusal(Action action)
    {
        var error = Should.Throw<QwenException>(action);
        error.ErrorId.ShouldBeOneOf("CredentialFileInvalid", "CredentialFileUnwritable");
        error.RecommendedAction.ShouldContain("QWEN_HOME");
        error.ToString().ShouldNotContain("canary");
        return error.Message;
    }
}
