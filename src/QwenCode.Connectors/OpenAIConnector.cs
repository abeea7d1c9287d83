using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using QwenCode.Chat;
using QwenCode.Receiving;

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
        var policy = new CallPolicy(call);
        using var response = await ChatAsync(policy, cancellationToken).ConfigureAwait(false);
        return await ReadAsync(policy, response, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<WireStream> StreamChatAsync(WireCall call, CancellationToken cancellationToken)
    {
        var policy = new CallPolicy(call);
        var response = await ChatAsync(policy, cancellationToken).ConfigureAwait(false);
        return new WireStream(policy.Refusal ?? response.ToAnswer(default), response.ContentStream ?? Stream.Null, response.Dispose);
    }

    /// <inheritdoc/>
    public async Task<WireAnswer> ListModelsAsync(WireCall call, CancellationToken cancellationToken)
    {
        var policy = new CallPolicy(call);
        var client = new PipelineModelClient(_pipeline, ClientOptions(call));
        var result = await client.GetModelsAsync(RequestOptions(policy, cancellationToken)).ConfigureAwait(false);
        using var response = result.GetRawResponse();
        return await ReadAsync(policy, response, cancellationToken).ConfigureAwait(false);
    }

    private async Task<PipelineResponse> ChatAsync(CallPolicy policy, CancellationToken cancellationToken)
    {
        var client = new PipelineChatClient(_pipeline, policy.Call.Model, ClientOptions(policy.Call));
        using var content = BinaryContent.Create(new BinaryData(policy.Call.Body));
        var result = await client.CompleteChatAsync(content, RequestOptions(policy, cancellationToken)).ConfigureAwait(false);
        return result.GetRawResponse();
    }

    private static OpenAIClientOptions ClientOptions(WireCall call) => new() { Endpoint = call.BaseUrl };

    // The SDK would read a body to its end, however large it is.
    private static RequestOptions RequestOptions(CallPolicy policy, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow, BufferResponse = false };
        options.AddPolicy(policy, PipelinePosition.PerCall);
        return options;
    }

    private static async Task<WireAnswer> ReadAsync(CallPolicy policy, PipelineResponse response, CancellationToken cancellationToken) =>
        policy.Refusal
        ?? response.ToAnswer(await BodyReader.ReadAsync(response.ContentStream ?? Stream.Null, policy.Call.MaximumBody, cancellationToken).ConfigureAwait(false));
}
