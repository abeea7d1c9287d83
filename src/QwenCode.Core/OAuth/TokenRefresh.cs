using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The refresh of an access token (RFC 6749, section 6).</summary>
/// <param name="server">The server.</param>
/// <param name="transport">The connection to it, requested at each refresh.</param>
internal sealed class TokenRefresh(OAuthServer server, Func<OAuthTransport> transport)
{
    // A token that did not arrive was not rejected.
    private static readonly string[] MissingTokenTexts = ["missing", "token is required", "required parameter"];

    /// <summary>Requests a new access token. What the response does not contain is kept: refresh token, <c>resource_url</c>, unknown members.</summary>
    /// <exception cref="QwenRequestException">Rejected (<c>CredentialRejected</c>): the credential is no longer valid. Any other id: it may still be valid.</exception>
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
        var way = transport();
        var response = await way.PostAsync(endpoint, form, OAuthTransport.RequestTimeout, cancellationToken).ConfigureAwait(false);
        if (OAuthCredentials.From(response, current, way.Time.GetUtcNow()) is { } renewed)
            return renewed;
        throw IsTokenRejected(response)
            ? QwenErrors.RefreshRejected(OAuthFailures.Facts(endpoint, response, current.RefreshToken, current.AccessToken))
            : OAuthFailures.FromResponse(endpoint, response, server.ClientId, current.RefreshToken, current.AccessToken);
    }

    // Only an error about the token itself: anything else may come from a proxy, a guest network's sign-in page or a failing server. An
    // error can come with HTTP 200.
    private static bool IsTokenRejected(OAuthResponse response) => response is { IsSuccess: true } or { Status: 400 or 401 or 403 } && response.Error switch
    {
        "invalid_grant" => true,
        "invalid_request" => IsAboutRefreshToken(response.Description),
        _ => false,
    };

    private static bool IsAboutRefreshToken(string? text) => text is not null
        && (text.Contains("refresh token", StringComparison.OrdinalIgnoreCase) || text.Contains("refresh_token", StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(MissingTokenTexts, missing => text.Contains(missing, StringComparison.OrdinalIgnoreCase));
}
