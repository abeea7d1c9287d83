namespace QwenCode.OAuth;

/// <summary>What one poll of the token endpoint brought, unless it was final (RFC 8628, section 3.5).</summary>
internal sealed record DevicePoll
{
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(1);

    /// <summary>The user has not decided yet.</summary>
    public static readonly DevicePoll Pending = new();

    /// <summary>As <see cref="Pending"/>, and polls come too fast.</summary>
    public static readonly DevicePoll SlowDown = new() { IsSlowDown = true };

    /// <summary>The tokens; <see langword="null"/> while there are none.</summary>
    public OAuthCredentials? Credentials { get; private init; }

    /// <summary>Whether all further pauses are to be longer.</summary>
    public bool IsSlowDown { get; private init; }

    /// <summary>Whether the server let the request run into its timeout.</summary>
    public bool IsTimeout { get; private init; }

    /// <summary>What went wrong for the moment, in words; <see langword="null"/> if nothing did.</summary>
    public string? Trouble { get; private init; }

    /// <summary>The user has approved.</summary>
    public static DevicePoll Approved(OAuthCredentials credentials) => new() { Credentials = credentials };

    /// <summary>A failure that the next poll may not meet.</summary>
    public static DevicePoll Failed(string trouble, bool isTimeout = false, bool isSlowDown = false) =>
        new() { Trouble = trouble, IsTimeout = isTimeout, IsSlowDown = isSlowDown };

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
