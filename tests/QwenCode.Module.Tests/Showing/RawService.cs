using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace QwenCode.ModuleTests.Showing;

/// <summary>A service that responds to each connection with specified bytes, which no correct server would send.</summary>
internal sealed class RawService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<byte[]> _answers;

    /// <summary>Starts it.</summary>
    /// <param name="answers">The answers, one for each connection.</param>
    public RawService(IEnumerable<string> answers)
    {
        _answers = new(answers.Select(Encoding.Latin1.GetBytes));
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Its base URL.</summary>
    public string BaseUrl => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>An answer with a status line, headers as they are, and a body in UTF-8.</summary>
    public static string Answer(string status, string headers, string body)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(body));
        return $"HTTP/1.1 {status}\r\n{headers}Content-Length: {bytes.Length}\r\nConnection: close\r\n\r\n{bytes}";
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (_answers.TryDequeue(out var answer))
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client, answer);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static async Task AnswerAsync(TcpClient client, byte[] answer)
    {
        try
        {
            var stream = client.GetStream();
            await ReadRequestAsync(stream);
            await stream.WriteAsync(answer);
            client.Client.Shutdown(SocketShutdown.Send);
            while (await stream.ReadAsync(new byte[1024]) > 0)
            {
                // The client closes once it has read everything.
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            // The client went away.
        }
    }

    private static async Task ReadRequestAsync(NetworkStream stream)
    {
        var request = "";
        var buffer = new byte[16 * 1024];
        while (!IsWhole(request))
            request += Encoding.Latin1.GetString(buffer, 0, await stream.ReadAsync(buffer) is > 0 and var read ? read : throw new IOException());
    }

    private static bool IsWhole(string request)
    {
        const string Length = "Content-Length: ";
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        return length < 0 || length > end || request.Length >= end + 4 + int.Parse(request[(length + Length.Length)..].Split('\r')[0], null);
    }
}
