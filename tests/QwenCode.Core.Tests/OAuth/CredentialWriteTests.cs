using System.Runtime.Versioning;
using QwenCode.Files;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Where a credential is written, and why one cannot be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialWriteTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly CredentialStorage _storage;

    public CredentialWriteTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, and links only for some accounts.");
        _path = _folder.At("qwen/oauth_creds.json");
        _storage = new CredentialStorage(_path, new OAuthTestTime());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_credential_is_written_once_and_to_where_its_space_was_reserved()
    {
        var target = _folder.Write("dotfiles/creds.json", "");
        var other = _folder.Write("dotfiles/other.json", "another file");
        _folder.Link("qwen/oauth_creds.json", target);
        using var reserved = _storage.Reserve();
        File.Delete(_path);
        _folder.Link("qwen/oauth_creds.json", other);

        _storage.Write(Login(), reserved);

        File.ReadAllBytes(target).ShouldBe(CredentialJson.Write(Login()));
        File.ReadAllText(other).ShouldBe("another file");
    }

    [Fact]
    public void Reserved_space_that_cannot_be_used_is_released_at_once()
    {
        using var reserved = _storage.Reserve();
        Directory.CreateDirectory(_path);

        Should.Throw<QwenException>(() => _storage.Write(Login(), reserved)).Message.ShouldContain("it is a directory");

        Directory.GetFiles(_folder.At("qwen")).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_a_file_of_the_user_is_reported_as_such_and_not_as_a_failed_write()
    {
        Directory.CreateDirectory(_path);

        var error = Should.Throw<QwenException>(() => _storage.Write(Login()));

        error.ErrorId.ShouldBe("CredentialFileInvalid");
        error.Message.ShouldContain("It was not changed");
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_an_error_that_names_the_file()
    {
        _folder.Write("qwen", "a file where the folder should be");

        var error = Should.Throw<QwenException>(() => _storage.CreateFolder());

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain(_path);
    }

    [Theory]
    [InlineData("", "its owner is not known")]
    [InlineData("12345", "it belongs to another account (12345)")]
    public void The_reason_against_a_file_of_another_account_names_the_owner_if_it_is_known(string owner, string reason) =>
        CredentialStorage.OwnerReason(new FileFacts(FileKind.Regular, 0, owner)).ShouldBe(reason);

    private static OAuthCredentials Login() => new()
    {
        AccessToken = new Secret("at-1"),
        RefreshToken = new Secret("rt-1"),
        ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(1764876220290),
    };
}
