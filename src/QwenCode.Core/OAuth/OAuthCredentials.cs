using System.Text.Json;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>A credential: what a token response returned and the credential file contains.</summary>
internal sealed record OAuthCredentials
{
    /// <summary>How long before its end an access token is renewed.</summary>
    public static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(1);

    /// <summary>The <c>access_token</c>.</summary>
    public required Secret AccessToken { get; init; }

    /// <summary>The <c>refresh_token</c>.</summary>
    public required Secret RefreshToken { get; init; }

    /// <summary>The <c>token_type</c>.</summary>
    public string TokenType { get; init; } = "Bearer";

    /// <summary>The <c>resource_url</c> as the server gave it; <see cref="OAuthEndpoint"/> makes the base URL of it.</summary>
    public string? ResourceUrl { get; init; }

    /// <summary>The <c>expiry_date</c>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The members of the file that are not known here, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> OtherMembers { get; init; } = [];

    /// <summary>Whether the access token has ended or is about to.</summary>
    public bool IsDue(DateTimeOffset now) => ExpiresAt - now < RefreshAhead;

    /// <summary>Whether <paramref name="token"/> is the access token.</summary>
    public bool HasAccessToken(Secret? token) => token is not null && token.Reveal() == AccessToken.Reveal();

    /// <summary>
    /// The credential that a token answer gives (RFC 6749, section 5.1); <see langword="null"/> if it gives none, or one of a shape that no
    /// request can carry.
    /// </summary>
    /// <param name="answer">The answer.</param>
    /// <param name="previous">What is kept if the answer does not name it.</param>
    /// <param name="now">When it came.</param>
    public static OAuthCredentials? From(OAuthAnswer answer, OAuthCredentials? previous, DateTimeOffset now)
    {
        if (!answer.IsSuccess || answer.Error is not null || answer.Text("access_token") is not { } accessToken || !HasUsableMembers(answer))
            return null;
        var refreshToken = answer.Text("refresh_token") is { } renewed ? new Secret(renewed) : previous?.RefreshToken;
        if (refreshToken is null)
            return null;
        return new OAuthCredentials
        {
            AccessToken = new Secret(accessToken),
            RefreshToken = refreshToken,
            TokenType = answer.Text("token_type") ?? previous?.TokenType ?? "Bearer",
            ResourceUrl = answer.Text("resource_url") ?? previous?.ResourceUrl,
            ExpiresAt = now + (answer.Seconds("expires_in") ?? DefaultLifetime),
            OtherMembers = previous?.OtherMembers ?? [],
        };
    }

    private static bool HasUsableMembers(OAuthAnswer answer) =>
        Array.TrueForAll(["access_token", "refresh_token", "token_type"], name => !answer.Has(name) || (answer.Text(name) is { } token && TokenRule.IsToken(token)))
        && (!answer.Has("resource_url") || (answer.Text("resource_url") is { } url && TokenRule.IsUrl(url)))
        && (!answer.Has("expires_in") || answer.Seconds("expires_in") is not null);

    /// <summary>Whether <paramref name="other"/> is renewed by the same refresh token.</summary>
    public bool HasRefreshTokenOf(OAuthCredentials other) => RefreshToken.Reveal() == other.RefreshToken.Reveal();

    /// <summary>Until when it is good; no secret.</summary>
    public override string ToString() => $"Qwen credential, access token valid until {ExpiresAt:u}";
}
