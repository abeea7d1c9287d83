using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;

namespace QwenCode.ModuleTests.Errors;

/// <summary>
/// The worst service: it returns an error that contains all that it was sent, in another encoding each time, and in the headers too. As a
/// sign-in service it returns one device code, and then does the same.
/// </summary>
internal sealed class EchoingService : IDisposable
{
    private readonly HttpListener _listener;
    private readonly string _deviceCode;
    private readonly ConcurrentQueue<string> _bodies = new();
    private int _answers = -1;

    /// <summary>Starts it.</summary>
    /// <param name="deviceCode">The device code that it returns.</param>
    public EchoingService(string deviceCode)
    {
        _deviceCode = deviceCode;
        (_listener, Origin) = Listen();
        _ = ServeAsync();
    }

    /// <summary>Its address.</summary>
    public string Origin { get; }

    /// <summary>How many ways to answer it has.</summary>
    public static int Forms => 12;

    /// <summary>The bodies that it was sent.</summary>
    public IReadOnlyCollection<string> Bodies => _bodies;

    /// <inheritdoc/>
    public void Dispose() => _listener.Close();

    private static (HttpListener Listener, string Origin) Listen()
    {
        // The system names a free port only to a socket; another process may take it in between.
        for (var attempts = 0; ; attempts++)
        {
            var origin = $"http://127.0.0.1:{FreePort()}";
            var listener = new HttpListener();
            listener.Prefixes.Add($"{origin}/");
            try
            {
                listener.Start();
                return (listener, origin);
            }
            catch (HttpListenerException) when (attempts < 10)
            {
                listener.Close();
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
                _ = AnswerOrAbortAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    // A client that has gone away ends its own connection only.
    private async Task AnswerOrAbortAsync(HttpListenerContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception) when (exception is HttpListenerException or IOException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        _bodies.Enqueue(body);
        var sent = context.Request.Headers["Authorization"] ?? context.Request.Headers["api-key"] ?? body;
        var (status, type, text) = context.Request.Url!.AbsolutePath.EndsWith("/device/code", StringComparison.Ordinal)
            ? (200, "application/json", Device())
            : Echo(Interlocked.Increment(ref _answers) % Forms, sent);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.Headers["x-request-id"] = Uri.EscapeDataString(sent.Split("code_verifier=")[^1].Split(' ')[^1]);
        if (status is >= 300 and < 400)
            response.Headers["Location"] = $"/login?sent={Uri.EscapeDataString(sent)}";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        response.Close();
    }

    private string Device() => JsonSerializer.Serialize(new
    {
        device_code = _deviceCode,
        user_code = "ABCD-1234",
        verification_uri = $"{Origin}/authorize",
        expires_in = 60,
        interval = 1,
    });

    // Truncation at any length leaves a fragment of the secret before it.
    private static (int Status, string Type, string Text) Echo(int form, string sent) => form switch
    {
        0 => (401, "application/json", Error($"Incorrect API key provided: {sent}")),
        1 => (400, "application/json", Error(string.Concat(Enumerable.Repeat($"You sent {sent}. ", 40)))),
        2 => (403, "text/plain", $"{new string('x', 470)} {sent}"),
        3 => (500, "text/html", $"<html><title>{sent}</title><body>{sent}</body></html>"),
        4 => (400, "application/json", Error(Uri.EscapeDataString(sent))),
        5 => (400, "application/json", Error(Convert.ToBase64String(Encoding.UTF8.GetBytes(sent)))),
        6 => (200, "application/json", Error(sent)),
        7 => (200, "application/json", $"<<< {sent}"),
        8 => (302, "text/plain", ""),
        9 => (429, "application/json", Error($"{new string('x', 280)} {sent}")),
        10 => (503, "application/json", JsonSerializer.Serialize(new { error = sent, error_description = $"{new string('x', 265)} {sent}", request_id = sent })),
        _ => (400, "application/json", Error(sent.Length > 40 ? sent[..^9] : sent)),
    };

    private static string Error(string message) => JsonSerializer.Serialize(new { error = new { message, code = message } });
}
