using QwenCode.Loopback;
using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>Intervals that are not whole seconds, and the end of a code's lifetime.</summary>
public sealed class DevicePauseTests
{
    [Fact]
    public async Task An_interval_of_one_and_a_half_seconds_is_observed_exactly()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.Interval = TimeSpan.FromSeconds(1.5);
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.Pending);
        stage.Service.OAuth.Approve();
        var waits = new List<DeviceWait>();

        await stage.SignInAsync(waits.Add);

        waits.Select(wait => wait.NextPollIn.TotalSeconds).ShouldBe([1.5, 0.5, 1.5, 0.5]);
        (stage.Requests[2].ReceivedAt - stage.Requests[0].ReceivedAt).ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_code_is_not_polled_at_the_moment_of_its_expiry()
    {
        await using var stage = await OAuthStage.StartAsync();
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        stage.Time.Advance(stage.Script.ExpiresIn);

        var error = await Should.ThrowAsync<QwenException>(() => stage.Flow.PollAsync(authorization, OAuthStage.Cancellation));

        error.ErrorId.ShouldBe("AuthorizationExpired");
        stage.TokenRequests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_poll_that_hangs_times_out_when_the_code_expires()
    {
        await using var stage = await OAuthStage.StartAsync();
        stage.Script.ExpiresIn = TimeSpan.FromSeconds(10);
        stage.Script.ScriptedPolls.Enqueue(ScriptedPoll.Hang);
        var authorization = await stage.Flow.RequestAsync(OAuthStage.Cancellation);
        var polling = stage.Flow.PollAsync(authorization, OAuthStage.Cancellation);
        await stage.Service.WaitForRequestAsync(1, OAuthStage.Cancellation);

        stage.Time.Advance(TimeSpan.FromSeconds(10));

        (await polling.WaitAsync(TimeSpan.FromMinutes(1), OAuthStage.Cancellation)).IsTimeout.ShouldBeTrue();
    }
}
