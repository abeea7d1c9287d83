using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class LoginFlowTests
{
    [Fact]
    public async Task A_new_login_shows_its_code_and_is_stored()
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
    public async Task Without_a_login_it_is_told_that_there_is_none()
    {
        await using var stage = await OAuthStage.StartAsync();
        var told = new List<string>();

        (await Flow(stage).UseCachedAsync(told.Add, OAuthStage.Cancellation)).ShouldBeNull();

        told.Single().ShouldContain("No Qwen sign-in was found");
        stage.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_login_whose_renewal_is_refused_is_of_no_use()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Refused400);
        var told = new List<string>();

        (await Flow(stage).UseCachedAsync(told.Add, OAuthStage.Cancellation)).ShouldBeNull();

        told.Single().ShouldContain("rejected the renewal");
    }

    [Fact]
    public async Task A_failure_that_another_login_would_meet_too_is_an_error()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.StoreExpiredLogin();
        stage.Script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Html);

        var error = await Should.ThrowAsync<QwenException>(() => Flow(stage).UseCachedAsync(Fail, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("ProtocolViolation");
    }

    [Fact]
    public async Task A_login_for_an_endpoint_that_is_not_trusted_is_not_stored()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ResourceUrl = "example.com";
        stage.Service.OAuth.Approve();

        var error = await Should.ThrowAsync<QwenException>(() => Flow(stage).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("UntrustedEndpoint");
        File.Exists(stage.File.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_that_gives_no_code_in_time_is_named()
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
    public async Task A_renewal_that_does_not_come_in_time_is_named()
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
    public async Task A_login_that_is_not_approved_within_the_limit_is_given_up()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.Hang);

        var login = Flow(stage, TimeSpan.FromSeconds(7)).SignInAsync(_ => { }, _ => { }, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(7));

        var error = await Should.ThrowAsync<QwenException>(() => login);
        error.ErrorId.ShouldBe("RequestTimedOut");
        error.Message.ShouldContain("was not approved");
    }

    [Fact]
    public async Task Ending_it_is_no_timeout()
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
