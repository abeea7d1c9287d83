using QwenCode.Receiving;

namespace QwenCode.Chat;

/// <summary>How a request is carried out, apart from what it asks.</summary>
internal sealed record CallOptions
{
    /// <summary>The time for all tries together, unless another is given: ten minutes, since a model may think for long.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The time for all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>The longest silence of a stream, unless another is given: two minutes, since a model may think between pieces.</summary>
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(2);

    /// <summary>The longest silence of a stream between two arrivals.</summary>
    public TimeSpan IdleTimeout { get; init; } = DefaultIdleTimeout;

    /// <summary>The pause before the first repeat; it doubles with each further one.</summary>
    public TimeSpan RetryInterval { get; init; } = RetryRule.DefaultInterval;

    /// <summary>How many times a request is repeated at the most where a repeat is worth it.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>How large an answer may be, in bytes, or in characters where it is streamed.</summary>
    public int MaximumAnswer { get; init; } = ReceiveLimits.DefaultAnswer;

    /// <summary>Where the request reports what it is doing; <see langword="null"/> if nobody looks.</summary>
    public RequestActivity? Activity { get; init; }

    /// <summary>Told about endpoint, key source and tries, for <c>-Verbose</c>; called from any thread. <see langword="null"/> where nobody listens.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>Told what the user has to know about the credential; may be called from any thread, and at each attempt.</summary>
    public Action<string>? Warn { get; init; }
}
