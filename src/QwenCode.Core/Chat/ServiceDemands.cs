namespace QwenCode.Chat;

/// <summary>
/// Remembers for the process what endpoints and their models demand of a request, so that a run of many prompts does not send each request twice.
/// </summary>
internal static class ServiceDemands
{
    private static readonly object Gate = new();

    // Replaced as a whole, so that requests read it without a lock.
    private static volatile HashSet<string>? _known;

    /// <summary>The request as the service demands it, as far as that is known.</summary>
    public static ChatRequest Apply(ChatRequest request, Uri baseUrl, string model)
    {
        if (_known is not { } known)
            return request;
        return request with
        {
            SchemaInPrompt = request.Schema is not null && (request.SchemaInPrompt || Has(Demand.SchemaInPrompt, "")),
            OmitStreamOptions = request.OmitStreamOptions || Has(Demand.NoStreamOptions, ""),
            StreamInternally = request.StreamInternally || Has(Demand.Stream, model),
        };

        bool Has(Demand demand, string of) => known.Contains(Key(baseUrl, of, demand));
    }

    /// <summary>The request as the service demands it with a failure, and a description of the change; <see langword="null"/> if it demands none.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="request">The request that failed.</param>
    /// <param name="streamed">Whether it was streamed.</param>
    /// <param name="baseUrl">The endpoint.</param>
    /// <param name="model">The model.</param>
    public static (ChatRequest Request, string Change)? Learn(QwenRequestException failure, ChatRequest request, bool streamed, Uri baseUrl, string model)
    {
        if (FallbackRule.RejectsSchema(failure, request))
            return Note(Demand.SchemaInPrompt, "", request with { SchemaInPrompt = true }, "the service does not support json_schema; sending the schema in the prompt.");
        if (FallbackRule.RejectsStreamOptions(failure, request, streamed))
            return Note(Demand.NoStreamOptions, "", request with { OmitStreamOptions = true }, "the service does not support stream_options; sending the request without them.");
        return FallbackRule.DemandsStream(failure, streamed)
            ? Note(Demand.Stream, model, request with { StreamInternally = true }, "the model supports only streaming; streaming the answer and collecting it.")
            : null;

        (ChatRequest Request, string Change) Note(Demand demand, string of, ChatRequest changed, string change)
        {
            lock (Gate)
                _known = [.. _known ?? [], Key(baseUrl, of, demand)];
            return (changed, change);
        }
    }

    private static string Key(Uri baseUrl, string model, Demand demand) => $"{demand} {baseUrl.AbsoluteUri} {model}";

    private enum Demand
    {
        SchemaInPrompt,
        NoStreamOptions,
        Stream,
    }
}
