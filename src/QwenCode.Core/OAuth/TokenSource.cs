using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>
/// Gives the login for a request and keeps it fresh: one refresh at a time in this process, and one among all that share the
/// credential file. Safe for use by several threads.
/// </summary>
internal sealed class TokenSource(CredentialFile file, TokenRefresh refresh, TimeProvider time)
{
    private readonly CredentialLock _lock = new(file.LockPath, time);
    private readonly object _gate = new();
    private Task<OAuthCredentials>? _refreshing;

    /// <summary>The login, its access token good for another 30 seconds at least where the service allows.</summary>
    /// <param name="cancellationToken">Ends this caller's waiting, not the refresh that others wait for too.</param>
    /// <exception cref="QwenException">There is no login (<c>NoAuthentication</c>), or it is due and cannot be renewed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = file.Read() ?? throw QwenErrors.NotLoggedIn(file.Path);
        if (!current.IsDue(time.GetUtcNow()))
            return current;
        try
        {
            return await RefreshOnceAsync(rejected: null).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException failure) when (IsPassing(failure) && current.ExpiresAt > time.GetUtcNow())
        {
            // Renewed ahead of its time and in vain: what is left of it still serves this request.
            return current;
        }
    }

    /// <summary>
    /// Another login than that whose token a service has just refused: one that lies in the file meanwhile, or else a refreshed one.
    /// Call it once for a request; where the new token is refused too, <see cref="QwenErrors.AccessTokenRejected"/> says so.
    /// </summary>
    /// <param name="rejected">The access token that was refused.</param>
    /// <param name="cancellationToken">Ends this caller's waiting, not the refresh that others wait for too.</param>
    /// <exception cref="QwenException">There is no login (<c>NoAuthentication</c>), or it cannot be renewed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> RefreshAfterRejectionAsync(Secret rejected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = file.ReadAgain() ?? throw QwenErrors.NotLoggedIn(file.Path);
        if (IsUsable(current, rejected))
            return current;
        var renewed = await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false);
        // The refresh that was under way may have been content with the very token that is refused.
        return renewed.HasAccessToken(rejected)
            ? await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false)
            : renewed;
    }

    /// <summary>Stores a new login, in turn with those who renew the old one.</summary>
    /// <exception cref="QwenException">It cannot be written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task StoreAsync(OAuthCredentials credentials, CancellationToken cancellationToken)
    {
        using var lease = await _lock.AcquireAsync(static () => true, cancellationToken).ConfigureAwait(false);
        file.Write(credentials);
    }

    /// <summary>Removes the stored login, in turn with those who renew it.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="QwenException">It cannot be removed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(file.Path))
            return false;
        using var lease = await _lock.AcquireAsync(() => File.Exists(file.Path), cancellationToken).ConfigureAwait(false);
        return lease is not null && file.Remove();
    }

    // No caller's token reaches the refresh: the server may have spent the refresh token already, and an answer that nobody takes
    // would be a lost login. It ends by its own limits.
    private Task<OAuthCredentials> RefreshOnceAsync(Secret? rejected)
    {
        lock (_gate)
        {
            if (_refreshing is { IsCompleted: false } underWay)
                return underWay;
            _refreshing = Task.Run(() => RefreshAsync(rejected));
            Observe(_refreshing);
            return _refreshing;
        }
    }

    private async Task<OAuthCredentials> RefreshAsync(Secret? rejected)
    {
        using var lease = await _lock.AcquireAsync(() => file.ReadAgain() is { } latest && !IsUsable(latest, rejected), CancellationToken.None)
            .ConfigureAwait(false);
        var current = file.ReadAgain() ?? throw QwenErrors.NotLoggedIn(file.Path);
        if (lease is null || IsUsable(current, rejected))
            return current;
        try
        {
            var renewed = await refresh.RefreshAsync(current, CancellationToken.None).ConfigureAwait(false);
            file.Write(renewed);
            return renewed;
        }
        catch (QwenRequestException refusal) when (refusal.ErrorId == QwenErrors.CredentialRejectedId)
        {
            // Somebody who does not keep to the lock may have logged in or refreshed meanwhile.
            var latest = file.ReadAgain();
            if (latest?.RefreshToken.Reveal() == current.RefreshToken.Reveal())
                file.Remove();
            else if (latest is not null && IsUsable(latest, rejected))
                return latest;
            throw;
        }
    }

    private static bool IsPassing(QwenException failure) =>
        failure.ErrorId is "CredentialLocked" || (failure is QwenRequestException && failure.ErrorId != QwenErrors.CredentialRejectedId);

    private bool IsUsable(OAuthCredentials credentials, Secret? rejected) =>
        !credentials.HasAccessToken(rejected) && !credentials.IsDue(time.GetUtcNow());

    // Every caller may have left by the time it fails.
    private static void Observe(Task task) => _ = task.ContinueWith(
        static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
