using System.Text.Json;

namespace QwenCode.Loopback;

/// <summary>Bodies of the OAuth endpoints.</summary>
internal static class OAuthJson
{
    public static byte[] Error(string error, string? description) => JsonBytes.Object(json =>
    {
        json.WriteString("error", error);
        if (description is not null)
            json.WriteString("error_description", description);
    });

    public static byte[] Pending(bool slowDown) => JsonBytes.Object(json =>
    {
        json.WriteString("status", "pending");
        if (slowDown)
            json.WriteBoolean("slowDown", true);
    });

    public static byte[] Device(OAuthDeviceGrant grant, Uri origin, OAuthOptions options) => JsonBytes.Object(json =>
    {
        json.WriteString("device_code", grant.DeviceCode);
        json.WriteString("user_code", grant.UserCode);
        json.WriteString("verification_uri", new Uri(origin, "/authorize").AbsoluteUri);
        json.WriteString("verification_uri_complete", options.VerificationUriComplete ?? new Uri(origin, $"/authorize?user_code={grant.UserCode}&client=qwen-code").AbsoluteUri);
        Seconds(json, "expires_in", options.ExpiresIn);
        if (options.Interval is { } interval)
            Seconds(json, "interval", interval);
    });

    public static byte[] Tokens(OAuthTokens tokens, TimeSpan lifetime, string? scope, bool withRefreshToken, bool withResourceUrl) => JsonBytes.Object(json =>
    {
        json.WriteString("status", "success");
        json.WriteString("access_token", tokens.AccessToken);
        if (withRefreshToken)
            json.WriteString("refresh_token", tokens.RefreshToken);
        json.WriteString("token_type", "Bearer");
        Seconds(json, "expires_in", lifetime);
        if (scope is not null)
            json.WriteString("scope", scope);
        if (withResourceUrl && tokens.ResourceUrl.Length > 0)
            json.WriteString("resource_url", tokens.ResourceUrl);
    });

    private static void Seconds(Utf8JsonWriter json, string name, TimeSpan time)
    {
        if (time.Ticks % TimeSpan.TicksPerSecond == 0)
            json.WriteNumber(name, (long)time.TotalSeconds);
        else
            json.WriteNumber(name, time.TotalSeconds);
    }
}
