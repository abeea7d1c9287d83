using System.Diagnostics;
using System.Runtime.Versioning;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>What a rejection or a sign-out removes, and what it leaves.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialRemovalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly OAuthTestTime _time = new();
    private readonly string _path;
    private readonly CredentialStorage _storage;

    public CredentialRemovalTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such files.");
        _folder.Folder("qwen");
        _path = _folder.At("qwen/oauth_creds.json");
        _storage = new CredentialStorage(_path, _time);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sign_out_removes_old_leftovers_too()
    {
        Put(_path, Login("rt-1"));
        var leftover = $"{_path}.tmp.old";
        Put(leftover, Login("rt-1"));
        File.SetLastWriteTimeUtc(leftover, _time.GetUtcNow().UtcDateTime.AddMinutes(-2));

        _storage.Remove().ShouldBeTrue();

        Left().ShouldBeEmpty();
    }

    [Fact]
    public void A_credential_that_cannot_be_removed_is_an_error_that_names_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only a file of the kernel cannot be removed by any account.");

        var error = Should.Throw<QwenException>(() => new CredentialStorage("/proc/version", _time).Remove());

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain("/proc/version cannot be removed");
        File.Exists("/proc/version").ShouldBeTrue();
    }

    [Fact]
    public async Task A_link_to_a_rejected_credential_is_removed_with_it()
    {
        var target = LinkTo(Login("rt-1"));

        await RejectAsync(_storage);

        File.Exists(target).ShouldBeFalse();
        new FileInfo(_path).LinkTarget.ShouldBeNull();
    }

    [Fact]
    public async Task A_link_to_another_credential_stays()
    {
        var target = LinkTo(Login("rt-2"));

        await RejectAsync(_storage);

        new FileInfo(_path).LinkTarget.ShouldBe(target);
        new CredentialFile(_path, _time).Read()!.RefreshToken.Reveal().ShouldBe("rt-2");
    }

    [Fact]
    public async Task A_file_that_holds_no_credential_is_not_removed_by_a_rejection()
    {
        await File.WriteAllTextAsync(_path, "[1]", OAuthStage.Cancellation);

        await RejectAsync(_storage);

        Left().ShouldBe([_path]);
        (await File.ReadAllTextAsync(_path, OAuthStage.Cancellation)).ShouldBe("[1]");
    }

    [Fact]
    public async Task What_is_not_a_regular_file_is_not_even_renamed_by_a_rejection()
    {
        using (var process = Process.Start("mkfifo", _path))
            await process.WaitForExitAsync(OAuthStage.Cancellation);
        var before = _time.GetUtcNow().UtcDateTime.AddDays(-1);
        Directory.SetLastWriteTimeUtc(_folder.At("qwen"), before);

        await RejectAsync(_storage);

        Directory.GetLastWriteTimeUtc(_folder.At("qwen")).ShouldBe(before);
    }

    [Fact]
    public async Task A_credential_that_is_stored_while_a_rejected_one_is_examined_stays()
    {
        _time.WaitsPass = false;
        await File.WriteAllTextAsync(_path, "", OAuthStage.Cancellation);
        var begun = _time.WaitBegun;
        var removing = RejectAsync(_storage);
        await begun;

        Put(_path, Login("rt-2"));
        _time.WaitsPass = true;
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await removing;

        Left().ShouldBe([_path]);
        new CredentialFile(_path, _time).Read()!.RefreshToken.Reveal().ShouldBe("rt-2");
    }

    // As a file system has it whose names are at most 255 bytes: the file can be read, and not renamed to a longer name.
    [Fact]
    public async Task A_rejected_credential_that_cannot_be_removed_stays_without_an_error()
    {
        var path = _folder.At($"qwen/{new string('x', 240)}");
        Put(path, Login("rt-1"));

        await RejectAsync(new CredentialStorage(path, _time));

        Left().ShouldBe([path]);
    }

    private static Task RejectAsync(CredentialStorage storage) => storage.RemoveAsync(Login("rt-1"));

    private static OAuthCredentials Login(string refreshToken) => new()
    {
        AccessToken = new Secret("at-1"),
        RefreshToken = new Secret(refreshToken),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1764876220290),
    };

    private static void Put(string path, OAuthCredentials login) => File.WriteAllBytes(path, CredentialJson.Write(login));

    private string[] Left() => Directory.GetFiles(_folder.At("qwen"));

    private string LinkTo(OAuthCredentials login)
    {
        var target = _folder.Write("dotfiles/creds.json", CredentialJson.Write(login));
        _folder.Link("qwen/oauth_creds.json", target);
        return target;
    }
}
