using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>Signs in: uses what is cached, or has the user approve on a web page, and stores the result.</summary>
/// <param name="server">The sign-in server.</param>
/// <param name="source">The stored credential.</param>
/// <param name="transport">The connection to the server.</param>
/// <param name="limit">The time for either step; infinite leaves it to the requests' and the code's own.</param>
internal sealed class SignInFlow(OAuthServer server, TokenSource source, OAuthTransport transport, TimeSpan limit)
{
    /// <summary>The cached credential, renewed if it is due; <see langword="null"/> if none is usable and a new one is needed.</summary>
    /// <param name="onUnusable">Called with the reason why none is usable.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="QwenException">The credential cannot be used or renewed now, though another one would not help.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials?> UseCachedAsync(Action<string> onUnusable, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, transport.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await source.GetAsync(either.Token).ConfigureAwait(false);
        }
        catch (QwenException exception) when (exception.Id is ErrorId.NoAuthentication or ErrorId.CredentialRejected)
        {
            onUnusable(exception.Message);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw NoResponse(server.TokenEndpoint);
        }
    }

    /// <summary>The warning about the credential; <see langword="null"/> if it is stored.</summary>
    public string? Warning => source.Warning;

    /// <summary>Requests a code, waits for the approval, and stores the credential. No user approves one that cannot be stored.</summary>
    /// <param name="show">Shows the code and the page; called from any thread.</param>
    /// <param name="onWait">Called about once per second; called from any thread.</param>
    /// <param name="cancellationToken">Ends it at once, with nothing left behind.</param>
    /// <exception cref="QwenException">Denied, expired, rejected, unreachable, not storable, or the credential's endpoint is not trusted; nothing is stored then.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> SignInAsync(Action<DeviceAuthorization> show, Action<DeviceWait> onWait, CancellationToken cancellationToken)
    {
        await source.EnsureStorableAsync(cancellationToken).ConfigureAwait(false);
        var credentials = await ApprovedAsync(show, onWait, cancellationToken).ConfigureAwait(false);
        _ = OAuthEndpoint.BaseUrl(credentials.ResourceUrl, server);

        // The limit is for the user's approval, which must not be lost to a lock that another process holds.
        await source.StoreAsync(credentials, cancellationToken).ConfigureAwait(false);
        return credentials;
    }

    private async Task<OAuthCredentials> ApprovedAsync(Action<DeviceAuthorization> show, Action<DeviceWait> onWait, CancellationToken cancellationToken)
    {
        var flow = new DeviceFlow(server, transport);
        DeviceAuthorization? authorization = null;
        string? failure = null;
        using var deadline = new CancellationTokenSource(limit, transport.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            authorization = await flow.RequestAsync(either.Token).ConfigureAwait(false);
            show(authorization);
            return await flow.WaitForTokenAsync(authorization, Wait, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw authorization is null ? NoResponse(server.DeviceAuthorizationEndpoint) : QwenErrors.LoginTimedOut(server.BaseUri.Host, limit, failure);
        }

        void Wait(DeviceWait wait)
        {
            failure = wait.TransientError;
            onWait(wait);
        }
    }

    private QwenRequestException NoResponse(Uri endpoint) => QwenErrors.OAuthTimedOut(new ServiceFailure { Endpoint = endpoint.AbsoluteUri }, limit);
}
