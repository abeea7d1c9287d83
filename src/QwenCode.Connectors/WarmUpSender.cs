using System.Net;
using QwenCode.Http;

namespace QwenCode.Connectors;

/// <summary>Warms up the SDK: it responds to requests without a connection, so that the SDK's code is compiled before the first real request.</summary>
internal sealed class WarmUpSender : ISender
{
    private readonly OpenAISender _sender = new(new HttpClient(new Handler()));

    /// <inheritdoc/>
    public Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken) => _sender.SendAsync(request, cancellationToken);

    private sealed class Handler : HttpMessageHandler
    {
        // It yields, since a response does not arrive at once either.
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new MemoryStream(
                    """{"id":"1","model":"m","created":1,"choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}"""u8.ToArray())),
            };
        }
    }
}
