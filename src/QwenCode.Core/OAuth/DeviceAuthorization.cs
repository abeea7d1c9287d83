using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>The device authorization response (RFC 8628, section 3.2): what the user is shown, and what polling needs.</summary>
internal sealed class DeviceAuthorization
{
    /// <summary>The pause between polls where the server names none.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    // With less, the sign-in would poll without a pause.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private const int LongestUserCode = 64;

    /// <summary>How long a code is taken to live where the server does not say.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The code that the user types at <see cref="VerificationUri"/>.</summary>
    public required string UserCode { get; init; }

    /// <summary>The page for the user.</summary>
    public required Uri VerificationUri { get; init; }

    /// <summary>The page with the code already in it; <see langword="null"/> if the server gives none.</summary>
    public Uri? VerificationUriComplete { get; init; }

    /// <summary>When the code ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The pause between polls.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>The <c>device_code</c>.</summary>
    internal required Secret DeviceCode { get; init; }

    /// <summary>The <c>code_verifier</c>.</summary>
    internal required Secret Verifier { get; init; }

    /// <summary>The page to show or open: one of the sign-in host's, with the code in it if possible; <see langword="null"/> if there is none.</summary>
    public Uri? PageOn(OAuthServer server) => Pages.FirstOrDefault(page => BrowserRule.Allows(page, server));

    /// <summary>A page that leads away from the sign-in host, and so is not shown; <see langword="null"/> if there is none.</summary>
    public Uri? ForeignPage(OAuthServer server) => Pages.FirstOrDefault(page => !BrowserRule.Allows(page, server));

    private IEnumerable<Uri> Pages => VerificationUriComplete is { } complete ? [complete, VerificationUri] : [VerificationUri];

    /// <summary>The response in <paramref name="answer"/>; <see langword="null"/> if it is none, or one of absurd size.</summary>
    public static DeviceAuthorization? From(OAuthAnswer answer, Secret verifier, DateTimeOffset now)
    {
        var complete = Page(answer.Text("verification_uri_complete"));
        var page = Page(answer.Text("verification_uri")) ?? complete;
        if (!answer.IsSuccess || answer.Error is not null || page is null || !HasUsableMembers(answer)
            || answer.Text("device_code") is not { } deviceCode || answer.Text("user_code") is not { } userCode)
        {
            return null;
        }

        return new DeviceAuthorization
        {
            UserCode = OAuthAnswer.Clean(userCode),
            VerificationUri = page,
            VerificationUriComplete = complete,
            ExpiresAt = now + (answer.Seconds("expires_in") ?? DefaultLifetime),
            Interval = answer.Seconds("interval") is { Ticks: > 0 } interval ? Longer(interval, ShortestInterval) : DefaultInterval,
            DeviceCode = new Secret(deviceCode),
            Verifier = verifier,
        };
    }

    /// <summary>The user code; no secret.</summary>
    public override string ToString() => $"{UserCode} at {VerificationUri}";

    private static bool HasUsableMembers(OAuthAnswer answer) =>
        answer.Text("device_code") is not { Length: > TokenRule.LongestToken }
        && answer.Text("user_code") is { Length: <= LongestUserCode } code && OAuthAnswer.Clean(code).Length > 0
        && answer.Text("verification_uri") is not { Length: > TokenRule.LongestUrl }
        && answer.Text("verification_uri_complete") is not { Length: > TokenRule.LongestUrl };

    private static TimeSpan Longer(TimeSpan first, TimeSpan second) => first > second ? first : second;

    // What is no web page is of no use to anybody, and perhaps of harm.
    private static Uri? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && HostRule.NameOf(uri).Length > 0 ? uri : null;
}
