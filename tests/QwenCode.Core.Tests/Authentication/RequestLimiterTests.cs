using QwenCode.Authentication;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Authentication;

public sealed class RequestLimiterTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<TimeSpan> _waits = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_waits_until_the_oldest_one_is_a_minute_old_and_reports_how_long()
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
    public async Task Several_requests_wait_in_order_each_for_its_own_time()
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
    public async Task No_sixty_seconds_have_more_requests_than_allowed()
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
    public async Task A_cancelled_request_does_not_count()
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Requests_behind_a_cancelled_one_move_up(int cancelled)
    {
        var limiter = new RequestLimiter(1, _time);
        await Acquire(limiter);
        using var cancellation = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 3).Select(i => Acquire(limiter, i == cancelled ? cancellation.Token : Cancellation)).ToList();
        _time.Advance(TimeSpan.FromSeconds(10));
        _waits.Clear();

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting[cancelled]);
        waiting.RemoveAt(cancelled);
        _waits.Select(wait => wait.TotalSeconds).ShouldBe(cancelled == 0 ? [50, 110] : [110]);
        _time.Advance(TimeSpan.FromSeconds(50));
        await waiting[0].WaitAsync(Cancellation);
        waiting[1].IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(60));
        await waiting[1].WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_request_cancelled_before_does_not_count_either()
    {
        var limiter = new RequestLimiter(1, _time);
        await Acquire(limiter);

        await Should.ThrowAsync<OperationCanceledException>(() => Acquire(limiter, new CancellationToken(canceled: true)));
        var next = Acquire(limiter);
        _time.Advance(TimeSpan.FromMinutes(1));

        await next.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task Requests_on_several_threads_lose_no_turn()
    {
        const int Limit = 10;
        const int Count = 400;
        var limiter = new RequestLimiter(Limit, _time);
        using var cancellation = new CancellationTokenSource();
        var waiting = new Task[Count];
        Parallel.For(0, Count, i => waiting[i] = Acquire(limiter, i % 2 == 0 ? cancellation.Token : Cancellation, static _ => { }));

        await cancellation.CancelAsync();
        for (var minutes = 0; minutes < Count / 2 / Limit; minutes++)
            _time.Advance(TimeSpan.FromMinutes(1));

        await Task.WhenAll(waiting.Where((_, i) => i % 2 == 1)).WaitAsync(Cancellation);
        waiting.Count(task => task.IsCompletedSuccessfully).ShouldBeLessThanOrEqualTo((Count / 2) + Limit);
    }

    private Task Acquire(RequestLimiter limiter, CancellationToken? cancellation = null, Action<TimeSpan>? onWait = null) =>
        limiter.AcquireAsync(onWait ?? _waits.Add, cancellation ?? Cancellation).AsTask();
}
