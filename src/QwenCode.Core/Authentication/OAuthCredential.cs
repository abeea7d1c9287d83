using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Authentication;

/// <summary>The token of the cached login: renewed before it expires, and once when it is refused.</summary>
internal sealed class OAuthCredential(TokenSource source) : Credential
{
    /// <inheritdoc/>
    public override string? Warning => source.Warning;

    /// <inheritdoc/>
    public override async ValueTask<Secret> GetAsync(CancellationToken cancellationToken) =>
        (await source.GetAsync(cancellationToken).ConfigureAwait(false)).AccessToken;

    /// <inheritdoc/>
    public override async ValueTask<bool> RenewAsync(Secret rejected, CancellationToken cancellationToken)
    {
        await source.RefreshAfterRejectionAsync(rejected, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
