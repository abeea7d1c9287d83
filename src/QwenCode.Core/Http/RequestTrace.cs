using System.Text;
using QwenCode.Authentication;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>Shows what is sent and received, for <c>-Debug</c>: bodies without the credential.</summary>
/// <param name="write">Called with each body, from any thread.</param>
internal sealed class RequestTrace(Action<string> write)
{
    // More is not readable at a console; an image takes megabytes.
    private const int MaximumBytes = 256 * 1024;

    /// <summary>Shows a request. A token is known only once it was sent; a key before, too.</summary>
    public void Request(ServiceCall call) => Write(
        call, call.Request.Body.IsEmpty ? "Request" : "Request body", call.Request.Body, call.ToRedact(call.Endpoint.Credential is ApiKeyCredential { Key: var key } ? key : call.Sent));

    /// <summary>Shows a response.</summary>
    public void Response(ServiceCall call, BufferedResponse response) => Response(call, response.Status, response.Body);

    /// <summary>The response, which is shown once it has been read.</summary>
    public ServiceResponse Record(ServiceCall call, ServiceResponse response) => new RecordedResponse(this, call, response);

    private void Response(ServiceCall call, int status, ReadOnlyMemory<byte> body) => Write(call, $"Response body (HTTP {status})", body, call.ToRedact(call.Sent));

    private void Write(ServiceCall call, string what, ReadOnlyMemory<byte> body, Secret? secret)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, MaximumBytes)]);
        var rest = body.Length > MaximumBytes ? "…" : "";
        write($"{what}, {UrlText.Of(call.Request.BaseUrl)}: {secret?.Redact(text) ?? text}{rest}");
    }

    private sealed class RecordedResponse(RequestTrace trace, ServiceCall call, ServiceResponse response) : ServiceResponse
    {
        private readonly RecordingStream _content = new(response.Content, MaximumBytes + 1);
        private bool _isShown;

        public override int Status => response.Status;

        public override Stream Content => _content;

        public override string? Header(string name) => response.Header(name);

        public override void Dispose()
        {
            if (!_isShown)
                trace.Response(call, Status, _content.Recorded);
            _isShown = true;
            response.Dispose();
        }
    }
}
