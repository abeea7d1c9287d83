using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>
/// Provides the credential for a request and keeps it valid: one refresh at a time in this process, and one among all that share the
/// credential file. Safe for use by several threads.
/// </summary>
internal sealed class TokenSource
{
    private readonly CredentialFile _file;
    private readonly TimeProvider _time;
    private readonly CredentialLock _lock;
    private readonly UnstoredCredential _unstored;
    private readonly TokenRenewal _renewal;
    private readonly object _gate = new();
    private Task<OAuthCredentials>? _refreshing;

    /// <summary>The credential in a file.</summary>
    public TokenSource(CredentialFile file, TokenRefresh refresh, TimeProvider time)
    {
        (_file, _time) = (file, time);
        _lock = new CredentialLock(file.LockPath, time);
        _unstored = new UnstoredCredential(file, _lock, time);
        _renewal = new TokenRenewal(file, _lock, _unstored, refresh, time);
    }

    /// <summary>The warning that the credential is in memory only. <see langword="null"/> if it is stored.</summary>
    public string? Warning => _unstored.Warning;

    /// <summary>The credential as it is, due or not; <see langword="null"/> if there is none.</summary>
    /// <exception cref="QwenException">The file holds something else or cannot be read (<c>CredentialFileInvalid</c>).</exception>
    public OAuthCredentials? Find() => _unstored.Exists ? _unstored.Over(_file.Peek()) : _file.Read();

    /// <summary>The credential, its access token valid for another 30 seconds at least if the service allows.</summary>
    /// <param name="cancellationToken">Ends this caller's wait, not the refresh that others wait for too.</param>
    /// <exception cref="QwenException">There is no credential (<c>NoAuthentication</c>), or it is due and cannot be renewed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = await _renewal.CurrentAsync(mayBeKnown: true, cancellationToken).ConfigureAwait(false);
        if (!current.IsDue(_time.GetUtcNow()))
            return current;
        try
        {
            return await RefreshOnceAsync(rejected: null).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException failure) when (IsTransient(failure) && current.ExpiresAt > _time.GetUtcNow())
        {
            // Renewed ahead of its time, without success: it is still valid for this request.
            return current;
        }
    }

    /// <summary>
    /// Another credential than that whose token a service has just rejected: one that is in the file by now, or else a refreshed one.
    /// Call it once for a request; if the new token is rejected too, the error is <see cref="QwenErrors.AccessTokenRejected"/>.
    /// </summary>
    /// <param name="rejected">The access token that was rejected.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not the refresh that others wait for too.</param>
    /// <exception cref="QwenException">There is no credential (<c>NoAuthentication</c>), or it cannot be renewed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> RefreshAfterRejectionAsync(Secret rejected, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var current = await _renewal.CurrentAsync(mayBeKnown: false, cancellationToken).ConfigureAwait(false);
        if (_renewal.IsUsable(current, rejected))
            return current;
        var renewed = await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false);
        // The refresh that was in progress may have returned the very token that is rejected.
        return renewed.HasAccessToken(rejected)
            ? await RefreshOnceAsync(rejected).WaitAsync(cancellationToken).ConfigureAwait(false)
            : renewed;
    }

    /// <summary>Checks that a credential can be stored, before a user approves one. Nothing is left behind.</summary>
    /// <exception cref="QwenException">It cannot (<c>CredentialFileUnwritable</c>, <c>CredentialLocked</c>).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task EnsureStorableAsync(CancellationToken cancellationToken)
    {
        var created = _file.Storage.CreateFolder();
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
            foreach (var folder in created)
                PrivateFile.TryDeleteEmptyFolder(folder);
        }
    }

    /// <summary>Stores a new credential, after any renewal of the old one in progress. If that fails, it is kept in memory, see <see cref="Warning"/>.</summary>
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

    /// <summary>Removes the credential, after any renewal in progress.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="QwenException">It cannot be removed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<bool> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file.Path))
            return _file.Storage.Remove() | _unstored.Forget();
        using var lease = await _lock.AcquireAsync(() => File.Exists(_file.Path), cancellationToken).ConfigureAwait(false);
        return (lease is not null && _file.Storage.Remove()) | _unstored.Forget();
    }

    // No caller's token reaches the refresh: the server may have used up the refresh token already, and an answer that nobody takes
    // would be a lost credential. It ends by its own limits.
    private Task<OAuthCredentials> RefreshOnceAsync(Secret? rejected)
    {
        lock (_gate)
        {
            if (_refreshing is { IsCompleted: false } underWay)
                return underWay;
            _refreshing = Task.Run(() => _renewal.RunAsync(rejected));
            Observe(_refreshing);
            return _refreshing;
        }
    }

    private static bool IsTransient(QwenException failure) =>
        failure.Id is ErrorId.CredentialFileUnwritable or ErrorId.CredentialLocked || failure is QwenRequestException { Id: not ErrorId.CredentialRejected };

    // Every caller may have left by the time it fails.
    private static void Observe(Task task) => _ = task.ContinueWith(
        static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
