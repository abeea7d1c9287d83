using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>A renewal beside a program that removes the lock or the file, or stores another credential, again and again.</summary>
public sealed class TokenRenewalTests
{
    [Fact]
    public async Task A_lock_that_is_removed_again_and_again_is_acquired_three_times()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var removals = 0;
        var source = stage.NewSource(new ObservedTime(stage.Time, RemoveLock));

        var login = await source.GetAsync(OAuthStage.Cancellation);

        removals.ShouldBe(3);
        login.AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        stage.File.Peek()!.HasAccessToken(login.AccessToken).ShouldBeTrue();

        void RemoveLock()
        {
            if (stage.Requests.Count > 0 || removals == 10 || !File.Exists(stage.File.LockPath))
                return;
            File.Delete(stage.File.LockPath);
            removals++;
        }
    }

    [Fact]
    public async Task Credentials_that_are_replaced_and_rejected_again_and_again_are_attempted_three_times()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Service.OAuth.RevokeRefreshTokens();
        OAuthCredentials? latest = null;
        var source = stage.NewSource(() =>
        {
            if (stage.Requests.Count == 10)
                return;
            latest = stage.StoreExpiredLogin();
            stage.Service.OAuth.RevokeRefreshTokens();
        });

        var error = await Should.ThrowAsync<QwenException>(() => source.GetAsync(OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("CredentialRejected");
        stage.Requests.Count.ShouldBe(3);
        stage.File.Peek()!.HasRefreshTokenOf(latest!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rejection_is_reported_although_the_file_is_gone_by_then()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Service.OAuth.RevokeRefreshTokens();
        var source = stage.NewSource(() => File.Delete(stage.File.Path));

        (await Should.ThrowAsync<QwenException>(() => source.GetAsync(OAuthStage.Cancellation))).ErrorId.ShouldBe("CredentialRejected");
    }

    /// <summary>A clock that shows when it is read.</summary>
    private sealed class ObservedTime(TimeProvider time, Action onRead) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow()
        {
            onRead();
            return time.GetUtcNow();
        }

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
