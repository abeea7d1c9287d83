using System.Threading.RateLimiting;
using QwenCode.Authentication;

namespace QwenCode.Connectors;

/// <summary>Lets a number of requests through in any sixty seconds, and has the others wait in their order.</summary>
internal sealed class SlidingWindowLimiter : IRequestLimiter, IDisposable
{
    private const int Segments = 60;

    private readonly SlidingWindowRateLimiter _limiter;

    /// <summary>A limiter.</summary>
    /// <param name="requestsPerMinute">How many requests a minute, at least 1.</param>
    public SlidingWindowLimiter(int requestsPerMinute) => _limiter = new SlidingWindowRateLimiter(new SlidingWindowRateLimiterOptions
    {
        PermitLimit = requestsPerMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = Segments,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <inheritdoc/>
    public void Dispose() => _limiter.Dispose();

    /// <inheritdoc/>
    public async ValueTask AcquireAsync(Action onWait, CancellationToken cancellationToken)
    {
        using var lease = _limiter.AttemptAcquire();
        if (lease.IsAcquired)
            return;
        onWait();
        using var awaited = await _limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
    }
}
