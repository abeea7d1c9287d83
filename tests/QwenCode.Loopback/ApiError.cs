namespace QwenCode.Loopback;

/// <summary>An error before it takes on a dress's JSON shape.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The text for people.</param>
/// <param name="Type">OpenAI's error type; null if the gateway sends code and message only.</param>
/// <param name="Code">The error code.</param>
/// <param name="Param">The request member at fault.</param>
/// <param name="Own">Use DashScope's own shape instead of OpenAI's.</param>
/// <param name="DressedAs">The service to imitate, whatever the server's is.</param>
internal sealed record ApiError(int Status, string Message, string? Type, string? Code, string? Param = null, bool Own = false, Dress? DressedAs = null);

internal enum ErrorKind
{
    InvalidApiKey,
    Forbidden,
    ModelNotFound,
    BadRequest,
    ContextTooLong,
    ContentBlocked,
    PayloadTooLarge,
    RateLimited,
    QuotaExceeded,
    ServerError,
    Unavailable,
    PathNotFound,
    MethodNotAllowed,
}
