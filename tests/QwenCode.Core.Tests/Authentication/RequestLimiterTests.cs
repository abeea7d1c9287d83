using QwenCode.Authentication;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Authentication;

public sealed class RequestLimiterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<TimeSpan> _waits = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_waits_until_the_oldest_one_is_a_minute_old_and_knows_how_long()
    {
        var limiter = new RequestLimiter(2, _time);

        Acquire(limiter).IsCompletedSuccessfully.ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(20));
        Acquire(limiter).IsCompletedSuccessfully.ShouldBeTrue();
        _waits.ShouldBeEmpty();
        var third = Acquire(limiter);
        _waits.ShouldBe([TimeSpan.FromSeconds(40)]);
        _time.Advance(TimeSpan.FromSeconds(39.9));
        third.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        await third.WaitAsync(Cancellation);
        _waits.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Several_wait_in_their_order_each_for_its_own_time()
    {
        var limiter = new RequestLimiter(2, _time);
        await Acquire(limiter);
        _time.Advance(TimeSpan.FromSeconds(10));
        await Acquire(limiter);

        var waiting = Enumerable.Range(0, 5).Select(_ => Acquire(limiter)).ToArray();

        _waits.Select(wait => wait.TotalSeconds).ShouldBe([50, 60, 110, 120, 170]);
        foreach (var (seconds, request) in new[] { 50, 10, 50, 10, 50 }.Zip(waiting))
        {
            request.IsCompleted.ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(seconds));
            await request.WaitAsync(Cancellation);
        }

        _waits.Count.ShouldBe(5);
    }

    [Fact]
    public async Task At_no_time_are_there_more_than_allowed_in_sixty_seconds()
    {
        const int Limit = 3;
        var limiter = new RequestLimiter(Limit, _time);
        var sent = new List<DateTimeOffset>();
        var requests = Enumerable.Range(0, 20)
            .Select(_ => Acquire(limiter).ContinueWith(_ => sent.Add(_time.GetUtcNow()), Cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))
            .ToArray();

        for (var seconds = 0; seconds < 420; seconds += 7)
            _time.Advance(TimeSpan.FromSeconds(7));

        await Task.WhenAll(requests).WaitAsync(Cancellation);
        for (var i = Limit; i < sent.Count; i++)
            (sent[i] - sent[i - Limit]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task One_that_is_cancelled_takes_no_turn()
    {
        var limiter = new RequestLimiter(1, _time);
        await Acquire(limiter);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Acquire(limiter, cancellation.Token);

        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => cancelled);
        var next = Acquire(limiter);
        _waits.Select(wait => wait.TotalSeconds).ShouldBe([60, 60]);
        _time.Advance(TimeSpan.FromMinutes(1));

        await next.WaitAsync(Cancellation);
    }

    private Task Acquire(RequestLimiter limiter, CancellationToken? cancellation = null) => limiter.AcquireAsync(_waits.Add, cancellation ?? Cancellation).AsTask();
}
