namespace QwenCode.Chat;

/// <summary>
/// Falls back to another variant of a request if the service demands one: <c>json_object</c> and the schema in the prompt, no
/// <c>stream_options</c>, or a stream. What is known of a service applies to the first request.
/// </summary>
/// <param name="inner">Sends the requests.</param>
internal sealed class DemandFallback(IChatClient inner) : IChatClient
{
    /// <inheritdoc/>
    public async Task<DeltaReader> OpenAsync(ChatCall call)
    {
        var endpoint = call.Endpoint.Url;
        while (true)
        {
            call.Request = ServiceDemands.Apply(call.Request, endpoint, call.Model);
            try
            {
                return await inner.OpenAsync(call).ConfigureAwait(false);
            }
            catch (QwenRequestException exception) when (ServiceDemands.Learn(exception, call.Request, call.IsStreamed, endpoint, call.Model) is { } other)
            {
                call.Request = other.Request;
                call.ReportChange(exception, other.Change);
            }
        }
    }
}
