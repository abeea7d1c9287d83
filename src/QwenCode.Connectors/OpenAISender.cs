using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.ExceptionServices;
using OpenAI;
using OpenAI.Batch;
using QwenCode.Http;

namespace QwenCode.Connectors;

/// <summary>
/// Carries one attempt over the OpenAI SDK's clients by their protocol methods: raw JSON in and out, since their typed ones throw on
/// what real servers send. Retries, logging and exceptions by status are off.
/// </summary>
internal sealed class OpenAISender : ISender
{
    // The protocol methods take the model from the body.
    private const string AnyModel = "-";

    private readonly ClientPipeline _pipeline;

    /// <summary>A sender over a pool of connections that the whole process shares.</summary>
    public OpenAISender()
        : this(SharedHttpClient.Instance)
    {
    }

    internal OpenAISender(HttpClient http)
    {
        var transport = new NegotiatingTransport(http);
        var options = new ClientPipelineOptions
        {
            Transport = transport,
            RetryPolicy = new SingleAttemptPolicy(transport),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        _pipeline = ClientPipeline.Create(options, perCallPolicies: [], perTryPolicies: [], beforeTransportPolicies: []);
    }

    /// <inheritdoc/>
    public async Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var content = BinaryContent.Create(new BinaryData(request.Body));
            var sending = request switch
            {
                { Method: "POST", Path: "chat/completions" } => new PipelineChatClient(_pipeline, AnyModel, ClientOptions(request)).CompleteChatAsync(content, Options(request, cancellationToken)),
                { Method: "GET", Path: "models" } => new PipelineModelClient(_pipeline, ClientOptions(request)).GetModelsAsync(Options(request, cancellationToken)),
                _ => SendOtherAsync(request, content, Options(request, cancellationToken)),
            };
            return new SenderResponse((await sending.ConfigureAwait(false)).GetRawResponse());
        }
        catch (ClientResultException exception) when (exception.InnerException is HttpRequestException cause)
        {
            // The SDK's transport wraps what HttpClient throws.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
    }

    // The SDK's methods that create, list and cancel batches read the response themselves, and throw on an error.
    private Task<ClientResult> SendOtherAsync(ServiceRequest request, BinaryContent content, RequestOptions options) => (request.Method, request.Path.Split('/')) switch
    {
        ("POST", ["files"]) when request.Upload is { } upload => UploadAsync(request, upload, options),
        ("GET", ["files", var id]) => Files(request).GetFileAsync(id, options),
        ("GET", ["files", var id, "content"]) => Files(request).DownloadFileAsync(id, options),
        ("DELETE", ["files", var id]) => Files(request).DeleteFileAsync(id, options),
        ("GET", ["batches", var id]) => GetBatchAsync(request, id, options),
        _ => SendMessageAsync(request, content, options),
    };

    private async Task<ClientResult> UploadAsync(ServiceRequest request, FileUpload upload, RequestOptions options)
    {
        using var file = new UploadContent(upload);
        return await Files(request).UploadFileAsync(file, file.ContentType, options).ConfigureAwait(false);
    }

    private PipelineFileClient Files(ServiceRequest request) => new(_pipeline, ClientOptions(request));

#pragma warning disable OPENAI001 // See PipelineBatchClient.
    private Task<ClientResult> GetBatchAsync(ServiceRequest request, string id, RequestOptions options) =>
        new PipelineBatchClient(_pipeline, new BatchClientOptions { Endpoint = request.BaseUrl }).GetBatchAsync(id, options);
#pragma warning restore OPENAI001

    private async Task<ClientResult> SendMessageAsync(ServiceRequest request, BinaryContent content, RequestOptions options)
    {
        using var message = _pipeline.CreateMessage();
        message.Request.Method = request.Method;
        message.Request.Uri = new UriBuilder(request.BaseUrl) { Path = $"{request.BaseUrl.AbsolutePath.TrimEnd('/')}/{request.Path}", Query = Joined(request.BaseUrl.Query, request.Query) }.Uri;
        if (!request.Body.IsEmpty)
        {
            message.Request.Headers.Set("Content-Type", request.ContentType);
            message.Request.Content = content;
        }

        message.Apply(options);
        await _pipeline.SendAsync(message).ConfigureAwait(false);
        return ClientResult.FromResponse(message.ExtractResponse()!);
    }

    // A base URL can have a query of its own, such as a version.
    private static string Joined(string query, string other) => query.Length == 0 || other.Length == 0 ? query + other : $"{query}&{other[1..]}";

    private static OpenAIClientOptions ClientOptions(ServiceRequest request) => new() { Endpoint = request.BaseUrl };

    // The SDK would read a body to its end, however large it is.
    private static RequestOptions Options(ServiceRequest request, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow, BufferResponse = false };
        foreach (var (name, value) in request.Headers)
            options.SetHeader(name, value);
        return options;
    }
}
