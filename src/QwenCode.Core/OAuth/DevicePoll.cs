namespace QwenCode.OAuth;

/// <summary>The result of one poll of the token endpoint, unless it was final (RFC 8628, section 3.5).</summary>
internal sealed record DevicePoll
{
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    /// <summary>The user has not decided yet.</summary>
    public static readonly DevicePoll Pending = new();

    /// <summary>As <see cref="Pending"/>, and polls are too frequent.</summary>
    public static readonly DevicePoll SlowDown = new() { IsSlowDown = true };

    /// <summary>The tokens; <see langword="null"/> while there are none.</summary>
    public OAuthCredentials? Credentials { get; private init; }

    /// <summary>Whether all further pauses are to be longer.</summary>
    public bool IsSlowDown { get; private init; }

    /// <summary>Whether the request timed out.</summary>
    public bool IsTimeout { get; private init; }

    /// <summary>The text of a transient error; <see langword="null"/> if there was none.</summary>
    public string? TransientError { get; private init; }

    /// <summary>The user has approved.</summary>
    public static DevicePoll Approved(OAuthCredentials credentials) => new() { Credentials = credentials };

    /// <summary>A failure that may be over at the next poll.</summary>
    public static DevicePoll Failed(string error, bool isTimeout = false, bool isSlowDown = false) =>
        new() { TransientError = error, IsTimeout = isTimeout, IsSlowDown = isSlowDown };

    /// <summary>The pause before the next poll: five seconds more after <c>slow_down</c>, doubled after a timeout, else the same.</summary>
    public TimeSpan IntervalAfter(TimeSpan interval)
    {
        if (IsSlowDown)
            return interval + SlowDownStep;
        if (!IsTimeout || interval >= LongestBackoff)
            return interval;
        return interval * 2 < LongestBackoff ? interval * 2 : LongestBackoff;
    }
}
