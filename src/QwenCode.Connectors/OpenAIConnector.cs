using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using QwenCode.Chat;

namespace QwenCode.Connectors;

/// <summary>
/// Speaks to OpenAI-compatible services over the OpenAI SDK's pipeline, by its protocol methods: raw JSON in and out, since its typed
/// ones throw on what real servers send.
/// </summary>
internal sealed class OpenAIConnector : IConnector
{
    private readonly ClientPipeline _pipeline;

    /// <summary>A connector over a pool of connections that the whole process shares.</summary>
    public OpenAIConnector()
        : this(SharedHttpClient.Instance)
    {
    }

    internal OpenAIConnector(HttpClient http)
    {
        var options = new ClientPipelineOptions
        {
            Transport = new NegotiatingTransport(http),
            RetryPolicy = new RetryPolicy(),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        _pipeline = ClientPipeline.Create(options, perCallPolicies: [], perTryPolicies: [new HeaderPolicy()], beforeTransportPolicies: []);
    }

    /// <inheritdoc/>
    public async Task<WireAnswer> CompleteChatAsync(WireCall call, CancellationToken cancellationToken)
    {
        var client = new PipelineChatClient(_pipeline, call.Model, ClientOptions(call));
        using var content = BinaryContent.Create(new BinaryData(call.Body));
        return ToAnswer(await client.CompleteChatAsync(content, RequestOptions(call, cancellationToken)).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async Task<WireStream> StreamChatAsync(WireCall call, CancellationToken cancellationToken)
    {
        var client = new PipelineChatClient(_pipeline, call.Model, ClientOptions(call));
        using var content = BinaryContent.Create(new BinaryData(call.Body));
        var options = RequestOptions(call, cancellationToken);
        options.BufferResponse = false;
        var result = await client.CompleteChatAsync(content, options).ConfigureAwait(false);
        var response = result.GetRawResponse();
        if (response.IsError)
            await response.BufferContentAsync(cancellationToken).ConfigureAwait(false);
        return new WireStream(response.ToAnswer(isRead: response.IsError), response.ContentStream ?? Stream.Null, response.Dispose);
    }

    /// <inheritdoc/>
    public async Task<WireAnswer> ListModelsAsync(WireCall call, CancellationToken cancellationToken)
    {
        var client = new PipelineModelClient(_pipeline, ClientOptions(call));
        return ToAnswer(await client.GetModelsAsync(RequestOptions(call, cancellationToken)).ConfigureAwait(false));
    }

    private static OpenAIClientOptions ClientOptions(WireCall call) => new() { Endpoint = call.BaseUrl };

    private static RequestOptions RequestOptions(WireCall call, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
        options.AddPolicy(new CallPolicy(call), PipelinePosition.PerCall);
        return options;
    }

    private static WireAnswer ToAnswer(ClientResult result) => result.GetRawResponse().ToAnswer();
}
