using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The refresh of an access token (RFC 6749, section 6).</summary>
internal sealed class TokenRefresh(OAuthServer server, OAuthTransport transport)
{
    /// <summary>Asks for a new access token. What the answer does not name is kept: refresh token, <c>resource_url</c>, unknown members.</summary>
    /// <exception cref="QwenRequestException">Refused (<c>CredentialRejected</c>): the login is of no further use. Any other id: it may be yet.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<OAuthCredentials> RefreshAsync(OAuthCredentials current, CancellationToken cancellationToken)
    {
        var form = new[]
        {
            ("grant_type", "refresh_token"),
            ("refresh_token", current.RefreshToken.Reveal()),
            ("client_id", server.ClientId),
        };
        var endpoint = server.TokenEndpoint;
        var answer = await transport.PostAsync(endpoint, form, OAuthTransport.RequestTimeout, cancellationToken).ConfigureAwait(false);
        if (OAuthCredentials.From(answer, current, transport.Time.GetUtcNow()) is { } renewed)
            return renewed;
        throw IsRefusal(answer)
            ? QwenErrors.RefreshRefused(OAuthFailures.Facts(endpoint, answer, current.RefreshToken, current.AccessToken))
            : OAuthFailures.FromAnswer(endpoint, answer, server.ClientId, current.RefreshToken, current.AccessToken);
    }

    // An error can come with HTTP 200. A page is some proxy's, a wrong client id or an overload no fault of the token's.
    private static bool IsRefusal(OAuthAnswer answer) => answer switch
    {
        { IsObject: false } => false,
        { Error: "invalid_client" or "unauthorized_client" or "server_error" or "temporarily_unavailable" or "slow_down" } => false,
        { Status: 400 or 401 } => true,
        { IsSuccess: true } => answer.Error is not null,
        _ => false,
    };
}
