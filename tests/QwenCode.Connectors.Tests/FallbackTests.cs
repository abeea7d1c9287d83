using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Other models and other forms, where the first does not serve.</summary>
public sealed class FallbackTests
{
    private const string RefusedFormat = """{"error":{"message":"'response_format.type' json_schema is not supported","type":"invalid_request_error"}}""";

    private static readonly string[] Others = ["second", "third"];

    [Theory]
    [InlineData("rate-limited", 2, false)]
    [InlineData("unavailable", 2, false)]
    [InlineData("model-not-found", 1, false)]
    [InlineData("rate-limited", 2, true)]
    [InlineData("unavailable", 2, true)]
    [InlineData("model-not-found", 1, true)]
    public async Task The_next_model_is_asked_and_the_answer_tells_both(string fault, int tries, bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue([.. Enumerable.Repeat(FaultCatalog.ByName[fault], tries)]);

        var answer = await AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream, retries: 1);

        (answer.RequestedModel, answer.Model, answer.Attempts).ShouldBe((ChatBench.Model, "second", tries + 1));
        Models(bench).ShouldBe([.. Enumerable.Repeat(ChatBench.Model, tries), "second"]);
        bench.Told.ShouldContain(line => line.Contains("asking second", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_no_model_serves_the_last_failure_counts_all_tries()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.Unavailable;

        var exception = await Should.ThrowAsync<QwenRequestException>(() => AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream: false, retries: 1));

        (exception.ErrorId, exception.Attempts).ShouldBe(("ServiceUnavailable", 6));
        Models(bench).ShouldBe([ChatBench.Model, ChatBench.Model, "second", "second", "third", "third"]);
    }

    [Theory]
    [InlineData("bad-request")]
    [InlineData("quota-exceeded")]
    [InlineData("content-blocked")]
    public async Task What_another_model_cannot_mend_stands(string fault)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = FaultCatalog.ByName[fault];

        await Should.ThrowAsync<QwenRequestException>(() => AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream: false));

        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_overload_told_in_the_stream_before_its_first_piece_counts_too_and_none_after_it()
    {
        var overload = Fault.Raw("data: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}\n\n"u8.ToArray(), "text/event-stream");
        var late = Fault.Raw("data: {\"choices\":[{\"delta\":{\"content\":\"so far\"}}]}\n\ndata: {\"error\":{\"code\":503,\"message\":\"overloaded\"}}\n\n"u8.ToArray(), "text/event-stream");
        await using var bench = await ChatBench.StartAsync();
        var request = ChatBench.Request() with { FallbackModels = Others };

        bench.Server.Enqueue(overload);
        (await bench.StreamAsync(request)).Answer.Model.ShouldBe("second");
        bench.Server.Enqueue(late);
        var broken = await bench.StreamAsync(request, bench.Options(retries: 3));

        (broken.Exception!.ErrorId, broken.Exception.PartialAnswer).ShouldBe(("ServiceUnavailable", "so far"));
        bench.Server.Requests.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"error":{"message":"The server had an error","type":"server_error"}}""", "ServiceUnavailable", false)]
    [InlineData("""{"error":{"message":"The server had an error","type":"server_error"}}""", "ServiceUnavailable", true)]
    [InlineData("""{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", "RateLimited", false)]
    [InlineData("""{"error":{"message":"slow down","code":"rate_limit_exceeded"}}""", "RateLimited", true)]
    [InlineData("""{"choices":[{"finish_reason":"error","error":{"code":502,"message":"provider disconnected"},"message":{"content":"so"}}]}""", "ServiceUnavailable", false)]
    [InlineData("""{"choices":[{"finish_reason":"error","error":{"code":502,"message":"provider disconnected"},"delta":{"content":"so"}}]}""", "ServiceUnavailable", true)]
    public async Task An_error_in_a_200_is_retried_and_then_another_model_is_asked(string body, string errorId, bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        var fault = stream ? Fault.Raw(Encoding.UTF8.GetBytes($"data: {body}\n\n"), "text/event-stream") : Fault.RawJson(body);
        bench.Server.Enqueue(fault, fault);

        var answer = await AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream, retries: 1);

        (answer.Text, answer.Model, answer.Attempts).ShouldBe(("You said: hello", "second", 3));
        Models(bench).ShouldBe([ChatBench.Model, ChatBench.Model, "second"]);
        bench.Told.ShouldContain(line => line.StartsWith($"{errorId}: retrying in ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_that_refuses_json_schema_is_asked_with_json_object_and_the_schema_in_words(bool stream)
    {
        await using var bench = await ChatBench.StartAsync(new() { Strict = true });
        bench.Server.Enqueue(Fault.Status(400, RefusedFormat));
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"answer":{"type":"string"}}}""");

        var answer = await AskAsync(bench, ChatBench.Request("hi") with { Schema = schema.RootElement }, stream);

        answer.Text.ShouldBe("""{"answer":"You said: hi"}""");
        answer.Attempts.ShouldBe(2);
        var bodies = bench.Server.Requests.Select(r => JsonDocument.Parse(r.Body).RootElement).ToList();
        bodies[0].GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText().ShouldBe(schema.RootElement.GetRawText());
        bodies[1].GetProperty("response_format").GetRawText().ShouldBe("""{"type":"json_object"}""");
        bodies[1].GetProperty("messages")[0].GetProperty("content").GetString()!.ShouldContain(schema.RootElement.GetRawText());
    }

    private static async Task<ChatAnswer> AskAsync(ChatBench bench, ChatRequest request, bool stream, int retries = 0)
    {
        var options = bench.Options(retries) with { IdleTimeout = Timeout.InfiniteTimeSpan };
        return stream
            ? (await bench.WithoutWaitingAsync(bench.StreamAsync(request, options))).Answer
            : await bench.WithoutWaitingAsync(bench.Service.AskAsync(request, bench.Context(), options, TestContext.Current.CancellationToken));
    }

    private static IEnumerable<string?> Models(ChatBench bench) =>
        bench.Server.Requests.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("model").GetString());
}
