using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace QwenCode.Loopback;

/// <summary>One request and the ways to answer it or not.</summary>
internal sealed class Exchange(HttpContext context, RecordedRequest record, string requestId, CancellationToken aborted)
{
    public const string JsonType = "application/json";

    // A flush returns before the socket has sent; what was written should reach the client before the end does.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(50);

    public HttpContext Context => context;

    public HttpRequest Request => context.Request;

    public RecordedRequest Record => record;

    public string RequestId => requestId;

    /// <summary>Cancelled when the client went away or the server stops.</summary>
    public CancellationToken Aborted => aborted;

    public async Task SendAsync(int status, string? contentType, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string>? headers = null)
    {
        Begin(status, contentType, headers);
        context.Response.ContentLength = status is 204 or 304 ? null : body.Length;
        record.MarkEnding();
        if (!body.IsEmpty)
            await context.Response.BodyWriter.WriteAsync(body, aborted);
        await context.Response.CompleteAsync();
    }

    public Task SendJsonAsync(int status, ReadOnlyMemory<byte> body) => SendAsync(status, JsonType, body);

    public void BeginStream()
    {
        Begin(200, "text/event-stream; charset=utf-8", null);
        context.Response.Headers.CacheControl = "no-cache";
    }

    /// <summary>Writes and flushes. On a connection that is gone it waits for the notice of that, which may come a little later.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if ((await context.Response.BodyWriter.WriteAsync(bytes, aborted)).IsCompleted)
            await HangAsync();
    }

    public async Task EndAsync()
    {
        record.MarkEnding();
        await context.Response.CompleteAsync();
    }

    public Task PauseAsync(TimeSpan pause) => pause > TimeSpan.Zero ? Task.Delay(pause, aborted) : Task.CompletedTask;

    public Task HangAsync() => Task.Delay(Timeout.InfiniteTimeSpan, aborted);

    public async Task SendHalfAsync(string contentType, ReadOnlyMemory<byte> body)
    {
        Begin(200, contentType, null);
        context.Response.ContentLength = body.Length;
        record.MarkAbortedByServer();
        await WriteAsync(body[..(body.Length / 2)]);
        await CloseAfterWritesAsync();
    }

    /// <summary>Sends a body of this length, or no more than <paramref name="bytes"/> of it and closes the connection.</summary>
    public async Task SendStreamAsync(string contentType, Stream body, long length, long? bytes)
    {
        Begin(200, contentType, null);
        context.Response.ContentLength = length;
        var count = Math.Min(length, bytes ?? length);
        await StreamCopyOperation.CopyToAsync(body, context.Response.Body, count, aborted);
        if (count == length)
        {
            await EndAsync();
            return;
        }

        record.MarkAbortedByServer();
        await context.Response.BodyWriter.FlushAsync(aborted);
        await CloseAfterWritesAsync();
    }

    public async Task DripAsync(int status, string contentType, ReadOnlyMemory<byte> body, int bytesPerWrite, TimeSpan pause)
    {
        Begin(status, contentType, null);
        for (var sent = 0; sent < body.Length; sent += bytesPerWrite)
        {
            if (sent + bytesPerWrite >= body.Length)
                record.MarkEnding();
            await WriteAsync(body.Slice(sent, Math.Min(bytesPerWrite, body.Length - sent)));
            await PauseAsync(pause);
        }

        await EndAsync();
    }

    public async Task ResetAfterWritesAsync()
    {
        await PauseAsync(s_settle);
        Reset();
    }

    /// <summary>Closes the connection with RST.</summary>
    public void Reset()
    {
        record.MarkAbortedByServer();
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
            socket.LingerState = new LingerOption(true, 0);
        context.Abort();
    }

    private async Task CloseAfterWritesAsync()
    {
        await PauseAsync(s_settle);
        context.Features.Get<IConnectionSocketFeature>()?.Socket.Shutdown(SocketShutdown.Send);
        context.Abort();
    }

    private void Begin(int status, string? contentType, IReadOnlyDictionary<string, string>? headers)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.Headers["x-request-id"] = requestId;
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            response.Headers[name] = value;
    }
}
