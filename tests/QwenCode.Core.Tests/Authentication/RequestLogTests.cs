using QwenCode.Authentication;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Authentication;

public sealed class RequestLogTests
{
    [Fact]
    public void A_request_counts_for_sixty_seconds()
    {
        var time = new ManualTimeProvider();
        var log = new RequestLog(time);

        log.Add();
        time.Advance(TimeSpan.FromSeconds(30));
        log.Add();
        log.LastMinute.ShouldBe(2);
        time.Advance(TimeSpan.FromSeconds(30));
        log.LastMinute.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(30));

        (log.LastMinute, log.Today).ShouldBe((0, 2));
    }

    [Fact]
    public void At_midnight_the_count_of_the_day_is_reset_and_that_of_the_minute_continues()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 4, 23, 59, 50, TimeSpan.Zero));
        var log = new RequestLog(time);

        log.Add();
        log.Add();
        time.Advance(TimeSpan.FromSeconds(20));
        (log.LastMinute, log.Today).ShouldBe((2, 0));
        log.Add();

        (log.LastMinute, log.Today).ShouldBe((3, 1));
    }

    [Fact]
    public void Midnight_is_that_of_the_local_time()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(8), null, null);
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 3, 4, 15, 59, 0, TimeSpan.Zero)) { Zone = zone };
        var log = new RequestLog(time);

        log.Add();
        time.Advance(TimeSpan.FromMinutes(1));

        log.Today.ShouldBe(0);
    }

    [Fact]
    public void Threads_lose_no_request()
    {
        var log = new RequestLog(new ManualTimeProvider());

        Parallel.For(0, 1000, _ => log.Add());

        (log.LastMinute, log.Today).ShouldBe((1000, 1000));
    }

    [Fact]
    public void Each_provider_has_a_count_of_its_own()
    {
        var logs = new RequestLogs(new ManualTimeProvider());

        logs.Of("DashScope").Add();

        (logs.Of("dashscope").Today, logs.Of("OpenRouter").Today).ShouldBe((1, 0));
    }
}
