using System.Net;
using System.Net.Sockets;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Connections that fail, take too long, or are cancelled.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_untrusted_certificate_is_a_TLS_failure_and_not_retried()
    {
        await using var bench = await ChatBench.StartAsync(new() { Https = true });

        var exception = await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync(options: bench.Options(retries: 3)));

        (exception.ErrorId, exception.Attempts).ShouldBe(("TlsFailed", 1));
        bench.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_https_URL_of_a_server_without_TLS_is_reported_as_such()
    {
        await using var bench = await ChatBench.StartAsync();
        var https = new UriBuilder(bench.Server.BaseUrl) { Scheme = Uri.UriSchemeHttps }.Uri;

        var exception = await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync(context: bench.Context(https), options: bench.Options(retries: 3)));

        (exception.ErrorId, exception.Attempts).ShouldBe(("TlsFailed", 1));
        exception.Message.ShouldContain("the server does not speak TLS there; http:// may be intended");
        exception.Message.ShouldNotContain("certificate");
    }

    [Fact]
    public async Task The_error_of_an_https_URL_of_a_server_that_disconnects_mentions_http()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var bench = await ChatBench.StartAsync();
        var https = new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/v1");

        var asking = bench.AskAsync(context: bench.Context(https));
        using (var client = await listener.AcceptTcpClientAsync(Cancellation))
            await client.GetStream().ReadExactlyAsync(new byte[1], Cancellation);

        (await Should.ThrowAsync<QwenRequestException>(() => asking)).Message.ShouldMatch("http:// may be intended|reset");
    }

    [Fact]
    public async Task A_request_to_a_server_with_a_trusted_certificate_succeeds()
    {
        string? trusted = null;
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == trusted;
        using var http = new HttpClient(handler);
        await using var bench = await ChatBench.StartAsync(new() { Https = true }, http);
        trusted = bench.Server.Certificate!.Thumbprint;

        (await bench.AskAsync()).Text.ShouldBe("You said: hello");
    }

    [Fact]
    public async Task A_refused_connection_is_not_retried()
    {
        await using var bench = await ChatBench.StartAsync();
        var nobody = new Uri($"http://127.0.0.1:{UnusedPort()}/v1");

        var exception = await Should.ThrowAsync<QwenRequestException>(
            () => bench.AskAsync(context: bench.Context(nobody), options: bench.Options(retries: 3)));

        (exception.ErrorId, exception.Attempts, exception.StatusCode).ShouldBe(("ConnectionFailed", 1, null));
        exception.Message.ShouldContain("connection refused");
        exception.Message.ShouldContain($"{nobody}/chat/completions");
    }

    [Fact]
    public async Task An_unknown_host_is_not_retried()
    {
        await using var bench = await ChatBench.StartAsync();

        var exception = await Should.ThrowAsync<QwenRequestException>(
            () => bench.AskAsync(context: bench.Context(new Uri("http://no-such-host.invalid/v1")), options: bench.Options(retries: 3)));

        (exception.ErrorId, exception.Attempts).ShouldBe(("ConnectionFailed", 1));
        exception.Message.ShouldContain("host name cannot be resolved");
    }

    [Fact]
    public async Task A_host_that_does_not_respond_in_time_is_a_failed_connection_and_not_a_timeout()
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(20),
            ConnectCallback = async (_, cancellationToken) =>
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                return Stream.Null;
            },
        };
        using var http = new HttpClient(handler);
        await using var bench = await ChatBench.StartAsync(http: http);

        var exception = await Should.ThrowAsync<QwenRequestException>(() => bench.AskAsync());

        exception.ErrorId.ShouldBe("ConnectionFailed");
    }

    [Fact]
    public async Task A_server_that_hangs_is_a_timeout_at_the_deadline()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Hang);

        var asking = bench.AskAsync(options: bench.Options(retries: 3, timeout: TimeSpan.FromSeconds(90)));
        var request = await bench.Server.WaitForRequestAsync(0, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(89));
        asking.IsCompleted.ShouldBeFalse();
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        var exception = await Should.ThrowAsync<QwenRequestException>(() => asking);
        await request.ClientGone.WaitAsync(Cancellation);

        exception.ErrorId.ShouldBe("RequestTimedOut");
        exception.Message.ShouldContain("90 seconds");
    }

    [Fact]
    public async Task Cancelling_ends_the_request_at_the_server()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Hang);
        using var cancelled = new CancellationTokenSource();

        var asking = bench.AskAsync(options: bench.Options(retries: 3), cancellationToken: cancelled.Token);
        var request = await bench.Server.WaitForRequestAsync(0, Cancellation);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asking);
        await request.ClientGone.WaitAsync(Cancellation);
        bench.Server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_before_it_begins_is_not_sent()
    {
        await using var bench = await ChatBench.StartAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => bench.AskAsync(cancellationToken: new CancellationToken(canceled: true)));

        bench.Server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_of_twenty_concurrent_requests_gets_its_own_answer()
    {
        const int Count = 20;
        await using var bench = await ChatBench.StartAsync();
        var context = bench.Context();

        var answers = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => bench.AskAsync($"question {i}", context)));

        answers.Select(a => a.Text).ShouldBe(Enumerable.Range(0, Count).Select(i => $"You said: question {i}"));
        context.RequestsLastMinute.ShouldBe(Count);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
