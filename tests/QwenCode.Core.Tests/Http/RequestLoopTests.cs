using System.Net.Sockets;
using QwenCode.Authentication;
using QwenCode.Core.Tests.Chat;
using QwenCode.Http;
using QwenCode.Receiving;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Http;

/// <summary>The one loop of all requests, without HTTP.</summary>
public sealed class RequestLoopTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<string> _log = [];
    private readonly List<string> _traced = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_sent_with_method_path_body_headers_and_credential()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(200, "answer"));

        (await SendAsync(sender, Call(new ApiKeyCredential(new Secret("sk-1"))))).ShouldBe("answer");

        var sent = sender.Sent.ShouldHaveSingleItem();
        (sent.Method, sent.Path, sent.Body).ShouldBe(("PUT", "some/path", "body"));
        sent.Headers["Authorization"].ShouldBe("Bearer sk-1");
        sent.Headers["User-Agent"].ShouldStartWith("QwenCode-PowerShell/");
    }

    [Fact]
    public async Task Without_a_credential_none_is_sent()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(200, "x"));

        await SendAsync(sender, Call(credential: null));

        sender.Sent.ShouldHaveSingleItem().Headers.Keys.ShouldBe(["User-Agent"]);
    }

    [Theory]
    [InlineData(401, "{}")]
    [InlineData(403, """{"error":{"code":"invalid_api_key","message":"x"}}""")]
    public async Task A_rejected_token_is_renewed_once_and_the_next_one_sent_without_a_pause(int status, string body)
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(status, body), () => FakeResponse.Of(200, "x"));
        var call = Call(new RenewableCredential("t"));

        await SendAsync(sender, call);

        sender.Sent.Select(sent => sent.Headers["Authorization"]).ShouldBe(["Bearer t0", "Bearer t1"]);
        (call.Attempts, call.Endpoint.Requests.LastMinute).ShouldBe((2, 2));
        _log.ShouldHaveSingleItem().ShouldContain("the token was renewed");
        sender.Responses.ShouldAllBe(response => response.IsDisposed);
    }

    [Fact]
    public async Task A_token_that_is_rejected_again_is_not_renewed_again()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(401, "{}"));
        var credential = new RenewableCredential("t");

        var exception = await Should.ThrowAsync<QwenRequestException>(() => SendAsync(sender, Call(credential)));

        (exception.ErrorId, exception.Attempts, credential.Renewals).ShouldBe(("InvalidApiKey", 2, 1));
    }

    [Fact]
    public async Task A_renewed_token_takes_none_of_the_retries()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(401, "{}"), () => FakeResponse.Of(503, "{}", ("Retry-After", "0")));

        var exception = await Should.ThrowAsync<QwenRequestException>(() => SendAsync(sender, Call(new RenewableCredential("t"))));

        (exception.ErrorId, exception.Attempts).ShouldBe(("ServiceUnavailable", 5));
        _log.Skip(1).ShouldBe(
        [
            "Attempt 2 failed (HTTP 503); retry 1 of 3 in 0 s.",
            "Attempt 3 failed (HTTP 503); retry 2 of 3 in 0 s.",
            "Attempt 4 failed (HTTP 503); retry 3 of 3 in 0 s.",
        ]);
    }

    [Fact]
    public async Task A_transient_failure_is_retried_after_its_pause_and_each_response_is_disposed_of()
    {
        var sender = new ScriptedSender(
            () => FakeResponse.Of(429, "{}", ("Retry-After", "7")), () => throw new HttpRequestException("", new SocketException((int)SocketError.ConnectionReset)),
            () => FakeResponse.Of(503, "{}"), () => FakeResponse.Of(200, "x"));
        var sending = SendAsync(sender, Call());

        await _time.WaitForTimersAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(6));
        sender.Sent.Count.ShouldBe(1);
        await RunAsync(sending);

        (await sending).ShouldBe("x");
        sender.Responses.Count.ShouldBe(3);
        sender.Responses.ShouldAllBe(response => response.IsDisposed);
        _log.Count.ShouldBe(3);
        _log[0].ShouldBe("Attempt 1 failed (HTTP 429); retry 1 of 3 in 7 s.");
    }

    [Fact]
    public async Task A_transient_failure_in_the_body_is_retried_unless_the_answer_is_incomplete()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(200, "x"));
        var reads = 0;
        var call = Call();
        var sending = Loop(sender).SendAsync<string>(
            call, _ => ++reads == 1 ? throw FailureClassifier.FromErrorObject(call.Facts, new ServiceError("429", "slow down", null)) : throw new IOException("cut"));

        await RunAsync(sending);

        var exception = await Should.ThrowAsync<QwenRequestException>(() => sending);
        (exception.ErrorId, exception.Attempts, reads).ShouldBe(("IncompleteAnswer", 2, 2));
        sender.Responses.ShouldAllBe(response => response.IsDisposed);
    }

    [Fact]
    public async Task Each_attempt_waits_for_the_rate_limit()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(503, "{}", ("Retry-After", "0")), () => FakeResponse.Of(200, "x"));
        var sending = SendAsync(sender, Call(limit: 1, seconds: 90));

        await _time.WaitForTimersAsync(2, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(59));
        sender.Sent.Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await sending).ShouldBe("x");
    }

    public static TheoryData<string> Waits => ["pause", "rate", "send", "credential", "read"];

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task The_deadline_ends_every_wait(string where)
    {
        var sending = Waiting(where);

        await _time.WaitForTimersAsync(where is "pause" or "rate" ? 2 : 1, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(50));

        (await Should.ThrowAsync<QwenRequestException>(() => sending)).ErrorId.ShouldBe("RequestTimedOut");
    }

    [Theory]
    [MemberData(nameof(Waits))]
    public async Task A_cancellation_ends_every_wait(string where)
    {
        var sending = Waiting(where);

        await _time.WaitForTimersAsync(where is "pause" or "rate" ? 2 : 1, Cancellation);
        await _cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task The_request_and_its_last_response_are_shown_without_the_key()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(503, "first", ("Retry-After", "0")), () => FakeResponse.Of(200, "the key sk-secret-0123456789"));

        await SendAsync(sender, Call(new ApiKeyCredential(new Secret("sk-secret-0123456789"))));

        _traced.Count.ShouldBe(2);
        _traced[0].ShouldBe("Request body, https://h/v1: body");
        _traced[1].ShouldStartWith("Response body (HTTP 200), https://h/v1: the key ****");
    }

    [Fact]
    public async Task A_last_response_with_an_error_is_shown_too()
    {
        var sender = new ScriptedSender(() => FakeResponse.Of(400, "no"));

        await Should.ThrowAsync<QwenRequestException>(() => SendAsync(sender, Call()));

        _traced.ShouldBe(["Request body, https://h/v1: body", "Response body (HTTP 400), https://h/v1: no"]);
    }

    public void Dispose() => _cancellation.Dispose();

    private Task<string> Waiting(string where)
    {
        var sender = where switch
        {
            "pause" or "rate" => new ScriptedSender(() => FakeResponse.Of(503, "{}", ("Retry-After", where == "pause" ? "60" : "0"))),
            _ => new ScriptedSender(() => FakeResponse.Of(200, "x")) { Hangs = where == "send" },
        };
        var call = Call(where == "credential" ? new HangingCredential() : null, where == "rate" ? 1 : 0);
        return where == "read" ? Loop(sender).SendAsync(call, _ => HangAsync<string>(call.Deadline.Token)) : SendAsync(sender, call);
    }

    private async Task RunAsync(Task sending)
    {
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        while (await Task.WhenAny(sending, _time.WaitForTimersAsync(2, finished.Token)) != sending)
            _time.AdvanceToNextTimer(2);
        await finished.CancelAsync();
    }

    private RequestLoop Loop(ISender sender) => new(sender, _time, new RequestTrace(_traced.Add));

    private Task<string> SendAsync(ISender sender, ServiceCall call) => Loop(sender).SendAsync(call, async response =>
    {
        var body = await BodyReader.ReadAsync(response.Content, 1000, call.Deadline.Token);
        response.Dispose();
        return System.Text.Encoding.UTF8.GetString(body.Bytes.Span);
    });

    private ServiceCall Call(Credential? credential = null, int limit = 0, int seconds = 50)
    {
        var endpoint = Answers.EndpointOf(_time, credential, limit == 0 ? null : new RequestLimiter(limit, _time));
        var deadline = new Deadline(TimeSpan.FromSeconds(seconds), _time, _cancellation.Token);
        return new ServiceCall(endpoint, new CallOptions { Log = _log.Add }, deadline, "PUT", "some/path", "body"u8.ToArray());
    }

    private static async Task<T> HangAsync<T>(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        throw new InvalidOperationException();
    }

    private sealed record SentRequest(string Method, string Path, string Body, IReadOnlyDictionary<string, string> Headers);

    // The last response of the script comes again and again.
    private sealed class ScriptedSender(params Func<FakeResponse>[] script) : ISender
    {
        public List<SentRequest> Sent { get; } = [];

        public List<FakeResponse> Responses { get; } = [];

        public bool Hangs { get; init; }

        public async Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
        {
            Sent.Add(new SentRequest(request.Method, request.Path, System.Text.Encoding.UTF8.GetString(request.Body.Span), new Dictionary<string, string>(request.Headers)));
            if (Hangs)
                return await HangAsync<ServiceResponse>(cancellationToken);
            var response = script[Math.Min(Sent.Count, script.Length) - 1]();
            Responses.Add(response);
            return response;
        }
    }

    private sealed class RenewableCredential(string name) : Credential
    {
        public int Renewals { get; private set; }

        public override ValueTask<Secret> GetAsync(CancellationToken cancellationToken) => new(new Secret($"{name}{Renewals}"));

        public override ValueTask<bool> RenewAsync(Secret rejected, CancellationToken cancellationToken)
        {
            rejected.Reveal().ShouldBe($"{name}{Renewals}");
            Renewals++;
            return new(true);
        }
    }

    private sealed class HangingCredential : Credential
    {
        public override async ValueTask<Secret> GetAsync(CancellationToken cancellationToken) => await HangAsync<Secret>(cancellationToken);
    }
}
