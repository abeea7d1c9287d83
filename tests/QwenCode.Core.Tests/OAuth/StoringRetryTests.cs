using QwenCode.Errors;
using QwenCode.OAuth;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>When the storing of a credential in memory is retried, and what ends that.</summary>
public sealed class StoringRetryTests : IDisposable
{
    private readonly CredentialStage _stage = new();
    private readonly ManualTimeProvider _time = new();
    private readonly CredentialFile _file;
    private readonly UnstoredCredential _unstored;

    public StoringRetryTests()
    {
        _file = new CredentialFile(_stage.File.Path, _time);
        _unstored = new UnstoredCredential(_file, new CredentialLock(_file.LockPath, _time), _time);
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task The_pauses_double_from_one_second_to_half_a_minute()
    {
        _stage.BlockFolder();
        Keep(Login("rt-2"), replaced: Login("rt-1"));

        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            var start = _time.GetUtcNow();
            _time.AdvanceToNextTimer(1);
            (_time.GetUtcNow() - start).TotalSeconds.ShouldBe(seconds);
            await _time.WaitForTimersAsync(1, OAuthStage.Cancellation);
        }
    }

    [Fact]
    public async Task A_credential_that_is_kept_while_an_earlier_one_is_being_stored_is_not_forgotten()
    {
        await File.WriteAllTextAsync(_file.Path, "", OAuthStage.Cancellation);
        Keep(Login("rt-2"), replaced: Login("rt-1"));
        var storing = _unstored.StoreSoon();
        await _time.WaitForTimersAsync(2, OAuthStage.Cancellation);

        Keep(Login("rt-3"), replaced: Login("rt-2"));
        _stage.Put(Login("rt-1"));
        _time.Advance(TimeSpan.FromMilliseconds(50));
        await storing;

        _unstored.Over(null).ShouldNotBeNull().RefreshToken.Reveal().ShouldBe("rt-3");
    }

    [Fact]
    public async Task A_sign_in_that_is_stored_ends_the_warning_about_an_earlier_one()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        await File.WriteAllTextAsync(stage.Folder, "a file where the folder should be", OAuthStage.Cancellation);
        await stage.Source.StoreAsync(Login("rt-1"), OAuthStage.Cancellation);
        stage.Source.Warning.ShouldNotBeNull();
        File.Delete(stage.Folder);

        await stage.Source.StoreAsync(Login("rt-2"), OAuthStage.Cancellation);

        stage.Source.Warning.ShouldBeNull();
    }

    private static OAuthCredentials Login(string refreshToken) => CredentialStage.Login(refreshToken: refreshToken);

    private void Keep(OAuthCredentials login, OAuthCredentials replaced) =>
        _unstored.Keep(login, replaced, QwenErrors.CredentialFileUnusable(_file.Path, "it is a test"));
}
