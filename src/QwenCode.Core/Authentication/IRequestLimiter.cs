namespace QwenCode.Authentication;

/// <summary>The port to what keeps requests within a service's rate.</summary>
internal interface IRequestLimiter
{
    /// <summary>Returns when a request may be sent.</summary>
    /// <param name="onWait">Told once where it has to wait; called from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask AcquireAsync(Action onWait, CancellationToken cancellationToken);
}
