using System.Text;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Streamed answers, whole and broken, over the loopback server.</summary>
public sealed class StreamTests
{
    private const string Whole = "You said: one two three";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chunks_are_numbered_and_the_last_one_has_the_answer()
    {
        await using var bench = await ChatBench.StartAsync();

        var streamed = await bench.StreamAsync();

        streamed.Deltas.Select(d => d.Text).ShouldBe(["You", " said:", " one", " two", " three", ""]);
        streamed.Deltas.Select(d => d.Index).ShouldBe([0, 1, 2, 3, 4, 5]);
        streamed.Deltas.SkipLast(1).ShouldAllBe(d => d.Answer == null && d.Reasoning == null);
        var answer = streamed.Answer;
        (answer.Text, answer.FinishReason, answer.Attempts, answer.Model).ShouldBe((Whole, "stop", 1, ChatBench.Model));
        answer.Usage!.TotalTokens.ShouldBeGreaterThan(0);
        answer.Conversation.Messages.Select(m => m.ToString()).ShouldBe(["user: one two three", $"assistant: {Whole}"]);
    }

    [Fact]
    public async Task Reasoning_is_in_chunks_of_its_own()
    {
        await using var bench = await ChatBench.StartAsync();

        var streamed = await bench.StreamAsync(ChatBench.Request("hi") with { EnableThinking = true });

        var thoughts = streamed.Deltas.Where(d => d.Reasoning is not null).ToList();
        thoughts.ShouldAllBe(d => d.Text.Length == 0);
        string.Concat(thoughts.Select(d => d.Reasoning)).ShouldBe(streamed.Answer.Reasoning);
        streamed.Answer.Text.ShouldBe("You said: hi");
    }

    [Theory]
    [InlineData("stream-crlf-and-comments", "stop")]
    [InlineData("stream-no-done", "stop")]
    [InlineData("stream-json", "stop")]
    [InlineData("null-choices", "stop")]
    [InlineData("no-id-no-created", "stop")]
    [InlineData("created-as-string", "stop")]
    [InlineData("content-parts", "stop")]
    [InlineData("unknown-finish-reason", "end_turn")]
    [InlineData("empty-finish-reason", null)]
    public async Task Responses_that_only_a_strict_reader_rejects_are_answers(string fault, string? reason)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(FaultCatalog.ByName[fault]);

        var streamed = await bench.StreamAsync();

        streamed.Text.ShouldBe(Whole);
        (streamed.Answer.Text, streamed.Answer.FinishReason).ShouldBe((Whole, reason));
    }

    [Fact]
    public async Task A_stream_in_small_reads_that_split_characters_is_complete()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.SlowDrip(37, TimeSpan.FromMilliseconds(1)));

        (await bench.StreamAsync(ChatBench.Request("你好 😀"))).Answer.Text.ShouldBe("You said: 你好 😀");
    }

    [Theory]
    [InlineData("stream-cut", "IncompleteAnswer", "You said:", 1)]
    [InlineData("stream-reset", "IncompleteAnswer", "You said:", 1)]
    [InlineData("cut-body", "IncompleteAnswer", "*", 1)]
    [InlineData("stream-error", "ServiceUnavailable", "You said:", 1)]
    [InlineData("content-filter", "ContentFiltered", "You said: one", 1)]
    [InlineData("stream-html", "ProtocolViolation", null, 1)]
    [InlineData("html-page", "ProtocolViolation", null, 1)]
    [InlineData("stream-empty", "ProtocolViolation", null, 1)]
    [InlineData("empty-body", "ProtocolViolation", null, 1)]
    [InlineData("not-json", "ProtocolViolation", null, 1)]
    [InlineData("error-in-ok", "ServiceUnavailable", null, 3)]
    [InlineData("no-choices", "ProtocolViolation", null, 1)]
    [InlineData("bad-request", "InvalidRequest", null, 1)]
    [InlineData("rate-limited", "RateLimited", null, 3)]
    [InlineData("unavailable", "ServiceUnavailable", null, 3)]
    [InlineData("reset", "ConnectionFailed", null, 3)]
    public async Task A_fault_becomes_an_error_that_keeps_the_text(string fault, string errorId, string? kept, int attempts)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = FaultCatalog.ByName[fault];

        var options = bench.Options(retries: 2) with { IdleTimeout = Timeout.InfiniteTimeSpan };
        var streamed = await bench.WithoutWaitingAsync(bench.StreamAsync(options: options));

        var exception = streamed.Exception.ShouldNotBeNull();
        exception.ErrorId.ShouldBe(errorId);
        exception.Attempts.ShouldBe(bench.Server.Requests.Count);

        // A reset can overtake the response's head, and what was lost before it began is sent again.
        if (kept != "*")
            exception.Attempts.ShouldBe(attempts);
        exception.PartialAnswer.ShouldBe(streamed.Text.Length == 0 ? null : streamed.Text);
        if (kept != "*")
            exception.PartialAnswer.ShouldBe(kept);
        await Task.WhenAll(bench.Server.Requests.Select(r => r.Completed)).WaitAsync(Cancellation);
    }

    [Theory]
    [InlineData("data: {\"code\":\"InternalError\",\"message\":\"it broke\",\"request_id\":\"r1\"}\n\n", "ServiceUnavailable", "it broke")]
    [InlineData("data: {\"error\":{\"code\":429,\"message\":\"slow down\"}}\n\n", "RateLimited", "slow down")]
    [InlineData("data: {\"error\":\"it broke\"}\n\n", "ProtocolViolation", "it broke")]
    [InlineData("event: error\ndata: {\"error\":{\"code\":\"data_inspection_failed\",\"message\":\"no\"}}\n\n", "ContentFiltered", "no")]
    [InlineData("data: not json\n\n", "ProtocolViolation", "not json")]
    [InlineData("data: [DONE]\n\n", "ProtocolViolation", "no answer")]
    [InlineData("data: {\"choices\":[{\"delta\":{}}]}\n\ndata: [DONE]\n\n", "IncompleteAnswer", "finish reason")]
    public async Task Unexpected_events_become_errors(string body, string errorId, string words)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes(body), "text/event-stream"));

        var exception = (await bench.StreamAsync()).Exception.ShouldNotBeNull();

        exception.ErrorId.ShouldBe(errorId);
        exception.Message.ShouldContain(words);
        exception.StatusCode.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_stream_that_stalls_ends_at_the_idle_limit_and_at_the_server()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.StreamStall(2));
        var arrived = PieceCounter(2, out var onDelta);

        var asking = bench.StreamAsync(
            options: bench.Options() with { IdleTimeout = TimeSpan.FromSeconds(20) }, onDelta: onDelta, request: ChatBench.Request());
        var request = await bench.Server.WaitForRequestAsync(0, Cancellation);
        await arrived.WaitAsync(Cancellation);
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(20));

        var exception = (await asking).Exception.ShouldNotBeNull();
        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("RequestTimedOut", "You said:"));
        exception.Message.ShouldContain("sent nothing for 20 seconds");
        await request.ClientGone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task An_endless_stream_ends_at_the_total_limit()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.StreamStall(2));

        var arrived = PieceCounter(2, out var onDelta);

        var asking = bench.StreamAsync(options: bench.Options(timeout: TimeSpan.FromSeconds(60)), onDelta: onDelta);
        var request = await bench.Server.WaitForRequestAsync(0, Cancellation);
        await arrived.WaitAsync(Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(60));

        var exception = (await asking).Exception.ShouldNotBeNull();
        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("RequestTimedOut", "You said:"));
        exception.Message.ShouldContain("within 60 seconds");
        await request.ClientGone.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_slow_reader_does_not_exceed_the_idle_limit()
    {
        await using var bench = await ChatBench.StartAsync();

        var streamed = await bench.StreamAsync(
            options: bench.Options() with { IdleTimeout = TimeSpan.FromSeconds(1) },
            onDelta: _ => bench.Time.Advance(TimeSpan.FromSeconds(10)));

        streamed.Answer.Text.ShouldBe(Whole);
    }

    [Fact]
    public async Task A_reader_that_stops_ends_the_stream_at_the_server_at_once()
    {
        await using var bench = await ChatBench.StartAsync(new() { DeltaDelay = TimeSpan.FromMilliseconds(300) });

        await foreach (var delta in bench.Service.StreamAsync(ChatBench.Request(string.Join(' ', Enumerable.Range(0, 100))), bench.Context(), bench.Options(), Cancellation))
            break;
        var request = bench.Server.Requests.Single();

        await request.ClientGone.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
    }

    [Fact]
    public async Task A_connection_is_reused_for_the_next_stream()
    {
        var connections = 0;
        using var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            Interlocked.Increment(ref connections);
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        };
        using var http = new HttpClient(handler);
        await using var bench = await ChatBench.StartAsync(http: http);

        for (var i = 0; i < 10; i++)
            (await bench.StreamAsync()).Answer.Text.ShouldBe(Whole);

        connections.ShouldBe(1);
    }

    // Completes when that many chunks have arrived.
    private static Task PieceCounter(int count, out Action<ChatDelta> onDelta)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pieces = count;
        onDelta = _ =>
        {
            if (Interlocked.Decrement(ref pieces) == 0)
                arrived.TrySetResult();
        };
        return arrived.Task;
    }
}
