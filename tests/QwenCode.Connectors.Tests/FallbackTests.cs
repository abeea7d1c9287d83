using System.Text;
using System.Text.Json;
using QwenCode.Chat;
using QwenCode.Errors;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

/// <summary>Fallbacks to other models and other variants of a request.</summary>
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
    public async Task The_request_is_sent_to_the_next_model_and_the_answer_names_both(string fault, int attempts, bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue([.. Enumerable.Repeat(FaultCatalog.ByName[fault], attempts)]);

        var answer = await AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream, retries: 1);

        (answer.RequestedModel, answer.Model, answer.Attempts).ShouldBe((ChatBench.Model, "second", attempts + 1));
        Models(bench).ShouldBe([.. Enumerable.Repeat(ChatBench.Model, attempts), "second"]);
        bench.Told.ShouldContain(line => line.Contains("falling back to second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task If_every_model_fails_the_error_is_that_of_the_first_and_names_the_others(bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.RateLimited(TimeSpan.FromSeconds(1)), Fault.RateLimited(TimeSpan.FromSeconds(1)), Fault.Unavailable, Fault.Unavailable, Fault.ModelNotFound);

        var exception = await Should.ThrowAsync<QwenRequestException>(() => AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream, retries: 1));

        (exception.ErrorId, exception.StatusCode, exception.Attempts).ShouldBe(("RateLimited", 429, 5));
        Models(bench).ShouldBe([ChatBench.Model, ChatBench.Model, "second", "second", "third"]);
        var url = $"{bench.Server.BaseUrl}/chat/completions";
        exception.Message.ShouldMatch($"^{url} reported too many requests .*, after 2 attempts\\. .*The fallback second failed, too: {url} failed .*, after 2 attempts\\. The fallback third failed, too: {url} has no model 'third' ");
        exception.Message.ShouldEndWith(exception.RecommendedAction);
    }

    [Theory]
    [InlineData("invalid-api-key")]
    [InlineData("forbidden")]
    [InlineData("quota-exceeded")]
    [InlineData("model-not-found")]
    public async Task A_fallback_that_fails_for_a_reason_of_its_own_is_followed_by_the_next(string fault)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable, FaultCatalog.ByName[fault]);

        var answer = await AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream: false);

        (answer.RequestedModel, answer.Model, answer.Attempts).ShouldBe((ChatBench.Model, "third", 3));
    }

    [Fact]
    public async Task A_fallback_whose_route_cannot_be_used_is_followed_by_the_next()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable);
        var context = TestEndpoint.Context(bench.Server.BaseUrl, bench.Time, ChatBench.Model, routeOf: model => model == "second" ? throw QwenErrors.UntrustedEndpoint("host", "reason") : null);

        var answer = await bench.Service.AskAsync(ChatBench.Request() with { FallbackModels = Others }, context, bench.Options(), TestContext.Current.CancellationToken);

        answer.Model.ShouldBe("third");
        bench.Told.ShouldContain("UntrustedEndpoint: second did not answer; falling back to third.");
    }

    [Fact]
    public async Task A_failure_of_a_fallback_that_another_model_cannot_fix_is_final_and_names_the_models_before()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable, Fault.ContentBlocked);

        var exception = await Should.ThrowAsync<QwenRequestException>(() => AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream: false));

        (exception.ErrorId, exception.Attempts).ShouldBe(("ContentFiltered", 2));
        exception.Message.ShouldContain($"second was requested as a fallback. {ChatBench.Model} failed before: {bench.Server.BaseUrl}/chat/completions failed (HTTP 503");
    }

    [Fact]
    public async Task A_request_that_is_canceled_goes_to_no_further_model()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Unavailable);
        var changes = new List<string>();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var options = bench.Options() with
        {
            Notify = text =>
            {
                changes.Add(text);
                cancellation.Cancel();
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(() => bench.Service.AskAsync(ChatBench.Request() with { FallbackModels = Others }, bench.Context(), options, cancellation.Token));

        changes.ShouldHaveSingleItem().ShouldEndWith("falling back to second.");
    }

    [Theory]
    [InlineData("bad-request")]
    [InlineData("quota-exceeded")]
    [InlineData("content-blocked")]
    public async Task A_failure_that_another_model_cannot_fix_is_final(string fault)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = FaultCatalog.ByName[fault];

        await Should.ThrowAsync<QwenRequestException>(() => AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream: false));

        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_overload_leads_to_the_next_model_before_the_first_chunk_and_not_after_it()
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
    public async Task An_error_in_a_200_is_retried_and_then_sent_to_another_model(string body, string errorId, bool stream)
    {
        await using var bench = await ChatBench.StartAsync();
        var fault = stream ? Fault.Raw(Encoding.UTF8.GetBytes($"data: {body}\n\n"), "text/event-stream") : Fault.RawJson(body);
        bench.Server.Enqueue(fault, fault);

        var answer = await AskAsync(bench, ChatBench.Request() with { FallbackModels = Others }, stream, retries: 1);

        (answer.Text, answer.Model, answer.Attempts).ShouldBe(("You said: hello", "second", 3));
        Models(bench).ShouldBe([ChatBench.Model, ChatBench.Model, "second"]);
        bench.Told.ShouldContain(line => line.Contains($"({errorId}); retry 1 of ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_service_without_json_schema_gets_json_object_and_the_schema_in_the_prompt(bool stream)
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

    [Theory]
    [InlineData(400, """{"error":{"code":"invalid_parameter_error","message":"parameter.enable_thinking must be set to false for non-streaming calls"}}""")]
    [InlineData(400, """{"error":{"message":"This model only support stream mode, please enable the stream parameter to access the model. ","type":"invalid_request_error"}}""")]
    [InlineData(422, """{"detail":"Stream must be set to true"}""")]
    public async Task A_service_that_only_streams_gets_a_stream_request_and_later_directly(int status, string rejection)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Status(status, rejection));

        var first = await bench.AskAsync();
        var second = await bench.AskAsync("again");
        var other = await bench.Service.AskAsync(ChatBench.Request() with { Model = "other" }, bench.Context(), bench.Options(), TestContext.Current.CancellationToken);

        (first.Text, first.Attempts, first.Usage is null).ShouldBe(("You said: hello", 2, false));
        (second.Text, second.Attempts).ShouldBe(("You said: again", 1));
        other.Attempts.ShouldBe(1);
        bench.Server.Requests.Select(r => r.Body.Contains("\"stream\":true", StringComparison.Ordinal)).ShouldBe([false, true, true, false]);
        bench.Told.ShouldContain("InvalidRequest: the model supports only streaming; streaming the answer and collecting it.");
    }

    [Fact]
    public async Task A_stream_that_the_service_requires_fails_as_any_other()
    {
        await using var bench = await ChatBench.StartAsync();
        var rejection = Fault.Status(400, """{"error":{"message":"This model only support stream mode"}}""");
        bench.Server.Enqueue(rejection, Fault.StreamCut(2), rejection);

        var broken = await bench.FailAsync();
        var refused = await bench.FailAsync();

        (broken.ErrorId, broken.PartialAnswer, broken.Attempts).ShouldBe(("IncompleteAnswer", "You said:", 2));
        (refused.ErrorId, refused.Attempts).ShouldBe(("InvalidRequest", 1));
    }

    [Theory]
    [InlineData(422, """{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}""")]
    [InlineData(400, """{"error":{"message":"Unrecognized request argument supplied: stream_options"}}""")]
    public async Task A_service_that_rejects_stream_options_gets_none_and_later_directly(int status, string rejection)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Status(status, rejection));

        var first = (await bench.StreamAsync()).Answer;
        var second = (await bench.StreamAsync()).Answer;

        (first.Text, first.Attempts, second.Attempts).ShouldBe(("You said: one two three", 2, 1));
        bench.Server.Requests.Select(r => r.Body.Contains("stream_options", StringComparison.Ordinal)).ShouldBe([true, false, false]);
    }

    [Fact]
    public async Task A_service_that_only_streams_and_rejects_stream_options_returns_an_answer()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(
            Fault.Status(400, """{"error":{"message":"This model only support stream mode"}}"""), Fault.Status(422, """{"detail":"stream_options: extra inputs are not permitted"}"""));

        (await bench.AskAsync()).Attempts.ShouldBe(3);
        (await bench.AskAsync()).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Stream_options_of_the_user_do_not_cause_a_stream()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.Status(400, """{"error":{"message":"The 'stream_options' parameter is only allowed in streaming mode"}}""");

        (await bench.FailAsync()).Attempts.ShouldBe(1);
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
