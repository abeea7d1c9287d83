using QwenCode.Errors;

namespace QwenCode;

/// <summary>A request that failed at the service, in transit, or because of its response.</summary>
public sealed class QwenRequestException : QwenException
{
    internal QwenRequestException(ErrorId id, string what, string next, Exception? innerException = null)
        : base(id, what, next, innerException)
    {
    }

    /// <summary>The HTTP status, or <see langword="null"/> if no response arrived.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>The service's own id of the request, for its support; <see langword="null"/> if it sent none.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The wait before a retry that the service requests; <see langword="null"/> if it requests none.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>How many times the request was sent.</summary>
    public int Attempts { get; internal init; }

    /// <summary>The text that was received before the failure; <see langword="null"/> if there was none.</summary>
    public string? PartialAnswer { get; internal init; }

    /// <summary>Whether the service reported the failure inside a response with a success status.</summary>
    internal bool IsInAnswer { get; init; }

    /// <summary>The service's own words; no message is made of them.</summary>
    internal string Said { get; init; } = "";

    /// <summary>The same error with the failures of the fallbacks.</summary>
    /// <param name="sentences">The failures.</param>
    /// <param name="attempts">Number of attempts with all models.</param>
    internal QwenRequestException WithFallbacks(string sentences, int attempts) => Copy($"{Event} {sentences}", RecommendedAction, attempts);

    private protected override QwenException Copy(string what, string next) => Copy(what, next, Attempts);

    private QwenRequestException Copy(string what, string next, int attempts) => new(Id, what, next, InnerException)
    {
        StatusCode = StatusCode,
        RequestId = RequestId,
        RetryAfter = RetryAfter,
        Attempts = attempts,
        PartialAnswer = PartialAnswer,
        IsInAnswer = IsInAnswer,
        Said = Said,
    };
}
