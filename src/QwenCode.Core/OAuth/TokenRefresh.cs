using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The refresh of an access token (RFC 6749, section 6).</summary>
/// <param name="server">The server.</param>
/// <param name="transport">The way to it, requested at each refresh.</param>
internal sealed class TokenRefresh(OAuthServer server, Func<OAuthTransport> transport)
{
    // A token that did not arrive was not refused.
    private static readonly string[] WordsOfAbsence = ["missing", "token is required", "required parameter"];

    /// <summary>Requests a new access token. What the answer does not name is kept: refresh token, <c>resource_url</c>, unknown members.</summary>
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
        var answer = await way.PostAsync(endpoint, form, OAuthTransport.RequestTimeout, cancellationToken).ConfigureAwait(false);
        if (OAuthCredentials.From(answer, current, way.Time.GetUtcNow()) is { } renewed)
            return renewed;
        throw IsRefusal(answer)
            ? QwenErrors.RefreshRefused(OAuthFailures.Facts(endpoint, answer, current.RefreshToken, current.AccessToken))
            : OAuthFailures.FromAnswer(endpoint, answer, server.ClientId, current.RefreshToken, current.AccessToken);
    }

    // Only words about the token itself: anything else may come from a proxy, a guest network's sign-in page or a server in trouble. An
    // error can come with HTTP 200.
    private static bool IsRefusal(OAuthAnswer answer) => answer is { IsSuccess: true } or { Status: 400 or 401 or 403 } && answer.Error switch
    {
        "invalid_grant" => true,
        "invalid_request" => SpeaksOfRefreshToken(answer.Description),
        _ => false,
    };

    private static bool SpeaksOfRefreshToken(string? text) => text is not null
        && (text.Contains("refresh token", StringComparison.OrdinalIgnoreCase) || text.Contains("refresh_token", StringComparison.OrdinalIgnoreCase))
        && !Array.Exists(WordsOfAbsence, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
