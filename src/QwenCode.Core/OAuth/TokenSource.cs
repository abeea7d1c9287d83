using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>
/// Gives the login for a request and keeps it fresh: one refresh at a time in this process, and one among all that share the
/// credential file. Safe for use by several threads.
/// </summary>
internal sealed class TokenSource
{
    // A program that does not keep to the lock may remove it again and again.
    private const int MostRounds = 3;

    // Whoever renewed the login without the lock has stored it by then.
    private const int LooksAfterRefusal = 10;
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(50);

    private readonly CredentialFile _file;
    private readonly TokenRefresh _refresh;
    private readonly TimeProvider _time;
    private readonly CredentialLock _lock;
    private readonly UnstoredLogin _unstored;
    private readonly object _gate = new();
    private Task<OAuthCredentials>? _refreshing;

    /// <summary>The login in a file.</summary>
    public TokenSource(CredentialFile file, TokenRefresh refresh, TimeProvider time)
    {
        (_file, _refresh, _time) = (file, refresh, time);
        _lock = new CredentialLock(file.LockPath, time);
        _unstored = new UnstoredLogin(file, _lock, time);
    }

    /// <summary>What the user has to know: that the login is in memory only. <see langword="null"/> if it is stored.</summary>
    public string? Warning => _unstored.Warning;

    /// <summary>The login as it is, due or not; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">The file holds something else or cannot be read (<c>CredentialFileInvalid</c>).</exception>
    public OAuthCredentials? Find() => _unstored.IsAny ? _unstored.Over(_file.Peek()) : _file.Read();

    /// <summary>The login, its access token good for another 30 seconds at least if the service allows.</summary>
    /// <param name="cancellationToken">Ends this caller's waiting, not the refresh that others wait for too.</param>
    /// <exception cref="QwenException">There is no login (<c>NoAuthentication</c>), or it is due and cannot be renewed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = await CurrentAsync(mayBeKnown: true, cancellationToken).ConfigureAwait(false);
        if (!current.IsDue(_time.GetUtcNow()))
            return current;
        try
        {
            return await RefreshOnceAsync(rejected: null).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException failure) when (IsPassing(failure) && current.ExpiresAt > _time.GetUtcNow())
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
        var current = await CurrentAsync(mayBeKnown: false, cancellationToken).ConfigureAwait(false);
        if (IsUsable(current, rejected))
            return current;
        var renewed = await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false);
        // The refresh that was under way may have been content with the very token that is refused.
        return renewed.HasAccessToken(rejected)
            ? await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false)
            : renewed;
    }

    /// <summary>Proves that a login can be stored, before a user is asked to approve one. Nothing stays behind.</summary>
    /// <exception cref="QwenException">It cannot (<c>CredentialFileInvalid</c>, <c>CredentialLocked</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task EnsureStorableAsync(CancellationToken cancellationToken)
    {
        var made = _file.Storage.CreateFolder();
        try
        {
            using var lease = await _lock.AcquireAsync(static () => true, cancellationToken).ConfigureAwait(false);
            _file.Storage.Reserve().Dispose();
        }
        catch (UnusableFileException exception)
        {
            throw _file.Storage.Failure(exception);
        }
        finally
        {
            foreach (var folder in made)
                PrivateFile.TryDeleteEmptyFolder(folder);
        }
    }

    /// <summary>Stores a new login, in turn with those who renew the old one. If that fails, it is kept in memory, see <see cref="Warning"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task StoreAsync(OAuthCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await _lock.AcquireAsync(static () => true, cancellationToken).ConfigureAwait(false);
            _file.Storage.Write(credentials);
            _unstored.Forget();
        }
        catch (QwenException failure)
        {
            _unstored.Keep(credentials, _file.Peek(), failure);
        }
    }

    /// <summary>Removes the login, in turn with those who renew it.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="QwenException">It cannot be removed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file.Path))
            return _unstored.Forget();
        using var lease = await _lock.AcquireAsync(() => File.Exists(_file.Path), cancellationToken).ConfigureAwait(false);
        return (lease is not null && _file.Storage.Remove()) | _unstored.Forget();
    }

    private async ValueTask<OAuthCredentials> CurrentAsync(bool mayBeKnown, CancellationToken cancellationToken)
    {
        OAuthCredentials? current;
        if (_unstored.IsAny)
        {
            _ = _unstored.StoreSoon();
            current = _unstored.Over(_file.Peek());
        }
        else
        {
            current = await _file.ReadAsync(mayBeKnown, cancellationToken).ConfigureAwait(false);
        }

        return current ?? throw QwenErrors.NotLoggedIn(_file.Path);
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
        for (var round = 1; ; round++)
        {
            using var lease = await LockAsync(rejected).ConfigureAwait(false);
            var current = await CurrentAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false);
            if (IsUsable(current, rejected) || (lease is null && !_unstored.IsAny))
                return current;
            using var place = Reserve();
            if (lease is { IsHeld: false } && round < MostRounds)
                continue;
            try
            {
                var renewed = await _refresh.RefreshAsync(current, CancellationToken.None).ConfigureAwait(false);
                return await StoreAsync(renewed, current, place, rejected).ConfigureAwait(false);
            }
            catch (QwenRequestException refusal) when (refusal.ErrorId == QwenErrors.CredentialRejectedId)
            {
                if (await IsReplacedAsync(current).ConfigureAwait(false) && round < MostRounds)
                    continue;
                _unstored.Forget();
                await _file.Storage.RemoveAsync(current, CancellationToken.None).ConfigureAwait(false);
                throw;
            }
        }
    }

    // Nobody else has the refresh token of a login that is in memory only.
    private async Task<CredentialLease?> LockAsync(Secret? rejected)
    {
        try
        {
            return await _lock.AcquireAsync(() => IsNeeded(rejected), CancellationToken.None).ConfigureAwait(false);
        }
        catch (QwenException) when (_unstored.IsAny)
        {
            return null;
        }
    }

    // The refresh token is spent only if what comes of it can be stored; one that is not stored anyway has nothing to lose.
    private AtomicFile? Reserve()
    {
        try
        {
            return _file.Storage.Reserve();
        }
        catch (UnusableFileException exception)
        {
            return _unstored.IsAny ? null : throw QwenErrors.RenewalNotStorable(_file.Path, exception.Message, exception);
        }
    }

    private async Task<OAuthCredentials> StoreAsync(OAuthCredentials renewed, OAuthCredentials current, AtomicFile? place, Secret? rejected)
    {
        try
        {
            // Somebody who does not keep to the lock may have logged in meanwhile, perhaps to another account.
            var latest = _unstored.Over(await _file.ReadAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false));
            if (latest is not null && !latest.HasRefreshTokenOf(current) && IsUsable(latest, rejected))
                return latest;
        }
        catch (QwenException)
        {
            // It was a login before the refresh, so whoever wrote this has failed.
        }

        try
        {
            _file.Storage.Write(renewed, place);
            _unstored.Forget();
        }
        catch (QwenException failure)
        {
            _unstored.Keep(renewed, current, failure);
        }

        return renewed;
    }

    // Whoever does not keep to the lock may have renewed the login and be about to store it.
    private async Task<bool> IsReplacedAsync(OAuthCredentials refused)
    {
        for (var looks = 1; File.Exists(_file.Path); looks++)
        {
            if (_unstored.Over(_file.Peek()) is { } latest && !latest.HasRefreshTokenOf(refused))
                return true;
            if (looks == LooksAfterRefusal)
                return false;
            await Task.Delay(PauseAfterRefusal, _time).ConfigureAwait(false);
        }

        return false;
    }

    private bool IsNeeded(Secret? rejected) =>
        _unstored.Over(_file.Peek()) is { } latest ? !IsUsable(latest, rejected) : File.Exists(_file.Path);

    private static bool IsPassing(QwenException failure) =>
        failure.Category == ErrorCategoryName.ResourceUnavailable || (failure is QwenRequestException && failure.ErrorId != QwenErrors.CredentialRejectedId);

    private bool IsUsable(OAuthCredentials credentials, Secret? rejected) =>
        !credentials.HasAccessToken(rejected) && !credentials.IsDue(_time.GetUtcNow());

    // Every caller may have left by the time it fails.
    private static void Observe(Task task) => _ = task.ContinueWith(
        static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
