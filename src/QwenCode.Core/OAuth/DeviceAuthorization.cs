using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>The device authorization response (RFC 8628, section 3.2): what the user is shown, and what polling needs.</summary>
internal sealed class DeviceAuthorization
{
    /// <summary>The pause between polls where the server names none.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    /// <summary>How long a code is taken to live where the server does not say.</summary>
    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(15);

    /// <summary>The code that the user types at <see cref="VerificationUri"/>.</summary>
    public required string UserCode { get; init; }

    /// <summary>The page for the user.</summary>
    public required Uri VerificationUri { get; init; }

    /// <summary>The page with the code already in it; <see langword="null"/> where the server gives none.</summary>
    public Uri? VerificationUriComplete { get; init; }

    /// <summary>When the code ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The pause between polls.</summary>
    public TimeSpan Interval { get; init; } = DefaultInterval;

    /// <summary>The <c>device_code</c>.</summary>
    internal required Secret DeviceCode { get; init; }

    /// <summary>The <c>code_verifier</c>.</summary>
    internal required Secret Verifier { get; init; }

    /// <summary>The page to show or open: with the code in it where there is such a one.</summary>
    public Uri PageToOpen => VerificationUriComplete ?? VerificationUri;

    /// <summary>The response in <paramref name="answer"/>; <see langword="null"/> where it is none.</summary>
    public static DeviceAuthorization? From(OAuthAnswer answer, Secret verifier, DateTimeOffset now)
    {
        var complete = Page(answer.Text("verification_uri_complete"));
        var page = Page(answer.Text("verification_uri")) ?? complete;
        if (!answer.IsSuccess || answer.Error is not null || page is null
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
            Interval = answer.Seconds("interval") is { Ticks: > 0 } interval ? interval : DefaultInterval,
            DeviceCode = new Secret(deviceCode),
            Verifier = verifier,
        };
    }

    /// <summary>The user code; no secret.</summary>
    public override string ToString() => $"{UserCode} at {VerificationUri}";

    // What is no web page is of no use to anybody, and perhaps of harm.
    private static Uri? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri : null;
}
