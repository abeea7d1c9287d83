using Microsoft.Identity.Client;
using QwenCode.Entra;
using QwenCode.Errors;
using QwenCode.OAuth;
using QwenCode.Secrets;

namespace QwenCode.Connectors;

/// <summary>Signs in to Microsoft Entra ID with MSAL.</summary>
internal sealed class EntraTokenProvider : IEntraTokenProvider
{
    private readonly EntraClients _clients;
    private readonly Func<Uri, bool> _openBrowser;

    /// <summary>A sign-in at Microsoft.</summary>
    public EntraTokenProvider()
        : this(EntraHttp.Instance, BrowserLauncher.TryOpen, discovers: true)
    {
    }

    /// <summary>A sign-in over another HTTP client.</summary>
    /// <param name="http">MSAL's HTTP client factory.</param>
    /// <param name="openBrowser">Opens a page. MSAL would start <c>xdg-open</c> by name, and so perhaps one of the current directory.</param>
    /// <param name="discovers">Whether MSAL requests the list of authorities from Microsoft.</param>
    internal EntraTokenProvider(IMsalHttpClientFactory http, Func<Uri, bool> openBrowser, bool discovers = false) =>
        (_clients, _openBrowser) = (new EntraClients(http, discovers), openBrowser);

    /// <inheritdoc/>
    public Task<EntraToken?> AcquireSilentlyAsync(EntraOptions options, bool forceRefresh, CancellationToken cancellationToken) =>
        EntraFailures.GuardAsync(options, () => options.Flow switch
        {
            EntraFlow.AccessToken => Task.FromResult<EntraToken?>(Specified(options)),
            EntraFlow.ManagedIdentity => ByManagedIdentityAsync(options, forceRefresh, cancellationToken),
            EntraFlow.ClientSecret or EntraFlow.Certificate => ByApplicationAsync(options, forceRefresh, cancellationToken),
            _ => FromCacheAsync(options, forceRefresh, cancellationToken),
        });

    /// <inheritdoc/>
    public Task<EntraToken> AcquireInteractivelyAsync(EntraOptions options, Action<EntraDeviceCode> show, CancellationToken cancellationToken) =>
        EntraFailures.GuardAsync(options, async () =>
        {
            var client = await _clients.PublicAsync(options).ConfigureAwait(false);
            var result = options.Flow == EntraFlow.DeviceCode
                ? await client.AcquireTokenWithDeviceCode(Scopes(options), code =>
                {
                    show(DeviceCode(code));
                    return Task.CompletedTask;
                }).ExecuteAsync(cancellationToken).ConfigureAwait(false)
                : await client.AcquireTokenInteractive(Scopes(options)).WithUseEmbeddedWebView(false)
                    .WithSystemWebViewOptions(new SystemWebViewOptions { OpenBrowserAsync = OpenBrowserAsync })
                    .ExecuteAsync(cancellationToken).ConfigureAwait(false);
            return Token(result, result.Account?.Username);
        });

    /// <inheritdoc/>
    public Task SignOutAsync(EntraOptions options, CancellationToken cancellationToken) => EntraFailures.GuardAsync(options, async () =>
    {
        var client = await _clients.PublicAsync(options).ConfigureAwait(false);
        foreach (var account in await client.GetAccountsAsync().ConfigureAwait(false))
            await client.RemoveAsync(account).ConfigureAwait(false);
        return true;
    });

    private async Task<EntraToken?> FromCacheAsync(EntraOptions options, bool forceRefresh, CancellationToken cancellationToken)
    {
        var client = await _clients.PublicAsync(options).ConfigureAwait(false);
        foreach (var account in await client.GetAccountsAsync().ConfigureAwait(false))
        {
            try
            {
                var result = await client.AcquireTokenSilent(Scopes(options), account).WithForceRefresh(forceRefresh)
                    .ExecuteAsync(cancellationToken).ConfigureAwait(false);
                return Token(result, account.Username);
            }
            catch (MsalUiRequiredException)
            {
                // This account has to sign in again; another one may not.
            }
        }

        return null;
    }

    private async Task<EntraToken?> ByApplicationAsync(EntraOptions options, bool forceRefresh, CancellationToken cancellationToken)
    {
        var result = await _clients.Confidential(options).AcquireTokenForClient(Scopes(options)).WithForceRefresh(forceRefresh)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return Token(result, $"application {options.ClientId}");
    }

    private async Task<EntraToken?> ByManagedIdentityAsync(EntraOptions options, bool forceRefresh, CancellationToken cancellationToken)
    {
        const string DefaultSuffix = "/.default";
        var resource = options.Scope.EndsWith(DefaultSuffix, StringComparison.Ordinal) ? options.Scope[..^DefaultSuffix.Length] : options.Scope;
        var result = await _clients.ManagedIdentity(options).AcquireTokenForManagedIdentity(resource).WithForceRefresh(forceRefresh)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        return Token(result, options.ManagedIdentityClientId is { } id ? $"managed identity {id}" : "this machine's managed identity");
    }

    private Task OpenBrowserAsync(Uri page) => _openBrowser(page)
        ? Task.CompletedTask
        : throw QwenErrors.EntraBrowserUnavailable();

    private static EntraDeviceCode DeviceCode(DeviceCodeResult code) =>
        Uri.TryCreate(code.VerificationUrl, UriKind.Absolute, out var page) && page.Scheme == Uri.UriSchemeHttps
            ? new EntraDeviceCode(page, code.UserCode, code.ExpiresOn)
            : throw QwenErrors.EntraRejected("device_code", "the page for the code is not an https URL.", "Check that no proxy responds in its place, and try again.");

    // A token from elsewhere is opaque; it is used until it is rejected.
    private static EntraToken Specified(EntraOptions options) => new(options.AccessToken!, DateTimeOffset.MaxValue, "a token that was specified");

    private static string[] Scopes(EntraOptions options) => [options.Scope];

    // A header with a line break would be two.
    private static EntraToken Token(AuthenticationResult result, string? account) => TokenRule.IsToken(result.AccessToken)
        ? new(new Secret(result.AccessToken), result.ExpiresOn, string.IsNullOrEmpty(account) ? "a user" : account)
        : throw QwenErrors.EntraViolation("the access token is too long or contains characters that cannot be sent.");
}
