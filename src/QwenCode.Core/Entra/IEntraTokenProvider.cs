using QwenCode.Secrets;

namespace QwenCode.Entra;

/// <summary>A token of Microsoft Entra ID.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Account">The account, for messages.</param>
internal sealed record EntraToken(Secret Token, DateTimeOffset ExpiresAt, string Account);

/// <summary>What is shown to the user of a device-code sign-in (RFC 8628, section 3.2).</summary>
/// <param name="VerificationUri">The page.</param>
/// <param name="UserCode">The code.</param>
/// <param name="ExpiresAt">When the code expires.</param>
internal sealed record EntraDeviceCode(Uri VerificationUri, string UserCode, DateTimeOffset ExpiresAt);

/// <summary>The port to Microsoft Entra ID.</summary>
internal interface IEntraTokenProvider
{
    /// <summary>A token without a prompt: from the cache, renewed if it is due; <see langword="null"/> if a user has to sign in.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="forceRefresh">Whether to renew the cached token, since a service rejected it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">The sign-in was rejected, or the service cannot be reached.</exception>
    Task<EntraToken?> AcquireSilentlyAsync(EntraOptions options, bool forceRefresh, CancellationToken cancellationToken);

    /// <summary>Signs a user in.</summary>
    /// <param name="options">How to sign in.</param>
    /// <param name="show">Shows a device code; called from any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">Declined, expired, rejected, or the service cannot be reached.</exception>
    Task<EntraToken> AcquireInteractivelyAsync(EntraOptions options, Action<EntraDeviceCode> show, CancellationToken cancellationToken);

    /// <summary>Forgets the cached accounts.</summary>
    Task SignOutAsync(EntraOptions options, CancellationToken cancellationToken);
}
