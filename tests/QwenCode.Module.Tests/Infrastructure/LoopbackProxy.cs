using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QwenCode.ModuleTests.Infrastructure;

/// <summary>An HTTP proxy on 127.0.0.1. It passes on plain requests, rejects tunnels, and records the requests.</summary>
internal sealed class LoopbackProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _heads = [];
    private readonly string? _authorization;

    /// <summary>Starts it.</summary>
    /// <param name="login"><c>name:password</c> that it requires; <see langword="null"/> for none.</param>
    public LoopbackProxy(string? login = null)
    {
        _authorization = login is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(login))}";
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Its address.</summary>
    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The heads of the requests that began a connection, in order.</summary>
    public IReadOnlyList<string> Heads
    {
        get
        {
            lock (_heads)
                return [.. _heads];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient accepted)
    {
        using var client = accepted;
        try
        {
            var stream = client.GetStream();
            var head = await ReadHeadAsync(stream);
            lock (_heads)
                _heads.Add(head);
            if (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
                await RefuseAsync(stream, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
            else if (head.StartsWith("CONNECT ", StringComparison.Ordinal))
                await RefuseAsync(stream, "502 Bad Gateway");
            else
                await PassOnAsync(stream, head);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // One side went away.
        }
    }

    // One connection each: what follows on it goes to the same server, which accepts requests in the format for proxies too.
    private async Task PassOnAsync(NetworkStream stream, string head)
    {
        var target = new Uri(head.Split(' ')[1]);
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, target.Port, _stopping.Token);
        var onward = server.GetStream();
        await onward.WriteAsync(Encoding.Latin1.GetBytes(head), _stopping.Token);
        await Task.WhenAny(stream.CopyToAsync(onward, _stopping.Token), onward.CopyToAsync(stream, _stopping.Token));
    }

    private async Task RefuseAsync(NetworkStream stream, string status)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), _stopping.Token);
        await stream.FlushAsync(_stopping.Token);
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var next = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(next, _stopping.Token);
            head.Append((char)next[0]);
        }

        return head.ToString();
    }
}
