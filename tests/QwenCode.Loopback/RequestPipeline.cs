using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace QwenCode.Loopback;

/// <summary>Records each request, has it answered, and notes how it ended.</summary>
internal sealed class RequestPipeline(LoopbackOptions options, RequestLog log, CancellationToken stopping)
{
    private readonly TaskCompletionSource<Router> _router = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _inWork;
    private int _count;

    public int PeakConcurrency { get; private set; }

    public void Open(Router router) => _router.SetResult(router);

    public async Task InvokeAsync(HttpContext context)
    {
        RecordedRequest record;
        try
        {
            record = await ReadAsync(context);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or BadHttpRequestException)
        {
            context.Abort();
            return;
        }

        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        var requestId = "req_" + Interlocked.Increment(ref _count).ToString("x8", CultureInfo.InvariantCulture);
        var exchange = new Exchange(context, record, requestId, aborted.Token);
        await using var stoppingNote = stopping.UnsafeRegister(static state => ((RecordedRequest)state!).MarkAbortedByServer(), record);
        await using var lossNote = context.RequestAborted.UnsafeRegister(static state => ((RecordedRequest)state!).MarkConnectionLost(), record);
        log.Add(record);
        try
        {
            await AnswerAsync(exchange);
        }
        finally
        {
            record.MarkCompleted();
        }
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        var context = exchange.Context;
        try
        {
            var router = await _router.Task.WaitAsync(exchange.Aborted);
            if (!router.IsModelRequest(context.Request))
            {
                await router.RouteAsync(exchange);
                return;
            }

            Enter();
            try
            {
                await router.RouteAsync(exchange);
            }
            finally
            {
                lock (_gate)
                    _inWork--;
            }
        }
        catch (Exception) when (exchange.Aborted.IsCancellationRequested)
        {
            context.Abort();
        }
#pragma warning disable CA1031 // A reply function may throw anything; the test that wrote it should read what.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            if (context.Response.HasStarted)
            {
                exchange.Reset();
                return;
            }

            await exchange.SendAsync(500, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(failure.ToString()));
        }
    }

    private async Task<RecordedRequest> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var body = options.Batches is not null && BatchUpload.IsUpload(request) ? "(an upload)" : await ReadBodyAsync(request, context.RequestAborted);
        return new RecordedRequest(body)
        {
            Method = request.Method,
            Path = request.Path.Value ?? string.Empty,
            QueryString = request.QueryString.Value ?? string.Empty,
            Headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            ReceivedAt = options.TimeProvider.GetUtcNow(),
        };
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(checked((int)(request.ContentLength ?? 0)));
        await request.Body.CopyToAsync(body, cancellationToken);
        return Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
    }

    private void Enter()
    {
        lock (_gate)
            PeakConcurrency = Math.Max(PeakConcurrency, ++_inWork);
    }
}
