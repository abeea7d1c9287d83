using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>A token of Microsoft Entra ID for requests: renewed shortly before it expires, and once if a service rejects it.</summary>
#pragma warning disable CA1001 // A semaphore whose wait handle is never used has nothing to dispose of.
internal sealed class EntraCredential(IEntraTokenProvider login, EntraOptions options, EntraToken first, TimeProvider time) : Credential
#pragma warning restore CA1001
{
    private static readonly TimeSpan RenewAhead = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _renewal = new(1);
    private volatile EntraToken _current = first;

    /// <summary>How the sign-in was made.</summary>
    public EntraOptions Options => options;

    /// <summary>The account, for messages.</summary>
    public string Account => _current.Account;

    /// <summary>When the token expires; <see langword="null"/> for one that the user specified, which is not read.</summary>
    public override DateTimeOffset? ExpiresAt => options.Flow == EntraFlow.AccessToken ? null : _current.ExpiresAt;

    /// <inheritdoc/>
    public override async ValueTask<Secret> GetAsync(CancellationToken cancellationToken)
    {
        var current = _current;
        if (options.Flow == EntraFlow.AccessToken || current.ExpiresAt - time.GetUtcNow() > RenewAhead)
            return current.Token;
        try
        {
            await RenewAsync(current, forceRefresh: false, cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException) when (current.ExpiresAt > time.GetUtcNow())
        {
            // Renewed ahead of its time, without success: it is still valid for this request.
        }

        return _current.Token;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> RenewAsync(Secret rejected, CancellationToken cancellationToken)
    {
        if (options.Flow == EntraFlow.AccessToken)
            return false;
        var current = _current;
        if (current.Token.Reveal() == rejected.Reveal())
            await RenewAsync(current, forceRefresh: true, cancellationToken).ConfigureAwait(false);
        return _current.Token.Reveal() != rejected.Reveal();
    }

    // One renewal at a time; callers that waited for it use its result.
    private async Task RenewAsync(EntraToken old, bool forceRefresh, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await _renewal.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (ReferenceEquals(_current, old))
            {
                _current = await login.AcquireSilentlyAsync(options, forceRefresh, cancellationToken).ConfigureAwait(false)
                    ?? throw QwenErrors.EntraLoginNeeded();
            }
        }
        finally
        {
            _renewal.Release();
        }
    }
}
