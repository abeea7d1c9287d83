using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class DeviceFlowTests
{
    [Fact]
    public async Task An_approved_sign_in_returns_the_tokens()
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, ScriptedPoll.Pending, ScriptedPoll.Pending, ScriptedPoll.Success);
        var login = await stage.SignInAsync();

        var issued = stage.Service.OAuth.Issued.ShouldHaveSingleItem();
        login.AccessToken.Reveal().ShouldBe(issued.AccessToken);
        login.RefreshToken.Reveal().ShouldBe(issued.RefreshToken);
        login.ResourceUrl.ShouldBe(issued.ResourceUrl);
        login.TokenType.ShouldBe("Bearer");
        login.ExpiresAt.ShouldBe(issued.ExpiresAt);
    }

    [Fact]
    public async Task The_authorization_has_code_pages_and_lifetime()
    {
        await using var stage = await OAuthStage.StartAsync();
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);

        authorization.UserCode.ShouldBe(stage.Service.OAuth.UserCodes.Single());
        authorization.VerificationUri.AbsolutePath.ShouldBe("/authorize");
        authorization.PageOn(stage.Server)!.Query.ShouldContain($"user_code={authorization.UserCode}");
        authorization.ExpiresAt.ShouldBe(stage.Time.GetUtcNow() + stage.Script.ExpiresIn);
        authorization.Interval.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task The_requests_have_the_encoding_of_the_service()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        await stage.SignInAsync();

        var (device, poll) = (stage.Requests[0], stage.Requests[1]);
        device.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded");
        device.Headers["Accept"].ShouldBe("application/json");
        Guid.TryParse(device.Headers["x-request-id"], out _).ShouldBeTrue();
        device.Headers["User-Agent"].ShouldBe(UserAgent.Value);
        device.Body.ShouldContain("scope=openid%20profile%20email%20model.completion");
        poll.Headers.ContainsKey("x-request-id").ShouldBeFalse();
        poll.Headers["Accept"].ShouldBe("application/json");
        poll.Body.ShouldStartWith("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=");
    }

    [Fact]
    public async Task Polls_observe_the_interval_of_the_server()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.Interval = TimeSpan.FromSeconds(7);
        Script(stage, ScriptedPoll.Pending, ScriptedPoll.PendingAs200, ScriptedPoll.Success);
        await stage.SignInAsync();
        Pauses(stage).ShouldBe([7, 7, 7]);
    }

    [Fact]
    public async Task Without_an_interval_it_is_five_seconds()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.Interval = null;
        Script(stage, ScriptedPoll.Pending, ScriptedPoll.Success);
        await stage.SignInAsync();
        Pauses(stage).ShouldBe([5, 5]);
    }

    [Theory]
    [InlineData(ScriptedPoll.SlowDown)]
    [InlineData(ScriptedPoll.SlowDown429)]
    [InlineData(ScriptedPoll.TooManyRequests)]
    [InlineData(ScriptedPoll.PendingAs200SlowDown)]
    public async Task Slow_down_adds_five_seconds_to_all_further_pauses(ScriptedPoll slowDown)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.Interval = TimeSpan.FromSeconds(2);
        Script(stage, ScriptedPoll.Pending, slowDown, ScriptedPoll.Pending, slowDown, ScriptedPoll.Pending, ScriptedPoll.Success);
        await stage.SignInAsync();
        Pauses(stage).ShouldBe([2, 2, 7, 7, 12, 12]);
    }

    [Fact]
    public async Task A_server_that_enforces_its_interval_is_satisfied()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.EnforceInterval = true;
        Script(stage, ScriptedPoll.Pending, ScriptedPoll.Pending);
        stage.Service.OAuth.Approve();
        await stage.SignInAsync();
        stage.TokenRequests.Count().ShouldBe(3);
    }

    [Theory]
    [InlineData(ScriptedPoll.ServerError504)]
    [InlineData(ScriptedPoll.Html)]
    [InlineData(ScriptedPoll.Reset)]
    public async Task A_transient_failure_does_not_end_the_polling(ScriptedPoll failure)
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, failure, failure, ScriptedPoll.Pending, failure, ScriptedPoll.Success);
        var troubles = new List<string?>();
        await stage.SignInAsync(wait => troubles.Add(wait.TransientError));
        Pauses(stage).ShouldBe([1, 1, 1, 1, 1]);
        troubles.Count(t => t is not null).ShouldBe(3);
    }

    [Theory]
    [InlineData(408, "HTTP 408")]
    [InlineData(429, "HTTP 429")]
    [InlineData(500, "HTTP 500")]
    [InlineData(503, "HTTP 503")]
    public async Task A_status_that_may_pass_does_not_end_the_polling_whatever_its_error(int status, string reported)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.TokenFaults.Enqueue(Fault.Status(status, """{"error":"invalid_request"}"""));
        stage.Service.OAuth.Approve();
        var errors = new List<string?>();

        await stage.SignInAsync(wait => errors.Add(wait.TransientError));

        errors.ShouldContain(reported);
        stage.TokenRequests.Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(499)]
    public async Task A_status_that_does_not_pass_ends_it(int status)
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.TokenFaults.Enqueue(Fault.Status(status, """{"error":"invalid_request"}"""));
        stage.Service.OAuth.Approve();

        await Should.ThrowAsync<QwenException>(() => stage.SignInAsync());

        stage.TokenRequests.Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_hangs_times_out_after_30_seconds_and_is_polled_less_often()
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, ScriptedPoll.Hang, ScriptedPoll.Success);
        var login = stage.SignInAsync();
        var hanging = await stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation);
        stage.Time.Advance(TimeSpan.FromSeconds(29));
        hanging.Completed.IsCompleted.ShouldBeFalse();
        stage.Time.Advance(TimeSpan.FromSeconds(1));
        await login;
        await hanging.ClientGone;
        Pauses(stage).ShouldBe([1, 32]);
    }

    [Theory]
    [InlineData(ScriptedPoll.Denied)]
    [InlineData(ScriptedPoll.ErrorWith200)]
    public async Task A_denied_sign_in_ends_at_once(ScriptedPoll denied)
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, ScriptedPoll.Pending, denied);
        var error = await Should.ThrowAsync<QwenException>(() => stage.SignInAsync());
        error.ErrorId.ShouldBe("AuthorizationDenied");
        error.Message.ShouldContain("denied");
        stage.TokenRequests.Count().ShouldBe(2);
    }

    [Fact]
    public async Task A_code_that_the_server_reports_as_expired_ends_the_sign_in()
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, ScriptedPoll.Expired);
        (await Should.ThrowAsync<QwenException>(() => stage.SignInAsync())).ErrorId.ShouldBe("AuthorizationExpired");
    }

    [Fact]
    public async Task A_code_that_is_not_approved_ends_at_its_expiry_without_another_request()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ExpiresIn = TimeSpan.FromSeconds(12);
        stage.Script.Interval = null;
        var start = stage.Time.GetUtcNow();
        (await Should.ThrowAsync<QwenException>(() => stage.SignInAsync())).ErrorId.ShouldBe("AuthorizationExpired");
        (stage.Time.GetUtcNow() - start).ShouldBe(TimeSpan.FromSeconds(12));
        stage.TokenRequests.Count().ShouldBe(2);
    }

    [Fact]
    public async Task The_error_of_an_expired_code_includes_the_last_failure()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ExpiresIn = TimeSpan.FromSeconds(3);
        Script(stage, ScriptedPoll.ServerError504, ScriptedPoll.ServerError504);
        var error = await Should.ThrowAsync<QwenException>(() => stage.SignInAsync());
        error.ErrorId.ShouldBe("AuthorizationExpired");
        error.Message.ShouldContain("HTTP 504");
        error.Message.ShouldContain("2026-04-15");
    }

    [Fact]
    public async Task A_used_device_code_is_rejected_at_once()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Service.OAuth.Approve();
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        await stage.Flow.PollAsync(authorization, OAuthStage.Cancellation);
        var error = await Should.ThrowAsync<QwenException>(() => stage.Flow.WaitForTokenAsync(authorization, null, OAuthStage.Cancellation));
        error.ErrorId.ShouldBe("CredentialRejected");
        error.Message.ShouldContain("invalid_grant");
    }

    [Fact]
    public async Task The_wait_reports_the_remaining_time_every_second()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ExpiresIn = TimeSpan.FromSeconds(60);
        stage.Script.Interval = TimeSpan.FromSeconds(3);
        Script(stage, ScriptedPoll.Pending, ScriptedPoll.Success);
        var waits = new List<DeviceWait>();
        await stage.SignInAsync(waits.Add);
        waits.Select(w => (int)w.TimeLeft.TotalSeconds).ShouldBe([60, 59, 58, 57, 56, 55]);
        waits.Select(w => (int)w.NextPollIn.TotalSeconds).ShouldBe([3, 2, 1, 3, 2, 1]);
        waits.Select(w => w.Polls).ShouldBe([0, 0, 0, 1, 1, 1]);
    }

    [Fact]
    public async Task Cancelling_between_polls_ends_at_once_without_another_poll()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Time.WaitsPass = false;
        using var cancellation = new CancellationTokenSource();
        var waiting = stage.Time.WaitBegun;
        var login = stage.SignInAsync(cancellation: cancellation.Token);
        await waiting;
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => login);
        stage.TokenRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelling_during_a_poll_ends_the_request()
    {
        await using var stage = await OAuthStage.StartAsync();
        Script(stage, ScriptedPoll.Hang);
        using var cancellation = new CancellationTokenSource();
        var login = stage.SignInAsync(cancellation: cancellation.Token);
        var hanging = await stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => login);
        await hanging.ClientGone;
        stage.Requests.Count.ShouldBe(2);
    }

    private static void Script(OAuthStage stage, params ScriptedPoll[] answers)
    {
        foreach (var answer in answers)
            stage.Script.ScriptedPolls.Enqueue(answer);
    }

    private static IEnumerable<int> Pauses(OAuthStage stage) =>
        stage.Requests.Zip(stage.Requests.Skip(1), (before, after) => (int)(after.ReceivedAt - before.ReceivedAt).TotalSeconds);
}
