using System.Runtime.Versioning;
using QwenCode.Files;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Where a credential is written, and why one cannot be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class CredentialWriteTests : IDisposable
{
    private readonly CredentialStage _stage = new();

    public CredentialWriteTests() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists, and links only for some accounts.");

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_credential_is_written_once_and_to_where_its_space_was_reserved()
    {
        var target = _stage.Root.Write("dotfiles/creds.json", "");
        var other = _stage.Root.Write("dotfiles/other.json", "another file");
        _stage.Link(target);
        using var reserved = _stage.Storage.Reserve();
        File.Delete(_stage.File.Path);
        _stage.Link(other);

        _stage.Storage.Write(CredentialStage.Login(), reserved);

        File.ReadAllBytes(target).ShouldBe(CredentialJson.Write(CredentialStage.Login()));
        File.ReadAllText(other).ShouldBe("another file");
    }

    [Fact]
    public void Reserved_space_that_cannot_be_used_is_released_at_once()
    {
        using var reserved = _stage.Storage.Reserve();
        Directory.CreateDirectory(_stage.File.Path);

        Should.Throw<QwenException>(() => _stage.Storage.Write(CredentialStage.Login(), reserved)).Message.ShouldContain("it is a directory");

        _stage.Files.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_not_a_file_of_the_user_is_reported_as_such_and_not_as_a_failed_write()
    {
        Directory.CreateDirectory(_stage.File.Path);

        var error = Should.Throw<QwenException>(() => _stage.Storage.Write(CredentialStage.Login()));

        error.ErrorId.ShouldBe("CredentialFileInvalid");
        error.Message.ShouldContain("It was not changed");
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_an_error_that_names_the_file()
    {
        _stage.BlockFolder();

        var error = Should.Throw<QwenException>(() => _stage.Storage.CreateFolder());

        error.ErrorId.ShouldBe("CredentialFileUnwritable");
        error.Message.ShouldContain(_stage.File.Path);
    }

    [Theory]
    [InlineData("", "its owner is not known")]
    [InlineData("12345", "it belongs to another account (12345)")]
    public void The_reason_against_a_file_of_another_account_names_the_owner_if_it_is_known(string owner, string reason) =>
        CredentialStorage.OwnerReason(new FileFacts(FileKind.Regular, 0, owner)).ShouldBe(reason);
}
