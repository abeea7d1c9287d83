using System.Text.Json;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>A credential: what a token response returned and the credential file contains.</summary>
internal sealed record OAuthCredentials
{
    /// <summary>How long before its expiry an access token is renewed.</summary>
    public static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);

    /// <summary>The <c>access_token</c>.</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The <c>refresh_token</c>.</summary>
    public required Secret RefreshToken { get; init; }

    /// <summary>The <c>token_type</c>.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The <c>resource_url</c> as the server sent it; <see cref="OAuthEndpoint"/> creates the base URL from it.</summary>
    public string? ResourceUrl { get; init; }

    /// <summary>The <c>expiry_date</c>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The members of the file that are not known here, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> OtherMembers { get; init; } = [];

    /// <summary>Whether the access token has expired or is about to.</summary>
    public bool IsDue(DateTimeOffset now) => ExpiresAt - now < RefreshAhead;

    /// <summary>Whether <paramref name="token"/> is the access token.</summary>
    public bool HasAccessToken(Secret? token) => token is not null && token.Reveal() == AccessToken.Reveal();

    /// <summary>
    /// The credential in a token response (RFC 6749, section 5.1); <see langword="null"/> if it contains none, or one that no request can
    /// carry.
    /// </summary>
    /// <param name="response">The response.</param>
    /// <param name="previous">What is kept if the response does not contain it.</param>
    /// <param name="now">When it was received.</param>
    public static OAuthCredentials? From(OAuthResponse response, OAuthCredentials? previous, DateTimeOffset now)
    {
        if (!response.IsSuccess || response.Error is not null || response.Text("access_token") is not { } accessToken || !HasUsableMembers(response))
            return null;
        var refreshToken = response.Text("refresh_token") is { } renewed ? new Secret(renewed) : previous?.RefreshToken;
        if (refreshToken is null)
            return null;
        return new OAuthCredentials
        {
            AccessToken = new Secret(accessToken),
            RefreshToken = refreshToken,
            TokenType = response.Text("token_type") ?? previous?.TokenType ?? "Bearer",
            ResourceUrl = response.Text("resource_url") ?? previous?.ResourceUrl,
            ExpiresAt = now + (response.Seconds("expires_in") ?? DefaultLifetime),
            OtherMembers = previous?.OtherMembers ?? [],
        };
    }

    private static bool HasUsableMembers(OAuthResponse response) =>
        Array.TrueForAll(["access_token", "refresh_token", "token_type"], name => !response.Has(name) || (response.Text(name) is { } token && TokenRule.IsToken(token)))
        && (!response.Has("resource_url") || (response.Text("resource_url") is { } url && TokenRule.IsUrl(url)))
        && (!response.Has("expires_in") || response.Seconds("expires_in") is not null);

    /// <summary>Whether <paramref name="other"/> is renewed by the same refresh token.</summary>
    public bool HasRefreshTokenOf(OAuthCredentials other) => RefreshToken.Reveal() == other.RefreshToken.Reveal();

    /// <summary>Until when it is good; no secret.</summary>
    public override string ToString() => $"Qwen credential, access token valid until {ExpiresAt:u}";
}
