using QwenCode.Errors;

namespace QwenCode.OAuth;

/// <summary>The endpoint that accepts a credential's access token, and the rule for the hosts that the token is sent to.</summary>
internal static class OAuthEndpoint
{
    private const string VersionPath = "/v1";
    private static readonly Uri Default = new("https://dashscope.aliyuncs.com/compatible-mode/v1");

    // Anyone can rent a host under aliyuncs.com, so the ones that serve models are listed.
    private const string Qwen = "qwen.ai";
    private const string DashScope = "dashscope.aliyuncs.com";
    private static readonly string[] OtherModelHosts = ["dashscope-intl.aliyuncs.com", "dashscope-us.aliyuncs.com"];

    /// <summary>The base URL for a <c>resource_url</c>: with a scheme, and <c>/v1</c> at its end once.</summary>
    /// <param name="resourceUrl">As the server sent it; blank for the default.</param>
    /// <param name="server">The server of the sign-in.</param>
    /// <exception cref="QwenException">The token must not be sent there (<c>UntrustedEndpoint</c>).</exception>
    public static Uri BaseUrl(string? resourceUrl, OAuthServer server)
    {
        if (string.IsNullOrWhiteSpace(resourceUrl))
            return Default;
        var text = resourceUrl.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
            text = $"https://{text}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || HostRule.NameOf(url).Length == 0)
            throw QwenErrors.UntrustedOAuthEndpoint($"'{OAuthResponse.Clean(resourceUrl)}'", "that is not a URL");

        EnsureTrusted(url, server);
        var path = url.AbsolutePath.TrimEnd('/');
        if (!path.EndsWith(VersionPath, StringComparison.Ordinal))
            path += VersionPath;

        // The builder writes the default port out, which JSON would show.
        return new Uri(new UriBuilder(url) { Path = path, Query = "", Fragment = "" }.Uri.AbsoluteUri);
    }

    /// <summary>Rejects a URL that the access token must not be sent to, whatever its source.</summary>
    /// <exception cref="QwenException">It is not trusted (<c>UntrustedEndpoint</c>).</exception>
    public static void EnsureTrusted(Uri url, OAuthServer server)
    {
        var isReplacement = server.IsReplaced && (url.IsLoopback || HostRule.Is(url, server.BaseUri.IdnHost));
        var reason = url.UserInfo.Length > 0 ? "the URL contains a user name or password"
            : !isReplacement && !ServesModels(url) ? $"it is sent only to hosts that serve models ({Trusted(server)})"
            : url.Scheme != Uri.UriSchemeHttps && !(isReplacement && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp) ? $"it is sent only over https, not {url.Scheme}"
            : null;
        if (reason is not null)
            throw QwenErrors.UntrustedOAuthEndpoint(HostRule.NameOf(url), reason);
    }

    private static bool ServesModels(Uri url) =>
        HostRule.IsWithin(url, Qwen) || HostRule.IsWithin(url, DashScope) || Array.Exists(OtherModelHosts, host => HostRule.Is(url, host));

    private static string Trusted(OAuthServer server) =>
        $"{Qwen} and {DashScope}, their subdomains, {string.Join(" and ", OtherModelHosts)}"
        + (server.IsReplaced ? $", {server.BaseUri.IdnHost} and this machine" : "");
}
