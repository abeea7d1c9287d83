using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using QwenCode.Errors;

namespace QwenCode.Http;

/// <summary>Decides whether a failed request is sent again, and when.</summary>
/// <param name="maximumRetryCount">Maximum number of retries.</param>
/// <param name="interval">The pause before the first retry; it doubles with each further one up to 30 seconds, and stays as it is if it is longer.</param>
/// <param name="time">The clock for dates.</param>
internal sealed class RetryRule(int maximumRetryCount, TimeSpan interval, TimeProvider time)
{
    /// <summary>The longest pause that a service may request; beyond it the request fails at once, and the error shows how long to wait.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(30);

    /// <summary>The pause between attempts if none is specified: one second.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(1);

    /// <summary>Whether the request may be carried out twice; if not, only the rate limit's response permits another attempt.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>The pause before the next attempt, or <see langword="null"/> if the response is final.</summary>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="response">The response.</param>
    public TimeSpan? DelayBefore(int retry, BufferedResponse response)
    {
        var isTransient = response.Status == 429 || (IsRepeatable && response.Status is (408 or 500 or 502 or 503 or 504 or 529));
        if (!isTransient || retry > maximumRetryCount || IsInVain(response))
            return null;
        if (RetryAfter(response, time) is not { } requested)
            return Backoff(retry);
        return requested <= LongestRetryAfter ? requested : null;
    }

    /// <summary>The pause before the next attempt after the connection failed, or <see langword="null"/> if the failure is final.</summary>
    /// <remarks>What an immediate retry cannot fix is final: a refused connection, an unknown host, a certificate, headers without end.</remarks>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="exception">The failure.</param>
    public TimeSpan? DelayBefore(int retry, Exception exception)
    {
        var isFinal = !IsRepeatable
            || exception is not HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded }
            || exception.InnerException is AuthenticationException
            || exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain };
        return isFinal || retry > maximumRetryCount ? null : Backoff(retry);
    }

    /// <summary>The pause before the next attempt after a response with a success status that reports a failure, or <see langword="null"/> if the failure is final.</summary>
    /// <param name="retry">The number of the retry, from 1.</param>
    /// <param name="failure">The failure.</param>
    public TimeSpan? DelayBefore(int retry, QwenRequestException failure) =>
        failure is { IsInAnswer: true, Id: ErrorId.RateLimited or ErrorId.ServiceUnavailable } && (IsRepeatable || failure.Id == ErrorId.RateLimited) && retry <= maximumRetryCount ? Backoff(retry) : null;

    /// <summary>How long to wait according to the service: <c>retry-after-ms</c>, or <c>Retry-After</c> in seconds or as a date (RFC 9110, section 10.2.3).</summary>
    public static TimeSpan? RetryAfter(BufferedResponse response, TimeProvider time)
    {
        if (double.TryParse(response.Header("retry-after-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0)
            return TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue));
        var text = response.Header("Retry-After");
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0)
            return TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue));
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks));
        return null;
    }

    // Some services report an empty account or a prompt that is too long as their own failure. The tokens of a 429 are those of a minute.
    private static bool IsInVain(BufferedResponse response) => ServiceErrorReader.Read(response) is var error && (error.IsQuota || (error.IsLength && response.Status != 429));

    // A quarter of the pause is random, so that many clients do not retry at the same time.
    private TimeSpan Backoff(int retry)
    {
        var pause = Math.Min(interval.TotalSeconds * Math.Pow(2, retry - 1), Math.Max(LongestBackoff.TotalSeconds, interval.TotalSeconds));
#pragma warning disable CA5394 // Jitter needs no secrecy.
        return TimeSpan.FromSeconds(pause * (0.75 + (0.25 * Random.Shared.NextDouble())));
#pragma warning restore CA5394
    }
}
