using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Attempts and the pauses between them, by a manual clock.</summary>
public sealed class RetryTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Retry_After_is_observed_exactly()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RateLimited(TimeSpan.FromSeconds(20)), Fault.RateLimited(retryAfterMs: 1500));

        var asking = bench.AskAsync(options: bench.Options(retries: 3));
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(20) - Moment);
        bench.Server.Requests.Count.ShouldBe(1);
        bench.Time.Advance(Moment);
        await bench.Server.WaitForRequestAsync(1, Cancellation);
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        bench.Time.Advance(TimeSpan.FromMilliseconds(1500));
        var answer = await asking;

        answer.Attempts.ShouldBe(3);
        answer.Duration.ShouldBe(TimeSpan.FromMilliseconds(21500));
        bench.Told.ShouldContain(t => t.Contains("HTTP 429", StringComparison.Ordinal) && t.Contains("20 s", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    [InlineData(20_000)]
    public async Task Retry_After_may_be_a_date_of_the_services_clock(int hours)
    {
        await using var bench = await ChatBench.StartAsync();
        var theirs = bench.Time.GetUtcNow().AddHours(hours);
        bench.Server.Enqueue(Fault.RateLimitedUntil(theirs.AddSeconds(42), theirs));

        var answer = await bench.WithoutWaitingAsync(bench.AskAsync(options: bench.Options(retries: 1)));

        answer.Duration.ShouldBe(TimeSpan.FromSeconds(42));
    }

    [Fact]
    public async Task A_wait_of_more_than_a_minute_fails_at_once_and_shows_how_long()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RateLimited(TimeSpan.FromMinutes(10)));

        var exception = await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync(options: bench.Options(retries: 3)));

        (exception.ErrorId, exception.RetryAfter, exception.Attempts).ShouldBe(("RateLimited", TimeSpan.FromMinutes(10), 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Attempts_end_with_the_maximum(int retries)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.Unavailable;

        var exception = await bench.FailAsync(options: bench.Options(retries));

        exception.Attempts.ShouldBe(retries + 1);
        bench.Server.Requests.Count.ShouldBe(retries + 1);
    }

    [Fact]
    public async Task After_a_reset_connection_the_next_attempt_succeeds()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Reset, Fault.ServerError, Fault.BadGateway);

        var answer = await bench.WithoutWaitingAsync(bench.AskAsync("again", options: bench.Options(retries: 3)));

        (answer.Text, answer.Attempts).ShouldBe(("You said: again", 4));
        bench.Server.Requests.Select(r => r.Body).Distinct().ShouldHaveSingleItem();
        bench.Server.Requests.ShouldAllBe(r => r.Headers["Authorization"] == $"Bearer {ChatBench.Key}");
    }

    [Theory]
    [InlineData(Dress.OpenAI)]
    [InlineData(Dress.DashScope)]
    [InlineData(Dress.OpenRouter)]
    [InlineData(Dress.ModelScope)]
    public async Task An_exhausted_quota_is_never_retried(Dress dress)
    {
        await using var bench = await ChatBench.StartAsync(new() { Dress = dress });
        bench.Server.Always = Fault.QuotaExceeded;

        (await bench.FailAsync(options: bench.Options(retries: 3))).ErrorId.ShouldBe("QuotaExceeded");
        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_list_of_models_is_retried_too()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable);

        var models = await bench.WithoutWaitingAsync(bench.Service.ListModelsAsync(bench.Context(), bench.Options(retries: 1), Cancellation));

        models.ShouldNotBeEmpty();
        bench.Server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task HTTP_failures_and_errors_in_a_200_share_one_maximum_of_retries()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable, Fault.ErrorInOk, Fault.Unavailable, Fault.ErrorInOk);

        var exception = await bench.FailAsync(options: bench.Options(retries: 3));

        (exception.ErrorId, exception.Attempts, bench.Server.Requests.Count).ShouldBe(("ServiceUnavailable", 4, 4));
    }

    [Fact]
    public async Task A_list_of_models_with_an_error_in_a_200_is_retried()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.ErrorInOk);

        var models = await bench.WithoutWaitingAsync(bench.Service.ListModelsAsync(bench.Context(), bench.Options(retries: 1), Cancellation));

        models.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_deadline_ends_the_pause_after_an_error_in_a_200_too()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.ErrorInOk;

        var exception = await bench.FailAsync(options: bench.Options(retries: 9, timeout: TimeSpan.FromSeconds(60)) with { RetryInterval = TimeSpan.FromSeconds(30) });

        exception.ErrorId.ShouldBe("RequestTimedOut");
    }

    [Fact]
    public async Task The_deadline_applies_to_all_attempts_together()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.RateLimited(TimeSpan.FromSeconds(40));

        var exception = await bench.FailAsync(options: bench.Options(retries: 9, timeout: TimeSpan.FromSeconds(60)));

        (exception.ErrorId, exception.Attempts).ShouldBe(("RequestTimedOut", 2));
    }

    [Fact]
    public async Task A_pause_ends_when_it_is_cancelled()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.RateLimited(TimeSpan.FromSeconds(40));
        using var cancelled = new CancellationTokenSource();

        var asking = bench.AskAsync(options: bench.Options(retries: 3), cancellationToken: cancelled.Token);
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        bench.Server.Requests.Count.ShouldBe(1);
    }
}
