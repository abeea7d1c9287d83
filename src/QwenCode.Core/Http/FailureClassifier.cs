using QwenCode.Errors;
using QwenCode.Showing;

namespace QwenCode.Http;

/// <summary>Converts a service's responses to the module's errors.</summary>
internal static class FailureClassifier
{
    /// <summary>The error for a response with a status other than success.</summary>
    /// <param name="facts">Endpoint, model, key source and attempts.</param>
    /// <param name="response">The response.</param>
    /// <param name="time">The clock for dates in <c>Retry-After</c>.</param>
    public static QwenRequestException FromResponse(ServiceFailure facts, BufferedResponse response, TimeProvider time)
    {
        var error = ServiceErrorReader.Read(response);
        var f = facts with
        {
            Status = response.Status,
            Detail = error.Message.Length > 0 ? error.Message : error.Code,
            RequestId = error.RequestId,
            RetryAfter = RetryRule.RetryAfter(response, time),
        };
        return response.Status switch
        {
            >= 300 and < 400 => QwenErrors.ProtocolViolation(f with
            {
                Detail = $"it redirects (HTTP {response.Status}) to {Target(response.Header("Location"))}, and redirects are not followed, so that the key goes to no other host",
            }),
            403 when ServiceErrorReader.IsPage(response) => QwenErrors.ProtocolViolation(f with { Detail = $"it denies access (HTTP 403) with {f.Detail}" }),
            404 when error is { IsUnroutable: true, IsUnknownModel: false } => QwenErrors.InvalidRequest(f),
            _ => FromCode(f, error) ?? FromStatus(f, response.Status),
        };
    }

    private static string Target(string? location)
    {
        const int MostCharacters = 200;
        if (string.IsNullOrWhiteSpace(location))
            return "nowhere";
        return ForeignText.OneLine(Uri.TryCreate(location, UriKind.Absolute, out var url) ? UrlText.Of(url) : location, MostCharacters);
    }

    /// <summary>The error for an <c>error</c> object in a response with a success status.</summary>
    public static QwenRequestException FromErrorObject(ServiceFailure facts, ServiceError error)
    {
        var f = facts with
        {
            Detail = error.Message.Length > 0 ? error.Message : error.Code,
            RequestId = error.RequestId ?? facts.RequestId,
            IsInAnswer = true,
        };
        if (FromCode(f, error) is { } known)
            return known;
        if (error.StatusInCode is { } number)
            return FromStatus(f with { Status = number }, number);
        return error.StatusInText is { } status
            ? FromStatus(f, status)
            : QwenErrors.UnknownErrorInAnswer(f);
    }

    private static QwenRequestException? FromCode(ServiceFailure f, ServiceError error) => error switch
    {
        { IsQuota: true } => QwenErrors.QuotaExceeded(f),
        { IsKey: true } => CredentialRejected(f),
        { IsLength: true } when f.Status != 429 => QwenErrors.ContextTooLong(f),
        { IsContent: true } => QwenErrors.ContentFiltered(f),
        { IsUnknownModel: true } when f.Status is null or < 500 and not 401 => UnknownModel(f),
        _ => null,
    };

    private static QwenRequestException FromStatus(ServiceFailure f, int status) => status switch
    {
        401 => CredentialRejected(f),
        402 => QwenErrors.QuotaExceeded(f),
        403 => QwenErrors.PermissionDenied(f),
        404 when f.IsAzure => QwenErrors.DeploymentNotFound(f),
        404 or 405 => QwenErrors.EndpointNotFound(f),
        413 => QwenErrors.ContextTooLong(f),
        429 => QwenErrors.RateLimited(f),
        407 when f.Proxy is not null => QwenErrors.ProxyLoginRequired(f),
        408 or >= 500 => QwenErrors.ServiceUnavailable(f),
        _ => QwenErrors.InvalidRequest(f),
    };

    private static QwenRequestException CredentialRejected(ServiceFailure f) => f.Method switch
    {
        AuthMethod.OAuth => QwenErrors.AccessTokenRejected(f),
        AuthMethod.Entra => QwenErrors.EntraTokenRejected(f),
        _ => QwenErrors.InvalidApiKey(f),
    };

    private static QwenRequestException UnknownModel(ServiceFailure f) =>
        f.IsAzure ? QwenErrors.DeploymentNotFound(f) : QwenErrors.ModelNotFound(f);
}
