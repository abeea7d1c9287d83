using QwenCode.Authentication;
using QwenCode.Loading;

namespace QwenCode.Session;

/// <summary>A limiter that is made when the first request comes, so that looking at the session loads nothing.</summary>
/// <param name="requestsPerMinute">How many requests a minute, at least 1.</param>
internal sealed class SessionLimiter(int requestsPerMinute) : IRequestLimiter
{
    private readonly Lazy<IRequestLimiter> _limiter = new(() => ConnectorLoader.Limiter(requestsPerMinute));

    /// <summary>How many requests a minute it lets through.</summary>
    public int RequestsPerMinute => requestsPerMinute;

    /// <inheritdoc/>
    public ValueTask AcquireAsync(Action onWait, CancellationToken cancellationToken) => _limiter.Value.AcquireAsync(onWait, cancellationToken);
}
