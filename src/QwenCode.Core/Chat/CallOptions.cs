namespace QwenCode.Chat;

/// <summary>How a request is carried out, apart from what it asks.</summary>
internal sealed record CallOptions
{
    /// <summary>The time for all tries together, unless another is given: ten minutes, since a model may think for long.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The time for all tries together.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>How many times a request is repeated at the most where a repeat is worth it.</summary>
    public int MaximumRetryCount { get; init; } = 3;

    /// <summary>Told about endpoint, key source and tries, for <c>-Verbose</c>; called from any thread.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
