using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Loopback;
using QwenCode.Secrets;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests;

/// <summary>The service over the real connector, a loopback server, and a manual clock.</summary>
internal sealed class ChatBench : IAsyncDisposable
{
    public const string Key = "sk-canary-0123456789abcdef";
    public const string Model = "qwen3-coder-plus";

    private ChatBench(LoopbackServer server, HttpClient? http)
    {
        Server = server;
        Service = new ChatService(http is null ? new OpenAISender() : new OpenAISender(http), Time);
    }

    public LoopbackServer Server { get; }

    public ManualTimeProvider Time { get; } = new();

    public ChatService Service { get; }

    /// <summary>The output of <c>-Verbose</c>.</summary>
    public List<string> Told { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ChatBench> StartAsync(LoopbackOptions? options = null, HttpClient? http = null) =>
        new(await LoopbackServer.StartAsync(options), http);

    public AuthContext Context(Uri? baseUrl = null, string provider = "Custom", string? key = Key)
    {
        var url = baseUrl ?? Server.BaseUrl;
        var credential = key is null ? null : new ApiKeyCredential(new Secret(key));
        return TestEndpoint.Context(url, Time, Model, credential, provider: Providers.TryGet(provider, out var known) ? known : null);
    }

    public static ChatRequest Request(string prompt = "hello") => new() { Conversation = Conversation.Empty.Add(new ChatMessage("user", prompt)) };

    public CallOptions Options(int retries = 0, TimeSpan? timeout = null) => new()
    {
        MaximumRetryCount = retries,
        Timeout = timeout ?? CallOptions.DefaultTimeout,
        Log = text =>
        {
            lock (Told)
                Told.Add(text);
        },
    };

    public Task<ChatAnswer> AskAsync(
        string prompt = "hello", AuthContext? context = null, CallOptions? options = null, CancellationToken? cancellationToken = null) =>
        Service.AskAsync(Request(prompt), context ?? Context(), options ?? Options(), cancellationToken ?? Cancellation);

    /// <summary>Lets the clock run whenever the service pauses before another try, until it is done.</summary>
    public async Task<T> WithoutWaitingAsync<T>(Task<T> asking)
    {
        const int DeadlineAndPause = 2;
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        while (true)
        {
            var pause = Time.WaitForTimersAsync(DeadlineAndPause, finished.Token);
            if (await Task.WhenAny(asking, pause) == asking)
            {
                await finished.CancelAsync();
                return await asking;
            }

            Time.AdvanceToNextTimer(DeadlineAndPause);
        }
    }

    /// <summary>The error of a failed request, without its pauses.</summary>
    public Task<QwenRequestException> FailAsync(AuthContext? context = null, CallOptions? options = null) =>
        Should.ThrowAsync<QwenRequestException>(() => WithoutWaitingAsync(AskAsync(context: context, options: options)));

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
