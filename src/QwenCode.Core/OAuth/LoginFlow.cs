using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>Logs in: uses what is cached, or has the user approve on a web page, and stores the result.</summary>
internal sealed class LoginFlow(OAuthServer server, TokenSource source, OAuthTransport transport)
{
    /// <summary>The cached login, renewed where it is due; <see langword="null"/> where there is none of use and a new one is needed.</summary>
    /// <exception cref="QwenException">The login cannot be used or renewed now, though another one would not help.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials?> UseCachedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (QwenException exception) when (exception.ErrorId is "NoAuthentication" or QwenErrors.CredentialRejectedId)
        {
            return null;
        }
    }

    /// <summary>Asks for a code, waits for the approval, and stores the login.</summary>
    /// <param name="show">Shows the code and the page; called from any thread.</param>
    /// <param name="onWait">Told about once a second; called from any thread.</param>
    /// <param name="limit">The time for all of it; infinite leaves it to the code's own.</param>
    /// <param name="cancellationToken">Ends it at once, with nothing left behind.</param>
    /// <exception cref="QwenException">Denied, expired, refused, out of reach, or the login's endpoint is not trusted; nothing is stored then.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> LogInAsync(
        Action<DeviceAuthorization> show, Action<DeviceWait> onWait, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, transport.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var flow = new DeviceFlow(server, transport);
            var authorization = await flow.RequestAsync(either.Token).ConfigureAwait(false);
            show(authorization);
            var credentials = await flow.WaitForTokenAsync(authorization, onWait, either.Token).ConfigureAwait(false);
            _ = OAuthEndpoint.BaseUrl(credentials.ResourceUrl, server);
            await source.StoreAsync(credentials, either.Token).ConfigureAwait(false);
            return credentials;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw QwenErrors.LoginTimedOut(server.BaseUri.Host, limit);
        }
    }
}
