using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class TokenSourceRaceTests
{
    [Fact]
    public async Task Fifty_callers_at_once_cost_one_refresh()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var logins = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => stage.Source.GetAsync(OAuthStage.Cancellation))));
        stage.Requests.Count.ShouldBe(1);
        logins.Select(l => l.AccessToken.Reveal()).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Fifty_rejections_of_the_same_token_cost_one_refresh()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => Task.Run(() => stage.Source.RefreshAfterRejectionAsync(old.AccessToken, OAuthStage.Cancellation))));
        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Twelve_sources_that_share_only_the_file_cost_one_refresh_together()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsMoveClock = false;
        for (var round = 1; round <= 10; round++)
        {
            stage.StoreExpiredLogin();
            var logins = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => stage.NewSource().GetAsync(OAuthStage.Cancellation))));
            stage.Requests.Count.ShouldBe(round);
            logins.Select(l => l.AccessToken.Reveal()).Distinct().ShouldHaveSingleItem();
        }

        Directory.GetFiles(stage.Folder).ShouldBe([stage.File.Path]);
    }

    [Fact]
    public async Task Twelve_sources_with_a_rejected_credential_send_one_request_and_each_reports_how_to_sign_in()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsMoveClock = false;
        stage.StoreExpiredLogin();
        stage.Service.OAuth.RevokeRefreshTokens();
        var errors = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(async () =>
            (await Should.ThrowAsync<QwenException>(() => stage.NewSource().GetAsync(OAuthStage.Cancellation))))));
        errors.Count(e => e.ErrorId == "CredentialRejected").ShouldBe(1);
        errors.ShouldAllBe(e => e.RecommendedAction.Contains("Connect-Qwen -Method OAuth"));
        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_caller_does_not_end_the_refresh_of_the_others()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        await File.WriteAllTextAsync(stage.File.LockPath, "another", OAuthStage.Cancellation);
        using var leaving = new CancellationTokenSource();
        var begun = stage.Time.WaitBegun;
        var first = stage.Source.GetAsync(leaving.Token);
        var second = stage.Source.GetAsync(OAuthStage.Cancellation);
        await begun;

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        second.IsCompleted.ShouldBeFalse();
        File.Delete(stage.File.LockPath);
        stage.Time.Advance(TimeSpan.FromSeconds(2));
        (await second).IsDue(stage.Time.GetUtcNow()).ShouldBeFalse();
        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refresh_whose_callers_are_all_cancelled_is_still_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        using var leaving = new CancellationTokenSource();
        var getting = stage.Source.GetAsync(leaving.Token);
        var request = await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        await leaving.CancelAsync();
        await getting.ContinueWith(_ => { }, TaskScheduler.Default);
        await request.Completed;
        var login = await stage.Source.GetAsync(OAuthStage.Cancellation);
        login.AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leftovers_of_a_killed_process_are_removed_by_the_next_refresh()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var (lockFile, aside, temporary) = (stage.File.LockPath, $"{stage.File.LockPath}.aside", $"{stage.File.Path}.tmp.half");
        foreach (var leftover in new[] { lockFile, aside, temporary })
        {
            await File.WriteAllTextAsync(leftover, "{\"acc", OAuthStage.Cancellation);
            File.SetLastWriteTimeUtc(leftover, stage.Time.GetUtcNow().UtcDateTime.AddMinutes(-2));
        }

        await stage.Source.GetAsync(OAuthStage.Cancellation);
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File.Path]);
    }

    [Fact]
    public async Task A_process_killed_after_it_stored_the_new_credential_delays_no_other()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        await File.WriteAllTextAsync(stage.File.LockPath, "dead", OAuthStage.Cancellation);
        var begun = stage.Time.WaitBegun;
        var getting = stage.Source.GetAsync(OAuthStage.Cancellation);
        await begun;
        var theirs = stage.StoreCredential(TimeSpan.FromHours(1));
        stage.Time.Advance(TimeSpan.FromMilliseconds(100));
        (await getting).HasAccessToken(theirs.AccessToken).ShouldBeTrue();
        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_that_a_program_without_the_lock_stores_a_moment_later_is_used()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Refused400);
        var begun = stage.Time.WaitBegun;
        var getting = stage.Source.GetAsync(OAuthStage.Cancellation);
        await begun;

        await File.WriteAllTextAsync(stage.File.Path, "{\"access_token\":", OAuthStage.Cancellation);
        begun = stage.Time.WaitBegun;
        stage.Time.Advance(TimeSpan.FromMilliseconds(50));
        await begun;
        var theirs = stage.StoreCredential(TimeSpan.FromHours(1));
        stage.Time.Advance(TimeSpan.FromMilliseconds(50));

        (await getting).HasAccessToken(theirs.AccessToken).ShouldBeTrue();
        stage.Requests.Count.ShouldBe(1);
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File.Path]);
    }

    [Fact]
    public async Task A_stored_credential_that_is_due_itself_is_renewed()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Refused400);
        var isFirst = true;
        var source = stage.NewSource(() =>
        {
            if (isFirst)
                stage.StoreExpiredLogin();
            isFirst = false;
        });

        (await source.GetAsync(OAuthStage.Cancellation)).AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        stage.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_that_another_program_empties_during_a_refresh_is_written_again()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var source = stage.NewSource(() => File.WriteAllText(stage.File.Path, ""));

        var login = await source.GetAsync(OAuthStage.Cancellation);

        stage.File.Peek()!.HasAccessToken(login.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task A_file_that_another_program_removes_during_a_refresh_is_written_again()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var source = stage.NewSource(() => File.Delete(stage.File.Path));

        var login = await source.GetAsync(OAuthStage.Cancellation);

        stage.File.Peek()!.HasAccessToken(login.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task A_lock_that_another_program_removes_during_a_refresh_loses_no_credential()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var rival = stage.NewSource();
        Task<OAuthCredentials>? theirs = null;
        var source = stage.NewSource(() =>
        {
            File.Delete(stage.File.LockPath);
            theirs = Task.Run(() => rival.GetAsync(OAuthStage.Cancellation));
            stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation).Wait(OAuthStage.Cancellation);
        });
        stage.Time.WaitsPass = false;

        var ours = await source.GetAsync(OAuthStage.Cancellation);
        while (!theirs!.IsCompleted)
        {
            stage.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(5, OAuthStage.Cancellation);
        }

        (await theirs).HasAccessToken(ours.AccessToken).ShouldBeTrue();
        stage.File.Peek()!.HasAccessToken(ours.AccessToken).ShouldBeTrue();
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File.Path]);
    }
}
