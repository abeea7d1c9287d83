using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;

namespace QwenCode.Loopback;

/// <summary>
/// An HTTP server on 127.0.0.1 that answers as an OpenAI-compatible chat service and as Qwen's OAuth server, fails on
/// demand, and records the requests. Any number may run in one process.
/// </summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly RequestLog _log = new();
    private readonly FaultScript _faults;
    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;
    private readonly RequestPipeline _pipeline;
    private readonly BatchAuthority? _batches;
    private int _disposed;

    private LoopbackServer(LoopbackOptions options)
    {
        Options = options;
        _faults = new FaultScript(options);
        OAuth = new OAuthAuthority(options);
        _batches = options.Batches is { } rules ? new BatchAuthority(rules, options.TimeProvider) { Script = options.BatchScript } : null;
        Certificate = options.Https ? LoopbackCertificate.Create() : null;
        _pipeline = new RequestPipeline(options, _log, _stopping.Token);
        _application = LoopbackHost.Build(options.Port, Certificate, _pipeline.InvokeAsync);
    }

    /// <summary>The options it was started with.</summary>
    public LoopbackOptions Options { get; }

    /// <summary>Scheme, host and port.</summary>
    public Uri Origin { get; private set; } = null!;

    /// <summary>What a client takes as its base URL, for instance <c>http://127.0.0.1:8089/v1</c>; no slash at the end.</summary>
    public Uri BaseUrl { get; private set; } = null!;

    /// <summary>The self-signed certificate, or null without <see cref="LoopbackOptions.Https"/>.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Approvals and tokens of the OAuth endpoints.</summary>
    public OAuthAuthority OAuth { get; }

    /// <summary>Files and jobs of the batch service.</summary>
    /// <exception cref="InvalidOperationException"><see cref="LoopbackOptions.Batches"/> was not set.</exception>
    public BatchAuthority Batches => _batches ?? throw new InvalidOperationException("The server was started without LoopbackOptions.Batches.");

    /// <summary>All requests so far, in the order of their arrival; a copy.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _log.Snapshot();

    /// <summary>The most chat and model requests that were ever in work at once.</summary>
    public int PeakConcurrency => _pipeline.PeakConcurrency;

    /// <summary>The fault of each chat and model request that none was enqueued for; null, the default, for none.</summary>
    public Fault? Always
    {
        get => _faults.Always;
        set => _faults.Always = value;
    }

    /// <summary>The pause before each chat or model answer: <see cref="LoopbackOptions.Latency"/>.</summary>
    public TimeSpan Latency
    {
        get => Options.Latency;
        set => Options.Latency = value;
    }

    /// <summary>Starts a server; it accepts connections when the task is done.</summary>
    /// <param name="options">Null for the defaults.</param>
    public static async Task<LoopbackServer> StartAsync(LoopbackOptions? options = null)
    {
        var server = new LoopbackServer(options ?? new LoopbackOptions());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Appends faults; each is used by one chat or model request, in order.</summary>
    public void Enqueue(params Fault[] faults) => _faults.Enqueue(faults);

    /// <summary>Waits for a request.</summary>
    /// <param name="index">Its position in <see cref="Requests"/>, from 0.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<RecordedRequest> WaitForRequestAsync(int index, CancellationToken cancellationToken = default) => _log.WaitAsync(index, cancellationToken);

    /// <summary>Stops at once; requests still open are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await _stopping.CancelAsync();
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
        Certificate?.Dispose();
        _batches?.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync()
    {
        // Requests can come as soon as the port is open, the routes need the port: the pipeline holds them back.
        await _application.StartAsync();
        Origin = new Uri(LoopbackHost.AddressOf(_application));
        BaseUrl = new Uri(Origin, Options.Dress.BasePath());
        OAuth.DefaultResourceUrl = BaseUrl.AbsoluteUri;
        _pipeline.Open(new Router(Options, _faults, OAuth, _batches, BaseUrl, Origin));
    }
}
