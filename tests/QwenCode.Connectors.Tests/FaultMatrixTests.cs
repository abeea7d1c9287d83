using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>The error of each fault of a server, and its number of attempts.</summary>
public sealed class FaultMatrixTests
{
    [Theory]
    [InlineData("invalid-api-key", "InvalidApiKey", 401, 1)]
    [InlineData("forbidden", "PermissionDenied", 403, 1)]
    [InlineData("model-not-found", "ModelNotFound", 404, 1)]
    [InlineData("bad-request", "InvalidRequest", 400, 1)]
    [InlineData("context-too-long", "ContextTooLong", 400, 1)]
    [InlineData("content-blocked", "ContentFiltered", 400, 1)]
    [InlineData("payload-too-large", "ContextTooLong", 413, 1)]
    [InlineData("quota-exceeded", "QuotaExceeded", 429, 1)]
    [InlineData("rate-limited", "RateLimited", 429, 3)]
    [InlineData("server-error", "ServiceUnavailable", 500, 3)]
    [InlineData("bad-gateway", "ServiceUnavailable", 502, 3)]
    [InlineData("unavailable", "ServiceUnavailable", 503, 3)]
    [InlineData("html-page", "ProtocolViolation", 200, 1)]
    [InlineData("empty-body", "ProtocolViolation", 200, 1)]
    [InlineData("not-json", "ProtocolViolation", 200, 1)]
    [InlineData("no-choices", "ProtocolViolation", 200, 1)]
    [InlineData("null-choices", "ProtocolViolation", 200, 1)]
    [InlineData("error-in-ok", "ServiceUnavailable", 200, 3)]
    [InlineData("content-filter", "ContentFiltered", 200, 1)]
    public async Task Each_fault_over_HTTP_is_an_error_with_its_id(string fault, string errorId, int status, int attempts)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = FaultCatalog.ByName[fault];

        var exception = await bench.FailAsync(options: bench.Options(retries: 2));

        (exception.ErrorId, exception.StatusCode, exception.Attempts).ShouldBe((errorId, status, attempts));
        bench.Server.Requests.Count.ShouldBe(attempts);
        exception.RequestId.ShouldBe($"req_{attempts:x8}");
        exception.Message.ShouldContain($"{bench.Server.BaseUrl}/chat/completions");
        exception.Message.ShouldNotContain(ChatBench.Key);
    }

    [Theory]
    [InlineData(402, "QuotaExceeded", 1)]
    [InlineData(404, "InvalidRequest", 1)]
    [InlineData(408, "ServiceUnavailable", 3)]
    [InlineData(418, "InvalidRequest", 1)]
    [InlineData(501, "ServiceUnavailable", 1)]
    [InlineData(504, "ServiceUnavailable", 3)]
    [InlineData(529, "ServiceUnavailable", 3)]
    public async Task Each_status_without_a_body_is_an_error_with_its_id(int status, string errorId, int attempts)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.Status(status, body: "");

        var exception = await bench.FailAsync(options: bench.Options(retries: 2));

        (exception.ErrorId, exception.StatusCode, bench.Server.Requests.Count).ShouldBe((errorId, status, attempts));
    }

    [Theory]
    [InlineData("reset", "ConnectionFailed", 3)]
    [InlineData("cut-body", "IncompleteAnswer", 1)]
    public async Task Each_broken_connection_is_an_error_with_its_id(string fault, string errorId, int attempts)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = FaultCatalog.ByName[fault];

        var exception = await bench.FailAsync(options: bench.Options(retries: 2));

        (exception.ErrorId, exception.StatusCode, exception.Attempts, bench.Server.Requests.Count).ShouldBe((errorId, null, attempts, attempts));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("slow-drip")]
    [InlineData("no-id-no-created")]
    [InlineData("created-as-string")]
    [InlineData("content-parts")]
    [InlineData("empty-finish-reason")]
    [InlineData("unknown-finish-reason")]
    public async Task Responses_that_only_a_strict_reader_rejects_are_answers(string fault)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(FaultCatalog.ByName[fault]);

        (await bench.AskAsync("你好 😀")).Text.ShouldBe("You said: 你好 😀");
    }

    [Fact]
    public async Task A_filtered_answer_keeps_the_text_received_so_far()
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = _ => "one two three four" });
        bench.Server.Enqueue(Fault.ContentFilter);

        (await bench.FailAsync()).PartialAnswer.ShouldBe("one two");
    }

    [Fact]
    public async Task An_answer_truncated_at_its_limit_is_an_answer_with_that_finish_reason()
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = _ => "one two three four" });
        bench.Server.Enqueue(Fault.LengthStop);

        var answer = await bench.AskAsync();

        (answer.Text, answer.FinishReason).ShouldBe(("one two", "length"));
    }
}
