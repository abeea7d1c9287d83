using System.Runtime.Versioning;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>What a rejection or a sign-out removes, and what it leaves.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialRemovalTests : IDisposable
{
    private readonly CredentialStage _stage = new();

    public CredentialRemovalTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_sign_out_removes_old_leftovers_too()
    {
        _stage.Put(Login("rt-1"));
        var leftover = $"{_stage.File.Path}.tmp.old";
        _stage.Put(Login("rt-1"), leftover);
        File.SetLastWriteTimeUtc(leftover, _stage.Time.GetUtcNow().UtcDateTime.AddMinutes(-2));

        _stage.Storage.Remove().ShouldBeTrue();

        _stage.Files.ShouldBeEmpty();
    }

    [Fact]
    public void A_sign_out_removes_the_target_of_a_link_too()
    {
        var target = _stage.LinkTo("dotfiles/creds.json", Login("rt-1"));

        _stage.Storage.Remove().ShouldBeTrue();

        File.Exists(target).ShouldBeFalse();
        new FileInfo(_stage.File.Path).LinkTarget.ShouldBeNull();
        _stage.Storage.Remove().ShouldBeFalse();
    }

    [Fact]
    public void A_sign_out_never_removes_a_file_that_is_not_the_users()
    {
        var pipe = _stage.Root.Pipe("pipe");
        _stage.Link(pipe);

        _stage.Storage.Remove().ShouldBeTrue();

        File.Exists(pipe).ShouldBeTrue();
    }

    [Fact]
    public void A_credential_that_cannot_be_removed_is_an_error_that_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only a file of the kernel cannot be removed by any account.");

        var error = Should.Throw<QwenException>(() => new CredentialStorage("/proc/version", _stage.Time).Remove());

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldStartWith("The credential file /proc/version cannot be removed: access is denied. ");
        File.Exists("/proc/version").ShouldBeTrue();
    }

    [Fact]
    public void A_credential_behind_a_loop_of_links_is_an_error_without_a_type_s_name()
    {
        _stage.Link(_stage.File.Path);

        Should.Throw<QwenException>(() => _stage.Storage.Remove()).Message.ShouldContain("cannot be removed: its links form a loop. ");
    }

    [Fact]
    public async Task A_rejected_credential_is_removed_and_another_one_at_its_path_is_not()
    {
        _stage.Put(Login("rt-2"));
        await RejectAsync();
        _stage.File.Read()!.RefreshToken.Reveal().ShouldBe("rt-2");

        _stage.Put(Login("rt-1"));
        await RejectAsync();

        _stage.Files.ShouldBeEmpty();
        await RejectAsync();
    }

    [Fact]
    public async Task A_link_to_a_rejected_credential_is_removed_with_it()
    {
        var target = _stage.LinkTo("dotfiles/creds.json", Login("rt-1"));

        await RejectAsync();

        File.Exists(target).ShouldBeFalse();
        new FileInfo(_stage.File.Path).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task A_link_to_another_credential_stays()
    {
        var target = _stage.LinkTo("dotfiles/creds.json", Login("rt-2"));

        await RejectAsync();

        new FileInfo(_stage.File.Path).LinkTarget.ShouldBe(target);
        _stage.File.Read()!.RefreshToken.Reveal().ShouldBe("rt-2");
    }

    [Fact]
    public async Task A_file_that_holds_no_credential_is_not_removed_by_a_rejection()
    {
        await File.WriteAllTextAsync(_stage.File.Path, "[1]", OAuthStage.Cancellation);

        await RejectAsync();

        _stage.Files.ShouldBe([_stage.File.Path]);
        (await File.ReadAllTextAsync(_stage.File.Path, OAuthStage.Cancellation)).ShouldBe("[1]");
    }

    [Fact]
    public async Task What_is_not_a_regular_file_is_not_even_renamed_by_a_rejection()
    {
        _stage.Root.Pipe(_stage.File.Path);
        var before = _stage.Time.GetUtcNow().UtcDateTime.AddDays(-1);
        Directory.SetLastWriteTimeUtc(_stage.Folder, before);

        await RejectAsync();

        Directory.GetLastWriteTimeUtc(_stage.Folder).ShouldBe(before);
    }

    [Fact]
    public async Task A_credential_that_is_stored_while_a_rejected_one_is_examined_stays()
    {
        _stage.Time.WaitsPass = false;
        await File.WriteAllTextAsync(_stage.File.Path, "", OAuthStage.Cancellation);
        var begun = _stage.Time.WaitBegun;
        var removing = RejectAsync();
        await begun;

        _stage.Put(Login("rt-2"));
        _stage.Time.WaitsPass = true;
        _stage.Time.Advance(TimeSpan.FromMilliseconds(50));
        await removing;

        _stage.Files.ShouldBe([_stage.File.Path]);
        _stage.File.Read()!.RefreshToken.Reveal().ShouldBe("rt-2");
    }

    [Fact]
    public async Task A_rejected_credential_that_another_program_is_overwriting_is_not_removed()
    {
        _stage.Time.WaitsPass = false;
        _stage.Put(Login("rt-1"));
        await using var writer = new FileStream(_stage.File.Path, FileMode.Truncate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var begun = _stage.Time.WaitBegun;
        var removing = RejectAsync();
        await begun;

        await writer.WriteAsync(CredentialJson.Write(Login("rt-2")), OAuthStage.Cancellation);
        await writer.FlushAsync(OAuthStage.Cancellation);
        _stage.Time.Advance(TimeSpan.FromMilliseconds(50));
        await removing;

        _stage.File.Read()!.RefreshToken.Reveal().ShouldBe("rt-2");
    }

    // As a file system has it whose names are at most 255 bytes: the file can be read, and not renamed to a longer name.
    [Fact]
    public async Task A_rejected_credential_that_cannot_be_removed_stays_without_an_error()
    {
        var path = _stage.At(new string('x', 240));
        _stage.Put(Login("rt-1"), path);

        await new CredentialStorage(path, _stage.Time).RemoveAsync(Login("rt-1"));

        _stage.Files.ShouldBe([path]);
    }

    private static OAuthCredentials Login(string refreshToken) => CredentialStage.Login(refreshToken: refreshToken);

    private Task RejectAsync() => _stage.Storage.RemoveAsync(Login("rt-1"));
}
