using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QwenCode.Loopback;

/// <summary>
/// A server on 127.0.0.1 whose every byte a test writes itself: status lines, headers and bodies that no web server would send. Each
/// connection takes one request.
/// </summary>
public sealed class RawServer : IAsyncDisposable
{
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<RawRequest, Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _count;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Writes the response, status line included; then the connection closes.</param>
    public RawServer(Func<RawRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start(backlog: 512);
        _accepting = AcceptAsync();
    }

    /// <summary>A server with the same response to each request.</summary>
    /// <param name="response">Its bytes, status line included.</param>
    public RawServer(ReadOnlyMemory<byte> response)
        : this(async (_, stream, token) => await stream.WriteAsync(response, token))
    {
    }

    /// <summary>Scheme, host and port.</summary>
    public Uri Origin => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What a client takes as its base URL.</summary>
    public Uri BaseUrl => new(Origin, "/v1");

    /// <summary>How many requests have come.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>A whole response with the length of its body.</summary>
    /// <param name="status">The status and its reason: <c>200 OK</c>.</param>
    /// <param name="headers">Header lines, each ended by CRLF.</param>
    /// <param name="body">The body.</param>
    public static byte[] Response(string status, string headers, ReadOnlySpan<byte> body) =>
        [.. Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}\r\n"), .. body];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            client.NoDelay = true;
            var stream = client.GetStream();
            var request = await ReadAsync(stream);
            await _answer(request, stream, _stopping.Token);
            client.Client.Shutdown(SocketShutdown.Send);

            // Closing at once would reset the connection if the client has not read everything yet.
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            enough.CancelAfter(s_settle);
            await stream.CopyToAsync(Stream.Null, enough.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client went away, or the server was stopped.
        }
    }

    private async Task<RawRequest> ReadAsync(NetworkStream stream)
    {
        const string Length = "Content-Length: ";
        var bytes = new byte[64 * 1024];
        var received = 0;
        var head = "";
        while (!head.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(bytes.AsMemory(received), _stopping.Token);
            if (read == 0)
                throw new IOException("The client went away.");
            received += read;
            head = Encoding.Latin1.GetString(bytes, 0, received);
        }

        var headLength = head.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        var body = new byte[at < 0 ? 0 : int.Parse(head.AsSpan(at + Length.Length, head.IndexOf('\r', at) - at - Length.Length), System.Globalization.CultureInfo.InvariantCulture)];
        var early = bytes.AsMemory(headLength, Math.Min(received - headLength, body.Length));
        early.CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(early.Length), _stopping.Token);
        return new RawRequest(Interlocked.Increment(ref _count) - 1, head.Split(' ')[1], head[..headLength], Encoding.UTF8.GetString(body));
    }
}

/// <summary>A request as it came.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Path">The path.</param>
/// <param name="Head">Request line and headers.</param>
/// <param name="Body">The body's text.</param>
public sealed record RawRequest(int Index, string Path, string Head, string Body);
