using System.ClientModel.Primitives;

namespace QwenCode.Connectors;

/// <summary>The SDK's transport with HTTP/2 if the server offers it.</summary>
internal sealed class NegotiatingTransport(HttpClient http) : HttpClientPipelineTransport(http)
{
    /// <summary>Sends a request without the time limit, the buffering and the status handling of the SDK.</summary>
    public ValueTask SendAsync(PipelineMessage message) => ProcessCoreAsync(message);

    /// <inheritdoc/>
    protected override void OnSendingRequest(PipelineMessage message, HttpRequestMessage httpRequest)
    {
        if (httpRequest.RequestUri?.Scheme == Uri.UriSchemeHttps)
            (httpRequest.Version, httpRequest.VersionPolicy) = (new Version(2, 0), HttpVersionPolicy.RequestVersionOrLower);
    }
}
