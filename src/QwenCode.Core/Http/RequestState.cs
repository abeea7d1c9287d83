namespace QwenCode.Http;

/// <summary>What a request can be doing.</summary>
internal enum RequestStep
{
    /// <summary>It is being prepared.</summary>
    Preparing,

    /// <summary>It waits for an access token.</summary>
    WaitingForToken,

    /// <summary>It waits for the rate limit.</summary>
    WaitingForRate,

    /// <summary>It failed and waits for its retry.</summary>
    WaitingToRetry,

    /// <summary>It was sent.</summary>
    Sent,
}

/// <summary>What a request is doing now.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">Its description, in lower case.</param>
/// <param name="Elapsed">For how long.</param>
/// <param name="Left">How much longer; <see langword="null"/> if that is not known.</param>
internal readonly record struct RequestState(RequestStep Step, string Status, TimeSpan Elapsed, TimeSpan? Left);
