using QwenCode.Batches;
using QwenCode.Catalogue;
using QwenCode.Connectors.Tests.Batches;
using QwenCode.Core.Tests;
using QwenCode.Http;
using QwenCode.Loopback;
using QwenCode.Secrets;
using QwenCode.Testing;
using ServerRules = QwenCode.Loopback.BatchRules;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>The requests to a batch service over the real connector, a loopback server with batches, and a clock that skips pauses.</summary>
internal sealed class ServiceBench : IAsyncDisposable
{
    private readonly TemporaryFolder _files = new();
    private readonly SkippedTime _time;
    private readonly Provider? _provider;

    private ServiceBench(LoopbackServer server, SkippedTime time, Provider? provider)
    {
        (Server, _time, _provider) = (server, time, provider);
        Service = ServiceOf();
        Folder = new BatchFolder(_files.At("batch"));
    }

    public LoopbackServer Server { get; }

    public BatchAuthority Batches => Server.Batches;

    public SkippedTime Time => _time;

    /// <summary>The requests, each sent once more after a transient failure.</summary>
    public QwenCode.Batches.BatchService Service { get; }

    /// <summary>The folder of a batch.</summary>
    public BatchFolder Folder { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts a server.</summary>
    /// <param name="rules">Its rules; OpenAI's by default.</param>
    /// <param name="provider">The provider that it is taken for; by default any.</param>
    public static async Task<ServiceBench> StartAsync(ServerRules? rules = null, string? provider = null)
    {
        var time = new SkippedTime();
        var server = await LoopbackServer.StartAsync(new LoopbackOptions { Batches = rules ?? ServerRules.OpenAI, TimeProvider = time });
        server.Batches.Script = new BatchScript { Statuses = [] };
        return new ServiceBench(server, time, provider is not null && Providers.TryGet(provider, out var known) ? known : null);
    }

    /// <summary>The requests to another server, with another number of retries or another clock.</summary>
    public QwenCode.Batches.BatchService ServiceOf(int retries = 1, Uri? url = null, TimeProvider? time = null, TimeSpan? idleTimeout = null, HttpClient? http = null)
    {
        var clock = time ?? _time;
        var endpoint = TestEndpoint.Of(url ?? Server.BaseUrl, clock, "m", new Authentication.ApiKeyCredential(new Secret(BatchStage.Key)), provider: _provider);
        var options = new CallOptions { MaximumRetryCount = retries, Timeout = SkippedTime.Limit, IdleTimeout = idleTimeout ?? SkippedTime.Limit };
        var sender = http is null ? new OpenAISender() : new OpenAISender(http);
        return new(new RequestLoop(sender, clock), endpoint, options, clock);
    }

    /// <summary>Uploads requests, and returns the id of the file.</summary>
    public Task<string> UploadAsync(string? lines = null) => Service.UploadAsync(Write("in.jsonl", lines ?? BatchStage.Lines(2)), "in.jsonl", Cancellation);

    /// <summary>Writes a file.</summary>
    public string Write(string name, string content) => _files.Write(name, content);

    /// <summary>Creates an empty file.</summary>
    public FileStream Create(string name) => new(_files.At(name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0 });

    /// <summary>What a job is created with.</summary>
    public static BatchOrder OrderOf(string fileId) => new(fileId, "/v1/chat/completions", "24h", [("name", "n"), ("qwencode_id", fileId)]);

    /// <summary>Starts a batch of one job.</summary>
    /// <param name="statuses">What the looks at it show before its end.</param>
    public async Task<BatchLedger> BeginAsync(params string[] statuses)
    {
        Batches.Script = Batches.Script with { Statuses = statuses };
        var file = await UploadAsync();
        var job = await Service.CreateAsync(OrderOf(file), Cancellation);
        var ledger = new BatchLedger
        {
            Id = "0123456789ab",
            Name = Folder.Name,
            Provider = "Custom",
            Account = new BatchAccount(Server.BaseUrl.AbsoluteUri, "hash"),
            Model = "m",
            Endpoint = "/v1/chat/completions",
            CompletionWindow = "24h",
            CreatedAt = Time.GetUtcNow(),
            IsSealed = true,
            Jobs = [new JobEntry(1, 2, "hash") { FileId = file, Job = job }],
        };
        Folder.Write(ledger);
        return ledger;
    }

    /// <summary>How many requests of a kind arrived.</summary>
    public int Count(string method, string path) => Of(method, path).Count();

    /// <summary>The requests of a kind that arrived.</summary>
    public IEnumerable<RecordedRequest> Of(string method, string path) =>
        Server.Requests.Where(request => request.Method == method && request.Path.EndsWith(path, StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _files.Dispose();
    }
}
