using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The device authorization grant (RFC 8628) with a proof key (RFC 7636).</summary>
internal sealed class DeviceFlow(OAuthServer server, OAuthTransport transport)
{
    private const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private DateTimeOffset Now => transport.Time.GetUtcNow();

    /// <summary>Requests a device code and a user code (section 3.1).</summary>
    /// <exception cref="QwenException">The service cannot be reached, fails, does not know the client, or sends something else.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DeviceAuthorization> RequestAsync(CancellationToken cancellationToken)
    {
        var proof = Pkce.Create();
        var form = new[]
        {
            ("client_id", server.ClientId),
            ("scope", OAuthServer.Scope),
            ("code_challenge", proof.Challenge),
            ("code_challenge_method", Pkce.Method),
        };
        var endpoint = server.DeviceAuthorizationEndpoint;
        var response = await transport
            .PostAsync(endpoint, form, OAuthTransport.RequestTimeout, cancellationToken, Guid.NewGuid().ToString())
            .ConfigureAwait(false);
        var authorization = DeviceAuthorization.From(response, proof.Verifier, Now)
            ?? throw OAuthFailures.FromResponse(endpoint, response, server.ClientId, proof.Verifier);
        return authorization.PageOn(server) is null
            ? throw OAuthFailures.ForeignPage(endpoint, response, authorization.VerificationUri, server)
            : authorization;
    }

    /// <summary>Polls until the user has decided or the code has ended (sections 3.3 to 3.5). Transient failures do not end it.</summary>
    /// <param name="authorization">What <see cref="RequestAsync"/> returned.</param>
    /// <param name="onWait">Called about once per second; called from any thread.</param>
    /// <param name="cancellationToken">Ends the wait, and a request in progress, at once.</param>
    /// <exception cref="QwenException">Denied (<c>AuthorizationDenied</c>), expired (<c>AuthorizationExpired</c>) or rejected.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> WaitForTokenAsync(
        DeviceAuthorization authorization, Action<DeviceWait>? onWait, CancellationToken cancellationToken)
    {
        var interval = authorization.Interval;
        var last = DevicePoll.Pending;
        for (var polls = 0; ; polls++)
        {
            await PauseAsync(authorization, interval, wait => onWait?.Invoke(wait with { Polls = polls, TransientError = last.TransientError }), cancellationToken)
                .ConfigureAwait(false);
            if (Now >= authorization.ExpiresAt)
                throw QwenErrors.AuthorizationExpired(server.BaseUri.Host, last.TransientError);
            last = await PollAsync(authorization, cancellationToken).ConfigureAwait(false);
            if (last.Credentials is { } credentials)
                return credentials;
            interval = last.IntervalAfter(interval);
        }
    }

    /// <summary>Polls once whether the user has decided (section 3.4).</summary>
    /// <exception cref="QwenException">The response is final and not a token.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<DevicePoll> PollAsync(DeviceAuthorization authorization, CancellationToken cancellationToken)
    {
        var form = new[]
        {
            ("grant_type", GrantType),
            ("client_id", server.ClientId),
            ("device_code", authorization.DeviceCode.Reveal()),
            ("code_verifier", authorization.Verifier.Reveal()),
        };
        var left = authorization.ExpiresAt - Now;
        if (left <= TimeSpan.Zero)
            throw QwenErrors.AuthorizationExpired(server.BaseUri.Host, null);
        try
        {
            var timeout = left < OAuthTransport.RequestTimeout ? left : OAuthTransport.RequestTimeout;
            var response = await transport.PostAsync(server.TokenEndpoint, form, timeout, cancellationToken).ConfigureAwait(false);
            return Read(response, authorization);
        }
        catch (QwenRequestException failure) when (failure.StatusCode is null)
        {
            return DevicePoll.Failed(failure.ErrorId, isTimeout: failure.Id == ErrorId.RequestTimedOut);
        }
    }

    // Section 3.5, and other responses that servers have sent.
    private DevicePoll Read(OAuthResponse response, DeviceAuthorization authorization)
    {
        switch (response)
        {
            case { Error: "authorization_pending" }:
                return DevicePoll.Pending;
            case { Error: "slow_down" }:
                return DevicePoll.SlowDown;
            case { Status: 429 }:
                return DevicePoll.Failed("HTTP 429", isSlowDown: true);
            case { Status: 408 or >= 500 } or { IsObject: false }:
                return DevicePoll.Failed($"HTTP {response.Status}{(response.IsObject ? "" : $": {response.ErrorText}")}");
            case { Error: "access_denied" }:
                throw QwenErrors.AuthorizationDenied(server.BaseUri.Host);
            case { Error: "expired_token" }:
                throw QwenErrors.AuthorizationExpired(server.BaseUri.Host, null);
            case { Error: "invalid_grant" }:
                throw QwenErrors.AuthorizationDenied(OAuthFailures.Facts(server.TokenEndpoint, response, authorization.DeviceCode, authorization.Verifier));
            case { Error: null, IsSuccess: true } when string.Equals(response.Text("status"), "pending", StringComparison.OrdinalIgnoreCase):
                return response.IsTrue("slowDown") ? DevicePoll.SlowDown : DevicePoll.Pending;
            default:
                return OAuthCredentials.From(response, previous: null, Now) is { } credentials
                    ? DevicePoll.Approved(credentials)
                    : throw OAuthFailures.FromResponse(server.TokenEndpoint, response, server.ClientId, authorization.DeviceCode, authorization.Verifier);
        }
    }

    private async Task PauseAsync(DeviceAuthorization authorization, TimeSpan interval, Action<DeviceWait> onWait, CancellationToken cancellationToken)
    {
        var until = authorization.ExpiresAt - Now < interval ? authorization.ExpiresAt : Now + interval;
        while (until - Now is { Ticks: > 0 } left)
        {
            onWait(new DeviceWait(authorization.ExpiresAt - Now, left, 0, null));
            await Task.Delay(left < ReportInterval ? left : ReportInterval, transport.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
