using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace QwenCode.Loopback;

/// <summary>The authorization server's memory: device codes, decisions, tokens.</summary>
public sealed class OAuthAuthority
{
    private const string UserCodeAlphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";

    private readonly LoopbackOptions _options;
    private readonly Lock _gate = new();
    private readonly List<OAuthDeviceGrant> _grants = [];
    private readonly List<OAuthTokens> _issued = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _accessTokens = new();
    private readonly ConcurrentDictionary<string, bool> _refreshTokens = new();
    private Approval _standing;

    internal OAuthAuthority(LoopbackOptions options) => _options = options;

    /// <summary>Every token ever issued, in order; for tests that look for leaks.</summary>
    public IReadOnlyList<OAuthTokens> Issued
    {
        get
        {
            lock (_gate)
                return [.. _issued];
        }
    }

    /// <summary>The device codes handed out, in order.</summary>
    public IReadOnlyList<string> DeviceCodes
    {
        get
        {
            lock (_gate)
                return [.. _grants.Select(grant => grant.DeviceCode)];
        }
    }

    /// <summary>The user codes handed out, in order.</summary>
    public IReadOnlyList<string> UserCodes
    {
        get
        {
            lock (_gate)
                return [.. _grants.Select(grant => grant.UserCode)];
        }
    }

    internal string DefaultResourceUrl { get; set; } = string.Empty;

    /// <summary>Approves the sign-in of this user code; without one, all pending and future ones.</summary>
    /// <returns>Whether the user code is known and undecided; true without one.</returns>
    public bool Approve(string? userCode = null) => Decide(userCode, Approval.Approved);

    /// <summary>Denies the sign-in of this user code; without one, all pending and future ones.</summary>
    /// <returns>Whether the user code is known and undecided; true without one.</returns>
    public bool Deny(string? userCode = null) => Decide(userCode, Approval.Denied);

    /// <summary>Issues tokens without a sign-in, for a test that begins with stored credentials.</summary>
    /// <param name="lifetime">The access token's; default <see cref="OAuthOptions.TokenLifetime"/>. May be negative.</param>
    public OAuthTokens IssueTokens(TimeSpan? lifetime = null) =>
        Issue("rt-" + RandomText(), _options.OAuth.ResourceUrl ?? DefaultResourceUrl, lifetime);

    /// <summary>Makes every access token issued so far invalid; refresh tokens stay good.</summary>
    public void RevokeAccessTokens() => _accessTokens.Clear();

    /// <summary>Makes every refresh token issued so far invalid.</summary>
    public void RevokeRefreshTokens() => _refreshTokens.Clear();

    internal bool IsValidAccessToken(string token) =>
        _accessTokens.TryGetValue(token, out var expiresAt) && _options.TimeProvider.GetUtcNow() < expiresAt;

    internal bool IsKnownRefreshToken(string token) => _refreshTokens.ContainsKey(token);

    /// <summary>New tokens for a refresh token, which ends unless it is kept; null if another request used it first.</summary>
    internal OAuthTokens? Rotate(string refreshToken, bool keep)
    {
        if (keep)
            return Issue(refreshToken, _options.OAuth.ResourceUrl ?? DefaultResourceUrl, null);
        return _refreshTokens.TryRemove(refreshToken, out _) ? IssueTokens() : null;
    }

    internal OAuthDeviceGrant AddGrant(string challenge, string scope)
    {
        lock (_gate)
        {
            var grant = new OAuthDeviceGrant
            {
                DeviceCode = "dc-" + RandomText(),
                UserCode = RandomNumberGenerator.GetString(UserCodeAlphabet, 8),
                Challenge = challenge,
                Scope = scope,
                ExpiresAt = _options.TimeProvider.GetUtcNow() + _options.OAuth.ExpiresIn,
                Approval = _standing,
            };
            _grants.Add(grant);
            return grant;
        }
    }

    internal OAuthDeviceGrant? FindGrant(string deviceCode)
    {
        lock (_gate)
            return _grants.Find(grant => grant.DeviceCode == deviceCode);
    }

    internal static string ChallengeOf(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private static string RandomText() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    private OAuthTokens Issue(string refreshToken, string resourceUrl, TimeSpan? lifetime)
    {
        var expiresAt = _options.TimeProvider.GetUtcNow() + (lifetime ?? _options.OAuth.TokenLifetime);
        var tokens = new OAuthTokens("at-" + RandomText(), refreshToken, expiresAt, resourceUrl);
        _accessTokens[tokens.AccessToken] = expiresAt;
        _refreshTokens[refreshToken] = true;
        lock (_gate)
            _issued.Add(tokens);
        return tokens;
    }

    private bool Decide(string? userCode, Approval approval)
    {
        lock (_gate)
        {
            if (userCode is null)
                _standing = approval;
            var waiting = _grants.FindAll(grant => grant.Approval == Approval.Pending && (userCode is null || grant.UserCode == userCode));
            waiting.ForEach(grant => grant.Approval = approval);
            return userCode is null || waiting.Count > 0;
        }
    }
}
