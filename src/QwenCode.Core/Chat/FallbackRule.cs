using QwenCode.Errors;

namespace QwenCode.Chat;

/// <summary>When another variant of a failed request is worth an attempt.</summary>
internal static class FallbackRule
{
    /// <summary>Whether another model may answer: this one is limited, overloaded or unknown.</summary>
    public static bool LeadsToFallback(QwenException exception) => exception.Id is ErrorId.RateLimited or ErrorId.ServiceUnavailable or ErrorId.ModelNotFound;

    /// <summary>Whether a fallback failed for a reason of its own, so that the next one may answer: its route has its own account and host.</summary>
    public static bool LeadsToNextFallback(QwenException exception) => LeadsToFallback(exception)
        || exception.Id is ErrorId.NoAuthentication or ErrorId.CredentialRejected or ErrorId.InvalidApiKey or ErrorId.PermissionDenied
            or ErrorId.QuotaExceeded or ErrorId.ConnectionFailed or ErrorId.TlsFailed or ErrorId.ProtocolViolation;

    /// <summary>Whether the service rejected <c>json_schema</c> as the response format, and may support <c>json_object</c>.</summary>
    public static bool RejectsSchema(QwenRequestException exception, ChatRequest request) =>
        request is { Schema: not null, SchemaInPrompt: false } && IsRejection(exception) && Mentions(exception, "response_format", "json_schema");

    /// <summary>Whether the service rejected <c>stream_options</c>, which this module sends unasked.</summary>
    public static bool RejectsStreamOptions(QwenRequestException exception, ChatRequest request, bool streamed) =>
        streamed && !request.OmitStreamOptions && IsRejection(exception) && Mentions(exception, "stream_options", "include_usage");

    /// <summary>Whether the service answers this request only as a stream. So does DashScope for models that think.</summary>
    public static bool DemandsStream(QwenRequestException exception, bool streamed) =>
        !streamed && IsRejection(exception) && !Mentions(exception, "stream_options")
        && Mentions(exception, "non-streaming", "non-stream", "stream mode", "streaming mode", "stream parameter", "only support stream", "only supports stream", "stream must be", "streaming is required", "stream=true", "'stream' must be");

    private static bool IsRejection(QwenRequestException exception) => exception is { StatusCode: 400 or 422, Id: ErrorId.InvalidRequest };

    private static bool Mentions(QwenRequestException exception, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (exception.Said.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
