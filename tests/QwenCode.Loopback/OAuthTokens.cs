namespace QwenCode.Loopback;

/// <summary>An access token and the refresh token that goes with it.</summary>
/// <param name="AccessToken">The bearer token.</param>
/// <param name="RefreshToken">Good for one refresh.</param>
/// <param name="ExpiresAt">When the access token ends.</param>
/// <param name="ResourceUrl">Where it is accepted, as in the token response; empty if it is missing.</param>
public sealed record OAuthTokens(string AccessToken, string RefreshToken, DateTimeOffset ExpiresAt, string ResourceUrl);
