using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>The device authorization response (RFC 8628, section 3.2): what the user is shown, and what polling needs.</summary>
internal sealed class DeviceAuthorization
{
    /// <summary>The pause between polls if the server specifies none.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    // With less, the sign-in would poll without a pause.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private const int LongestUserCode = 64;

    /// <summary>The lifetime of a code if the server specifies none.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The code that the user types at <see cref="VerificationUri"/>.</summary>
    public required string UserCode { get; init; }

    /// <summary>The page for the user.</summary>
    public required Uri VerificationUri { get; init; }

    /// <summary>The page with the code already in it; <see langword="null"/> if the server sends none.</summary>
    public Uri? VerificationUriComplete { get; init; }

    /// <summary>When the code expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The pause between polls.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>The <c>device_code</c>.</summary>
    internal required Secret DeviceCode { get; init; }

    /// <summary>The <c>code_verifier</c>.</summary>
    internal required Secret Verifier { get; init; }

    /// <summary>The page to show or open: one of the sign-in host's, with the code in it if possible; <see langword="null"/> if there is none.</summary>
    public Uri? PageOn(OAuthServer server) => Pages.FirstOrDefault(page => BrowserRule.Allows(page, server));

    /// <summary>A page that is not on the sign-in host, and so is not shown; <see langword="null"/> if there is none.</summary>
    public Uri? ForeignPage(OAuthServer server) => Pages.FirstOrDefault(page => !BrowserRule.Allows(page, server));

    private IEnumerable<Uri> Pages => VerificationUriComplete is { } complete ? [complete, VerificationUri] : [VerificationUri];

    /// <summary>The response in <paramref name="response"/>; <see langword="null"/> if it is not one, or has an absurd size.</summary>
    public static DeviceAuthorization? From(OAuthResponse response, Secret verifier, DateTimeOffset now)
    {
        var complete = Page(response.Text("verification_uri_complete"));
        var page = Page(response.Text("verification_uri")) ?? complete;
        if (!response.IsSuccess || response.Error is not null || page is null || !HasUsableMembers(response)
            || response.Text("device_code") is not { } deviceCode || response.Text("user_code") is not { } userCode)
        {
            return null;
        }

        return new DeviceAuthorization
        {
            UserCode = OAuthResponse.Clean(userCode),
            VerificationUri = page,
            VerificationUriComplete = complete,
            ExpiresAt = now + (response.Seconds("expires_in") ?? DefaultLifetime),
            Interval = response.Seconds("interval") is { Ticks: > 0 } interval ? Longer(interval, ShortestInterval) : DefaultInterval,
            DeviceCode = new Secret(deviceCode),
            Verifier = verifier,
        };
    }

    /// <summary>The user code; no secret.</summary>
    public override string ToString() => $"{UserCode} at {VerificationUri}";

    private static bool HasUsableMembers(OAuthResponse response) =>
        response.Text("device_code") is not { Length: > TokenRule.LongestToken }
        && response.Text("user_code") is { Length: <= LongestUserCode } code && OAuthResponse.Clean(code).Length > 0
        && response.Text("verification_uri") is not { Length: > TokenRule.LongestUrl }
        && response.Text("verification_uri_complete") is not { Length: > TokenRule.LongestUrl };

    private static TimeSpan Longer(TimeSpan first, TimeSpan second) => first > second ? first : second;

    // What is not a web page is useless, and may do harm.
    private static Uri? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && HostRule.NameOf(uri).Length > 0 ? uri : null;
}
