using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class SignInFlowTests
{
    [Fact]
    public async Task A_new_sign_in_shows_its_code_and_is_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        var shown = new List<DeviceAuthorization>();

        var credentials = await Flow(stage).SignInAsync(shown.Add, _ => { }, OAuthStage.Cancellation);

        shown.Single().UserCode.ShouldNotBeEmpty();
        stage.File.Read()!.AccessToken!.Reveal().ShouldBe(credentials.AccessToken!.Reveal());
        (await Flow(stage).UseCachedAsync(Fail, OAuthStage.Cancellation))!.AccessToken!.Reveal().ShouldBe(credentials.AccessToken.Reveal());
    }

    [Fact]
    public async Task Without_a_credential_the_reason_is_reported()
    {
        await using var stage = await OAuthStage.StartAsync();
        var told = new List<string>();

        (await Flow(stage).UseCachedAsync(told.Add, OAuthStage.Cancellation)).ShouldBeNull();

        told.Single().ShouldContain("No Qwen sign-in was found");
        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_credential_whose_renewal_is_rejected_is_not_used()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Refused400);
        var told = new List<string>();

        (await Flow(stage).UseCachedAsync(told.Add, OAuthStage.Cancellation)).ShouldBeNull();

        told.Single().ShouldContain("rejected the renewal");
    }

    [Fact]
    public async Task A_failure_that_another_credential_would_have_too_is_an_error()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Html);

        var error = await Should.ThrowAsync<QwenException>(() => Flow(stage).UseCachedAsync(Fail, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("ProtocolViolation");
    }

    [Fact]
    public async Task A_credential_for_an_endpoint_that_is_not_trusted_is_not_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ResourceUrl = "example.com";
        stage.Service.OAuth.Approve();

        var error = await Should.ThrowAsync<QwenException>(() => Flow(stage).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("UntrustedEndpoint");
        File.Exists(stage.File.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_returns_no_code_in_time_is_a_timeout()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.Hang);

        var login = Flow(stage, TimeSpan.FromSeconds(7)).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(7));

        var error = await Should.ThrowAsync<QwenException>(() => login);
        error.ErrorId.ShouldBe("RequestTimedOut");
        error.Message.ShouldContain("within 7 seconds");
        error.Message.ShouldContain("/device/code");
    }

    [Fact]
    public async Task A_renewal_that_is_not_complete_in_time_is_a_timeout()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Hang);

        var use = Flow(stage, TimeSpan.FromSeconds(7)).UseCachedAsync(Fail, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(7));

        (await Should.ThrowAsync<QwenException>(() => use)).Message.ShouldContain("/token");
    }

    [Fact]
    public async Task A_sign_in_that_ends_while_the_service_fails_is_a_timeout_that_names_the_failure()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.ServerError504);
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.Hang);

        var login = Flow(stage, TimeSpan.FromSeconds(17)).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(2, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(17));

        var error = await Should.ThrowAsync<QwenException>(() => login);
        error.ErrorId.ShouldBe("RequestTimedOut");
        error.Message.ShouldContain("within 17 seconds; the last status request failed (HTTP 504");
        error.RecommendedAction.ShouldContain("Connect-Qwen -ApiKey");
    }

    [Fact]
    public async Task A_sign_in_that_is_not_approved_within_the_limit_is_a_timeout()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.Hang);

        var login = Flow(stage, TimeSpan.FromSeconds(7)).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(7));

        var error = await Should.ThrowAsync<QwenException>(() => login);
        error.ErrorId.ShouldBe("RequestTimedOut");
        error.Message.ShouldEndWith("was not approved on 127.0.0.1 within 7 seconds. Allow more time with -TimeoutSec, or run Connect-Qwen -Method OAuth again.");
    }

    [Fact]
    public async Task Cancelling_a_sign_in_is_not_a_timeout()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.DeviceFaults.Enqueue(Fault.Hang);
        using var cancellation = new CancellationTokenSource();

        var login = Flow(stage).SignInAsync(_ => { }, _ => { }, cancellation.Token);
        await stage.Service.WaitForRequestAsync(0, OAuthStage.Cancellation);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => login);
    }

    private static void Fail(string why) => throw new InvalidOperationException(why);

    private static SignInFlow Flow(OAuthStage stage, TimeSpan? limit = null) =>
        new(stage.Server, stage.Source, stage.Transport, limit ?? Timeout.InfiniteTimeSpan);
}
