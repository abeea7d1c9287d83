namespace QwenCode.Chat;

/// <summary>Admits a request: within the service's rate limit, and counted. A retry is a request of its own.</summary>
internal static class Admission
{
    /// <summary>Returns when a request may be sent, which it is then taken to be.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async ValueTask WaitAsync(AuthContext context, CallOptions options, CancellationToken cancellationToken)
    {
        if (context.Limiter is { } limiter)
            await limiter.AcquireAsync(options.Activity is { } activity ? activity.WaitForRate : static _ => { }, cancellationToken).ConfigureAwait(false);
        context.Requests.Add();
    }
}
