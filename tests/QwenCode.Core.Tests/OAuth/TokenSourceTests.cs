using System.Text.Json;
using QwenCode.Loopback;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.OAuth;

public sealed class TokenSourceTests
{
    [Fact]
    public async Task Without_a_credential_the_error_shows_how_to_sign_in()
    {
        await using var stage = await OAuthStage.StartAsync();
        var error = await Should.ThrowAsync<QwenException>(() => GetAsync(stage));
        error.ErrorId.ShouldBe("NoAuthentication");
        error.Message.ShouldContain(stage.File.Path);
        error.RecommendedAction.ShouldContain("Connect-Qwen -Method OAuth");
    }

    [Fact]
    public async Task A_valid_credential_is_used_without_a_request()
    {
        await using var stage = await OAuthStage.StartAsync();
        var login = stage.StoreCredential(TimeSpan.FromSeconds(30));
        (await GetAsync(stage)).HasAccessToken(login.AccessToken).ShouldBeTrue();
        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_that_expires_within_30_seconds_is_renewed_and_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromSeconds(29));
        var login = await GetAsync(stage);

        login.AccessToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].AccessToken);
        stage.File.Peek()!.RefreshToken.Reveal().ShouldBe(stage.Service.OAuth.Issued[^1].RefreshToken);
        stage.Requests.ShouldHaveSingleItem().Body
            .ShouldBe($"grant_type=refresh_token&refresh_token={old.RefreshToken.Reveal()}&client_id={stage.Server.ClientId}");
        File.Exists(stage.File.LockPath).ShouldBeFalse();
    }

    [Fact]
    public async Task A_credential_is_valid_for_a_day_with_one_refresh_an_hour()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        await stage.Source.StoreAsync(await stage.SignInAsync(), OAuthStage.Cancellation);
        for (var minutes = 0; minutes < 24 * 60; minutes += 10)
        {
            stage.Time.Advance(TimeSpan.FromMinutes(10));
            (await GetAsync(stage)).IsDue(stage.Time.GetUtcNow()).ShouldBeFalse();
        }

        stage.TokenRequests.Count(r => r.Body.Contains("grant_type=refresh_token", StringComparison.Ordinal)).ShouldBe(24);
    }

    [Theory]
    [InlineData(ScriptedRefresh.WithoutRefreshToken)]
    [InlineData(ScriptedRefresh.WithoutResourceUrl)]
    public async Task Values_that_a_refresh_does_not_return_are_kept(ScriptedRefresh answer)
    {
        await using var stage = await OAuthStage.StartAsync();
        using var unknown = JsonDocument.Parse("""{"a":1}""");
        var old = stage.StoreExpiredLogin() with { ResourceUrl = "portal.qwen.ai", OtherMembers = [new("kept", unknown.RootElement)] };
        stage.File.Storage.Write(old);
        stage.Script.ScriptedRefreshes.Enqueue(answer);
        await GetAsync(stage);

        var stored = stage.File.Peek().ShouldNotBeNull();
        stored.HasAccessToken(old.AccessToken).ShouldBeFalse();
        stored.OtherMembers.ShouldHaveSingleItem().Value.GetProperty("a").GetInt32().ShouldBe(1);
        if (answer == ScriptedRefresh.WithoutRefreshToken)
            stored.RefreshToken.Reveal().ShouldBe(old.RefreshToken.Reveal());
        else
            stored.ResourceUrl.ShouldBe("portal.qwen.ai");
    }

    [Theory]
    [InlineData(ScriptedRefresh.Refused400)]
    [InlineData(ScriptedRefresh.Refused401)]
    [InlineData(ScriptedRefresh.ErrorWith200)]
    public async Task A_rejected_refresh_removes_the_credential_and_shows_what_to_run(ScriptedRefresh rejection)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(rejection);
        var error = await Should.ThrowAsync<QwenException>(() => GetAsync(stage));
        error.ErrorId.ShouldBe("CredentialRejected");
        error.RecommendedAction.ShouldContain("Connect-Qwen -Method OAuth");
        File.Exists(stage.File.Path).ShouldBeFalse();
        File.Exists(stage.File.LockPath).ShouldBeFalse();
    }

    [Theory]
    [InlineData(ScriptedRefresh.ServerError, "ServiceUnavailable")]
    [InlineData(ScriptedRefresh.Html, "ProtocolViolation")]
    [InlineData(ScriptedRefresh.Reset, "ConnectionFailed")]
    public async Task Every_other_failure_keeps_the_credential(ScriptedRefresh failure, string errorId)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        var before = await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation);
        stage.Script.ScriptedRefreshes.Enqueue(failure);
        (await Should.ThrowAsync<QwenException>(() => GetAsync(stage))).ErrorId.ShouldBe(errorId);
        (await File.ReadAllBytesAsync(stage.File.Path, OAuthStage.Cancellation)).ShouldBe(before);
        File.Exists(stage.File.LockPath).ShouldBeFalse();
        await GetAsync(stage);
    }

    [Fact]
    public async Task A_wrong_client_id_keeps_the_credential()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ClientId = "another";
        (await Should.ThrowAsync<QwenException>(() => GetAsync(stage))).ErrorId.ShouldBe("InvalidParameter");
        File.Exists(stage.File.Path).ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_that_hangs_keeps_the_credential_and_ends_the_refresh_before_the_lock_is_stale()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Hang);
        var getting = GetAsync(stage);
        var hanging = await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        File.Exists(stage.File.LockPath).ShouldBeTrue();
        stage.Time.Advance(OAuthTransport.RequestTimeout);
        (await Should.ThrowAsync<QwenException>(() => getting)).ErrorId.ShouldBe("RequestTimedOut");
        await hanging.ClientGone;
        File.Exists(stage.File.Path).ShouldBeTrue();
        OAuthTransport.RequestTimeout.ShouldBeLessThan(StaleLock.Age);
    }

    [Fact]
    public async Task A_failed_early_refresh_keeps_the_old_token_until_it_expires()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromSeconds(20));
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.ServerError);
        (await GetAsync(stage)).HasAccessToken(old.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task A_rejected_early_refresh_is_an_error_although_the_old_token_is_still_valid()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromSeconds(20));
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Refused400);

        (await Should.ThrowAsync<QwenException>(() => stage.Source.GetAsync(OAuthStage.Cancellation))).ErrorId.ShouldBe("CredentialRejected");
    }

    [Fact]
    public async Task An_incomplete_file_is_never_refreshed()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        const string Incomplete = """{"access_token":"a","token_type":"Bearer","expiry_date":1}""";
        await File.WriteAllTextAsync(stage.File.Path, Incomplete, OAuthStage.Cancellation);
        (await Should.ThrowAsync<QwenException>(() => GetAsync(stage))).ErrorId.ShouldBe("CredentialFileInvalid");
        stage.Requests.ShouldBeEmpty();
        (await File.ReadAllTextAsync(stage.File.Path, OAuthStage.Cancellation)).ShouldBe(Incomplete);
    }

    [Fact]
    public async Task A_rejected_token_is_refreshed_once()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromHours(1));
        var login = await stage.Source.RefreshAfterRejectionAsync(old.AccessToken, OAuthStage.Cancellation);
        login.HasAccessToken(old.AccessToken).ShouldBeFalse();
        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rejected_token_that_another_process_has_replaced_costs_no_request()
    {
        await using var stage = await OAuthStage.StartAsync();
        var old = stage.StoreCredential(TimeSpan.FromHours(1));
        await GetAsync(stage);
        var newer = stage.StoreCredential(TimeSpan.FromHours(1));
        var login = await stage.Source.RefreshAfterRejectionAsync(old.AccessToken, OAuthStage.Cancellation);
        login.HasAccessToken(newer.AccessToken).ShouldBeTrue();
        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rejected_token_whose_successor_is_due_at_once_is_refreshed_once()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.TokenLifetime = TimeSpan.FromSeconds(10);
        var old = stage.StoreCredential(TimeSpan.FromHours(1));

        await stage.Source.RefreshAfterRejectionAsync(old.AccessToken, OAuthStage.Cancellation);

        stage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_cancelled_caller_gets_no_credential_after_a_rejection_either()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));

        await Should.ThrowAsync<OperationCanceledException>(
            () => stage.Source.RefreshAfterRejectionAsync(new Secret("another"), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Finding_a_credential_in_a_file_with_other_content_is_an_error()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        await File.WriteAllTextAsync(stage.File.Path, "[1]", OAuthStage.Cancellation);

        Should.Throw<QwenException>(() => stage.Source.Find()).ErrorId.ShouldBe("CredentialFileInvalid");
    }

    [Fact]
    public async Task The_error_of_a_rejected_and_removed_credential_shows_how_to_sign_in()
    {
        await using var stage = await OAuthStage.StartAsync();
        (await Should.ThrowAsync<QwenException>(() => stage.Source.RefreshAfterRejectionAsync(new Secret("at"), OAuthStage.Cancellation)))
            .ErrorId.ShouldBe("NoAuthentication");
    }

    [Fact]
    public async Task A_credential_that_another_program_stored_during_a_rejected_refresh_is_kept_and_used()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Hang);
        var first = GetAsync(stage);
        await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        var theirs = stage.StoreCredential(TimeSpan.FromHours(1));
        stage.Time.Advance(OAuthTransport.RequestTimeout);
        await Should.ThrowAsync<QwenException>(() => first);
        (await GetAsync(stage)).HasAccessToken(theirs.AccessToken).ShouldBeTrue();
    }

    [Fact]
    public async Task Removing_deletes_the_file_and_returns_whether_there_was_one()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));
        (await stage.Source.RemoveAsync(OAuthStage.Cancellation)).ShouldBeTrue();
        (await stage.Source.RemoveAsync(OAuthStage.Cancellation)).ShouldBeFalse();
        Directory.GetFiles(stage.Folder).ShouldBeEmpty();
    }

    private static Task<OAuthCredentials> GetAsync(OAuthStage stage) => stage.Source.GetAsync(OAuthStage.Cancellation);
}
