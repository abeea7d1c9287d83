using QwenCode.Errors;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.OAuth;

/// <summary>Converts failures of the sign-in service and the network to the module's errors.</summary>
internal static class OAuthFailures
{
    /// <summary>The error for a connection that failed.</summary>
    public static QwenRequestException FromException(Uri endpoint, Exception exception, Uri? proxy = null)
    {
        var facts = new ServiceFailure { Endpoint = endpoint.AbsoluteUri, Proxy = proxy, EndpointSource = "QWEN_OAUTH_BASE_URL if it is set" };
        var failure = NetworkFailures.FromException(facts, exception);
        return exception switch
        {
            ResponseTooLargeException { Limit: var limit } => QwenErrors.OAuthProtocolViolation(facts with { Detail = $"it sent more than {HumanText.Size(limit)}" }),
            InvalidDataException => QwenErrors.OAuthProtocolViolation(facts with { Detail = "its compressed body is corrupt", Cause = NetworkFailures.Shown(exception) }),
            _ when failure.Id == ErrorId.ProtocolViolation => QwenErrors.OAuthProtocolViolation(facts with { Detail = NetworkFailures.ViolationOf(exception) ?? "its response is not valid HTTP", Cause = NetworkFailures.Shown(exception) }),
            _ when failure.Id == ErrorId.IncompleteAnswer => QwenErrors.ConnectionFailed(facts with { Detail = NetworkFailures.ClosedEarly(facts, exception), Cause = exception }),
            _ => failure,
        };
    }

    /// <summary>The error for a response that is neither what was requested nor a rejection that the caller handles.</summary>
    public static QwenRequestException FromResponse(Uri endpoint, OAuthResponse response, string clientId, params ReadOnlySpan<Secret> sent)
    {
        var f = Facts(endpoint, response, sent);
        return response switch
        {
            { Status: 408 or >= 500 } => QwenErrors.OAuthUnavailable(f),
            { Status: 429 } or { Error: "slow_down" } => QwenErrors.OAuthRateLimited(f),
            { Status: >= 300 and < 400 } => QwenErrors.OAuthProtocolViolation(f with { Detail = $"it redirects (HTTP {response.Status}), and redirects are not followed" }),
            { IsObject: false } => QwenErrors.OAuthProtocolViolation(f with { Detail = $"it sent {response.ErrorText} (HTTP {response.Status})" }),
            { Error: "invalid_client" or "unauthorized_client" } => QwenErrors.OAuthClientRejected(f, clientId),
            { Error: "server_error" or "temporarily_unavailable" } => QwenErrors.OAuthUnavailable(f),
            { Error: null, IsSuccess: true } => QwenErrors.OAuthProtocolViolation(
                f with { Detail = $"its JSON (HTTP {response.Status}) lacks what was requested, or contains it in an unusable format" }),
            { Error: null } => QwenErrors.OAuthProtocolViolation(f with { Detail = $"its JSON (HTTP {response.Status}{f.Said}) does not name an error" }),
            _ => QwenErrors.OAuthRejected(f),
        };
    }

    /// <summary>The error for an approval page that is not the sign-in host's.</summary>
    public static QwenRequestException ForeignPage(Uri endpoint, OAuthResponse response, Uri page, OAuthServer server) => QwenErrors.OAuthProtocolViolation(
        Facts(endpoint, response) with { Detail = $"the approval page is on {HostRule.Shown(page)}, which is not an https page of {server.BaseUri.IdnHost}" });

    /// <summary>The facts about a response, without the secrets that were sent in case the server echoes them.</summary>
    public static ServiceFailure Facts(Uri endpoint, OAuthResponse response, params ReadOnlySpan<Secret> sent)
    {
        var (text, requestId) = (response.ErrorText, response.RequestId);
        foreach (var secret in sent)
            (text, requestId) = (secret.Redact(text), requestId is null ? null : secret.Redact(requestId));
        return new ServiceFailure { Endpoint = endpoint.AbsoluteUri, Status = response.Status, Detail = text, RequestId = requestId };
    }
}
