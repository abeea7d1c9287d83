using QwenCode.Errors;
using QwenCode.Files;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>
/// Renews the credential so that none is lost: under the lock, with disk space reserved for the result, and prepared for programs that
/// ignore the lock.
/// </summary>
internal sealed class TokenRenewal(CredentialFile file, CredentialLock fileLock, UnstoredCredential unstored, TokenRefresh refresh, TimeProvider time)
{
    // A program that ignores the lock may remove it again and again.
    private const int MaximumRounds = 3;

    // A program that renewed the credential without the lock has stored it by then.
    private const int LooksAfterRejection = 10;
    private static readonly TimeSpan PauseAfterRejection = TimeSpan.FromMilliseconds(50);

    /// <summary>The credential as it is, due or not.</summary>
    /// <param name="mayBeKnown">Whether a file that looks unchanged need not be read again.</param>
    /// <param name="cancellationToken">Ends the wait for a file that another program is writing.</param>
    /// <exception cref="QwenException">There is no credential (<c>NoAuthentication</c>), or the file cannot be used (<c>CredentialFileInvalid</c>).</exception>
    public async ValueTask<OAuthCredentials> CurrentAsync(bool mayBeKnown, CancellationToken cancellationToken)
    {
        OAuthCredentials? current;
        if (unstored.Exists)
        {
            _ = unstored.StoreSoon();
            current = unstored.Over(file.Peek());
        }
        else
        {
            current = await file.ReadAsync(mayBeKnown, cancellationToken).ConfigureAwait(false);
        }

        return current ?? throw QwenErrors.NotLoggedIn(file.Path);
    }

    /// <summary>Whether a credential needs no renewal.</summary>
    /// <param name="credentials">The credential.</param>
    /// <param name="rejected">The access token that a service has rejected.</param>
    public bool IsUsable(OAuthCredentials credentials, Secret? rejected) =>
        !credentials.HasAccessToken(rejected) && !credentials.IsDue(time.GetUtcNow());

    /// <summary>A credential that is not due and whose access token is not the rejected one: one that is in the file by now, or a renewed one.</summary>
    /// <param name="rejected">The access token that a service has rejected.</param>
    /// <exception cref="QwenException">There is no credential, or it cannot be renewed.</exception>
    public async Task<OAuthCredentials> RunAsync(Secret? rejected)
    {
        for (var round = 1; ; round++)
        {
            using var lease = await LockAsync(rejected).ConfigureAwait(false);
            var current = await CurrentAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false);
            if (IsUsable(current, rejected) || (lease is null && !unstored.Exists))
                return current;
            using var reserved = Reserve();
            if (lease is { IsHeld: false } && round < MaximumRounds)
                continue;
            try
            {
                var renewed = await refresh.RefreshAsync(current, CancellationToken.None).ConfigureAwait(false);
                return await StoreAsync(renewed, current, reserved, rejected).ConfigureAwait(false);
            }
            catch (QwenRequestException rejection) when (rejection.Id == ErrorId.CredentialRejected)
            {
                if (await IsReplacedAsync(current).ConfigureAwait(false) && round < MaximumRounds)
                    continue;
                unstored.Forget();
                await file.Storage.RemoveAsync(current).ConfigureAwait(false);
                throw;
            }
        }
    }

    // No other process has the refresh token of a credential that is in memory only.
    private async Task<CredentialLease?> LockAsync(Secret? rejected)
    {
        try
        {
            return await fileLock.AcquireAsync(() => IsNeeded(rejected), CancellationToken.None).ConfigureAwait(false);
        }
        catch (QwenException) when (unstored.Exists)
        {
            return null;
        }
    }

    // The refresh token is used only if the result can be stored; nothing is lost of one that is not stored anyway.
    private AtomicFile? Reserve()
    {
        try
        {
            return file.Storage.Reserve();
        }
        catch (UnusableFileException exception)
        {
            return unstored.Exists ? null : throw QwenErrors.RenewalNotStorable(file.Path, exception.Message, exception);
        }
    }

    private async Task<OAuthCredentials> StoreAsync(OAuthCredentials renewed, OAuthCredentials current, AtomicFile? reserved, Secret? rejected)
    {
        try
        {
            // A program that ignores the lock may have signed in meanwhile, perhaps to another account.
            var latest = unstored.Over(await file.ReadAsync(mayBeKnown: false, CancellationToken.None).ConfigureAwait(false));
            if (latest is not null && !latest.HasRefreshTokenOf(current) && IsUsable(latest, rejected))
                return latest;
        }
        catch (QwenException)
        {
            // It was a credential before the refresh, so the program that wrote this has failed.
        }

        try
        {
            file.Storage.Write(renewed, reserved);
            unstored.Forget();
        }
        catch (QwenException failure)
        {
            unstored.Keep(renewed, current, failure);
        }

        return renewed;
    }

    // A program that ignores the lock may have renewed the credential and be about to store it.
    private async Task<bool> IsReplacedAsync(OAuthCredentials rejected)
    {
        for (var looks = 1; File.Exists(file.Path); looks++)
        {
            if (unstored.Over(file.Peek()) is { } latest && !latest.HasRefreshTokenOf(rejected))
                return true;
            if (looks == LooksAfterRejection)
                return false;
            await Task.Delay(PauseAfterRejection, time).ConfigureAwait(false);
        }

        return false;
    }

    private bool IsNeeded(Secret? rejected) =>
        unstored.Over(file.Peek()) is { } latest ? !IsUsable(latest, rejected) : File.Exists(file.Path);
}
