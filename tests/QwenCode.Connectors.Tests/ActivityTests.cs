using System.Text;
using QwenCode.Authentication;
using QwenCode.Http;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

/// <summary>What a request reports about itself on its way, by a clock that the test moves.</summary>
public sealed class ActivityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_pause_before_a_retry_is_reported_with_reason_number_and_time_and_then_the_wait_for_the_answer(bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RateLimited(TimeSpan.FromSeconds(20)), Fault.Hang);
        using var end = new CancellationTokenSource();
        var activity = new RequestActivity(bench.Time);
        var options = bench.Options(retries: 3) with { Activity = activity };

        Task asking = stream
            ? bench.Service.StreamAsync(ChatBench.Request(), bench.Context(), options, end.Token).GetAsyncEnumerator(end.Token).MoveNextAsync().AsTask()
            : bench.AskAsync(options: options, cancellationToken: end.Token);
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        (activity.Title, activity.State.Status).ShouldBe(($"Chat request to {ChatBench.Model}", "HTTP 429: retry 1 of 3 in 15 s"));
        bench.Time.Advance(TimeSpan.FromSeconds(15));
        await bench.Server.WaitForRequestAsync(1, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(7));
        activity.State.Status.ShouldBe("waiting for the answer, 7 s (retry 1 of 3)");

        await end.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_failure_in_a_response_with_a_success_status_is_reported_as_well()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RawJson("""{"error":{"message":"busy","type":"rate_limit_error","code":"rate_limit_exceeded"}}"""));
        var activity = new RequestActivity(bench.Time);

        var asking = bench.AskAsync(options: bench.Options(retries: 2) with { Activity = activity });
        await bench.Time.WaitForTimersAsync(2, Cancellation);

        activity.State.Status.ShouldBe("RateLimited: retry 1 of 2 in 1 s");
        (await bench.WithoutWaitingAsync(asking)).Text.ShouldBe("You said: hello");
    }

    [Fact]
    public async Task The_wait_for_the_rate_limit_is_reported_with_its_time()
    {
        await using var bench = await ChatBench.StartAsync();
        var context = TestEndpoint.Context(bench.Server.BaseUrl, bench.Time, ChatBench.Model, limiter: new RequestLimiter(1, bench.Time));
        var activity = new RequestActivity(bench.Time);

        await bench.AskAsync(context: context);
        bench.Time.Advance(TimeSpan.FromSeconds(10));
        var second = bench.AskAsync(context: context, options: bench.Options() with { Activity = activity });
        await bench.Time.WaitForTimersAsync(2, Cancellation);

        activity.State.Status.ShouldBe("rate limit: the request is sent in 50 s");
        (await bench.WithoutWaitingAsync(second)).Text.ShouldBe("You said: hello");
    }

    [Fact]
    public async Task The_characters_of_reasoning_and_text_are_counted_as_they_arrive()
    {
        await using var bench = await ChatBench.StartAsync();
        var body = """
            data: {"choices":[{"delta":{"reasoning_content":"hmm"}}]}

            data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\n")), "text/event-stream"));
        var activity = new RequestActivity(bench.Time);
        var seen = new List<string>();

        await foreach (var _ in bench.Service.StreamAsync(ChatBench.Request(), bench.Context(), bench.Options() with { Activity = activity }, Cancellation))
            seen.Add(activity.State.Status);

        seen.ShouldBe(["thinking, 3 characters in 0 s", "receiving the answer, 2 characters in 0 s", "receiving the answer, 2 characters in 0 s"]);
    }

    [Fact]
    public async Task The_list_of_models_is_reported_too()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable);
        var activity = new RequestActivity(bench.Time);

        var listing = bench.Service.ListModelsAsync(bench.Context(), bench.Options(retries: 1) with { Activity = activity }, Cancellation);
        await bench.Time.WaitForTimersAsync(2, Cancellation);

        (activity.Title, activity.State.Status).ShouldBe(("Model list request", "HTTP 503: retry 1 of 1 in 1 s"));
        (await bench.WithoutWaitingAsync(listing)).ShouldNotBeEmpty();
    }
}
