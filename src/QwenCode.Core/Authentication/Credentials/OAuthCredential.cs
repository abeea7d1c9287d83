using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>The token of the cached credential: renewed before it expires, and once when it is rejected.</summary>
/// <param name="source">Provides and renews it.</param>
/// <param name="expiresAt">When it expires unless it is renewed.</param>
internal sealed class OAuthCredential(TokenSource source, DateTimeOffset expiresAt) : Credential
{
    /// <inheritdoc/>
    public override DateTimeOffset? ExpiresAt => expiresAt;

    /// <inheritdoc/>
    public override string? Warning => source.Warning;

    /// <inheritdoc/>
    /// <remarks>The caller's thread does not wait for the disk that the credential is on.</remarks>
    public override async ValueTask<Secret> GetAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return (await source.GetAsync(cancellationToken).ConfigureAwait(false)).AccessToken;
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> RenewAsync(Secret rejected, CancellationToken cancellationToken)
    {
        await source.RefreshAfterRejectionAsync(rejected, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
