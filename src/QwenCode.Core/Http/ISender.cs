namespace QwenCode.Http;

/// <summary>The port to services: carries one attempt and decides nothing.</summary>
internal interface ISender
{
    /// <summary>Sends a request and returns as soon as the response begins, whatever its status.</summary>
    /// <exception cref="HttpRequestException">No response arrived.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ServiceResponse> SendAsync(ServiceRequest request, CancellationToken cancellationToken);
}
