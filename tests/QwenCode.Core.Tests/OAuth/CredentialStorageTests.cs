using System.Diagnostics;
using System.Runtime.Versioning;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The credential file if it is not a regular file of the user's: links, pipes, devices, other owners.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialStorageTests : IDisposable
{
    private const UnixFileMode Everybody = PrivateFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly CredentialStage _stage = new();

    public CredentialStorageTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_link_into_a_dotfiles_folder_stays_and_its_target_is_written_privately()
    {
        var target = _stage.LinkTo("dotfiles/creds.json", CredentialStage.Login("at-1"));
        File.SetUnixFileMode(target, Everybody);

        _stage.Storage.Write(CredentialStage.Login("at-2"));

        new FileInfo(_stage.File.Path).LinkTarget.ShouldBe(target);
        File.ReadAllText(target).ShouldContain("at-2");
        File.GetUnixFileMode(target).ShouldBe(PrivateFile.OwnerOnly);
        Directory.GetFiles(_stage.Root.At("dotfiles")).ShouldBe([target]);
        _stage.Files.ShouldBe([_stage.File.Path]);
    }

    [Fact]
    public void A_chain_of_relative_links_is_followed_to_its_end()
    {
        var target = _stage.Root.Write("dotfiles/real/creds.json", CredentialJson.Write(CredentialStage.Login("at-1")));
        File.CreateSymbolicLink(_stage.Root.At("dotfiles/creds.json"), "real/creds.json");
        File.CreateSymbolicLink(_stage.File.Path, "../dotfiles/creds.json");

        _stage.Storage.Write(CredentialStage.Login("at-2"));

        File.ReadAllText(target).ShouldContain("at-2");
        _stage.File.Read()!.AccessToken.Reveal().ShouldBe("at-2");
        new FileInfo(_stage.File.Path).LinkTarget.ShouldNotBeNull();
        new FileInfo(_stage.Root.At("dotfiles/creds.json")).LinkTarget.ShouldNotBeNull();
    }

    [Fact]
    public void A_file_in_a_linked_folder_is_written_to_the_folders_target()
    {
        Directory.Delete(_stage.Folder);
        _stage.Root.Folder("dotfiles");
        _stage.Root.Link("qwen", _stage.Root.At("dotfiles"));

        _stage.Storage.Write(CredentialStage.Login("at-1"));

        File.ReadAllText(_stage.Root.At("dotfiles/oauth_creds.json")).ShouldContain("at-1");
    }

    [Fact]
    public void A_rewrite_of_a_links_target_is_detected()
    {
        var target = _stage.LinkTo("dotfiles/creds.json", CredentialStage.Login("at-1"));
        File.SetLastWriteTimeUtc(target, DateTime.UtcNow.AddMinutes(-5));
        _stage.File.Read().ShouldBeSameAs(_stage.File.Read());

        _stage.Put(CredentialStage.Login("at-2"), target);

        _stage.File.Read()!.AccessToken.Reveal().ShouldBe("at-2");
    }

    [Fact]
    public void A_broken_link_is_rejected_and_stays()
    {
        _stage.Link(_stage.Root.At("dotfiles/nothing"));

        _stage.File.Read().ShouldBeNull();
        RefusalToWrite().ShouldContain("where there is no file");
        new FileInfo(_stage.File.Path).LinkTarget.ShouldBe(_stage.Root.At("dotfiles/nothing"));
        Directory.Exists(_stage.Root.At("dotfiles")).ShouldBeFalse();
    }

    [Fact]
    public void Circular_links_are_rejected_by_reader_and_writer()
    {
        _stage.Link(_stage.At("other"));
        _stage.Root.Link(_stage.At("other"), _stage.File.Path);

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
        _stage.Link(target);

        RefusalToRead().ShouldContain(_stage.File.Path);
        RefusalToWrite().ShouldContain(_stage.File.Path);
        new FileInfo(_stage.File.Path).LinkTarget.ShouldBe(target);
    }

    [Fact]
    public void A_pipe_neither_blocks_nor_is_replaced()
    {
        _stage.Root.Pipe(_stage.File.Path);

        RefusalToRead().ShouldContain("pipe");
        RefusalToWrite().ShouldContain("pipe");
        FileFacts.Of(_stage.File.Path).Kind.ShouldBe(FileKind.Special);
    }

    [Fact]
    public void The_error_of_a_directory_at_the_path_names_it()
    {
        Directory.CreateDirectory(_stage.File.Path);

        RefusalToRead().ShouldContain("it is a directory");
        RefusalToWrite().ShouldContain("it is a directory");
    }

    [Fact]
    public void A_file_of_two_megabytes_is_rejected()
    {
        File.WriteAllBytes(_stage.File.Path, new byte[2 * 1024 * 1024]);

        RefusalToRead().ShouldContain("more than the limit");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_of_another_account_is_neither_read_nor_replaced(bool behindLink)
    {
        Assert.SkipWhen(System.Environment.UserName != "root", "Only root can give a file away.");
        var login = CredentialStage.Login("at-canary");
        var target = behindLink ? _stage.LinkTo("theirs/creds.json", login) : _stage.Root.Write(_stage.File.Path, CredentialJson.Write(login));
        using (var process = Process.Start("chown", ["12345", target]))
            process.WaitForExit();

        RefusalToRead().ShouldContain("another account (12345)");
        RefusalToWrite().ShouldContain("another account (12345)");
        File.ReadAllBytes(target).ShouldBe(CredentialJson.Write(login));
    }

    [Fact]
    public void The_error_of_a_folder_that_is_not_writable_shows_what_to_do()
    {
        using var folder = UnwritableFolder.Make();

        Refusal(() => new CredentialFile(Path.Join(folder.Path, "oauth_creds.json"), TimeProvider.System).Storage.Write(CredentialStage.Login("at-1"))).ShouldContain(folder.Path);
    }

    private string RefusalToRead() => Refusal(() => _stage.File.Read());

    private string RefusalToWrite() => Refusal(() => _stage.Storage.Write(CredentialStage.Login("at-new")));

    private static string Refusal(Action action)
    {
        var error = Should.Throw<QwenException>(action);
        error.ErrorId.ShouldBeOneOf("CredentialFileInvalid", "CredentialFileUnwritable");
        error.RecommendedAction.ShouldContain("QWEN_HOME");
        error.ToString().ShouldNotContain("canary");
        return error.Message;
    }
}
