using System.Collections.Concurrent;
using System.Diagnostics;
using QwenCode.OAuth;

namespace QwenCode.Connectors.Tests;

/// <summary>Whoever listens in the process to what <see cref="HttpClient"/> does sees no request of the module.</summary>
public sealed class ListenerTests
{
    [Fact]
    public async Task Listeners_in_the_process_see_no_request_that_carries_a_key()
    {
        using var listener = new Listener();
        await using var bench = await ChatBench.StartAsync();
        using var login = OAuthHttp.Create();
        var cancellation = TestContext.Current.CancellationToken;

        await bench.AskAsync();
        await bench.StreamAsync();
        await bench.Service.ListModelsAsync(bench.Context(), bench.Options(), cancellation);
        await new OAuthTransport(login, bench.Time).PostAsync(
            new Uri(bench.Server.Origin, "/api/v1/oauth2/token"), [("refresh_token", "canary")], TimeSpan.FromMinutes(1), cancellation);
        using var response = await EntraHttp.Instance.GetHttpClient().GetAsync(new Uri(bench.Server.Origin, "/entra"), cancellation);

        listener.Urls.ShouldNotContain(url => url.StartsWith(bench.Server.Origin.AbsoluteUri, StringComparison.Ordinal));
        bench.Server.Requests.Count.ShouldBe(5);
        bench.Server.Requests.ShouldAllBe(request => !request.Headers.ContainsKey("traceparent"));
    }

    [Fact]
    public async Task The_listener_of_the_test_sees_requests_of_other_clients()
    {
        using var listener = new Listener();
        await using var bench = await ChatBench.StartAsync();
        using var other = new HttpClient();

        using var response = await other.GetAsync(bench.Server.Origin, TestContext.Current.CancellationToken);

        listener.Urls.ShouldContain(bench.Server.Origin.AbsoluteUri);
    }

    private sealed class Listener : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentQueue<IDisposable> _subscriptions = new();

        public Listener() => _subscriptions.Enqueue(DiagnosticListener.AllListeners.Subscribe(this));

        public ConcurrentQueue<string> Urls { get; } = new();

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
                _subscriptions.Enqueue(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value?.GetType().GetProperty("Request")?.GetValue(value.Value) is HttpRequestMessage { RequestUri: { } url })
                Urls.Enqueue(url.AbsoluteUri);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose()
        {
            foreach (var subscription in _subscriptions)
                subscription.Dispose();
        }
    }
}
