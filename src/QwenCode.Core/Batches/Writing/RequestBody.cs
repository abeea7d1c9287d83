using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Chat;
using QwenCode.Errors;

namespace QwenCode.Batches;

/// <summary>Writes the bodies of the requests of a batch, as they would be sent one by one.</summary>
/// <param name="endpoint">The endpoint; <see langword="null"/> if none is configured, for a file of requests.</param>
/// <param name="model">The model.</param>
internal sealed class RequestBody(Endpoint? endpoint, string model)
{
    private readonly Provider _provider = endpoint?.Provider ?? Providers.Named(new Uri("https://api.openai.com/v1"))!;

    /// <summary>The model.</summary>
    public string Model => model;

    /// <summary>Prepares to write requests like the first one.</summary>
    /// <param name="request">The first request.</param>
    /// <param name="endpoint">The endpoint; <see langword="null"/> if none is configured.</param>
    /// <exception cref="QwenException">No model is named (<c>ModelRequired</c>).</exception>
    public static RequestBody Of(ChatRequest request, Endpoint? endpoint) => new(
        endpoint, request.Model ?? endpoint?.Model?.Value ?? throw QwenErrors.ModelRequired(endpoint?.Provider.Name ?? Providers.CustomName, endpoint?.ShownUrl.AbsoluteUri ?? "any endpoint"));

    /// <summary>The body of a request.</summary>
    public ReadOnlyMemory<byte> Write(ChatRequest request)
    {
        if (endpoint is not null)
            request = ServiceDemands.Apply(request, endpoint.Url, model).Over(endpoint.Config);
        return ChatRequestWriter.Write(request, model, _provider);
    }
}
