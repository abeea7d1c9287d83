using QwenCode.Errors;
using QwenCode.Secrets;

namespace QwenCode.OAuth;

/// <summary>The authorization server, and the id of this client there. The client is public: there is no client secret.</summary>
/// <param name="BaseUri">Scheme and host, perhaps with a path before the endpoints'.</param>
/// <param name="ClientId">RFC 6749, section 2.2.</param>
internal sealed record OAuthServer(Uri BaseUri, string ClientId)
{
    /// <summary>The variable that replaces <see cref="BaseUri"/>.</summary>
    public const string BaseUriVariable = "QWEN_OAUTH_BASE_URL";

    /// <summary>The variable that replaces <see cref="ClientId"/>.</summary>
    public const string ClientIdVariable = "QWEN_OAUTH_CLIENT_ID";

    /// <summary>The scope of a sign-in.</summary>
    public const string Scope = "openid profile email model.completion";

    /// <summary>Qwen's server.</summary>
    public static readonly OAuthServer Default = new(new Uri("https://chat.qwen.ai"), "f0304373b74a44d2b584a3fb70ca9e56");

    /// <summary>RFC 8628, section 3.1.</summary>
    public Uri DeviceAuthorizationEndpoint => At("/api/v1/oauth2/device/code");

    /// <summary>RFC 6749, section 3.2: polling and refresh.</summary>
    public Uri TokenEndpoint => At("/api/v1/oauth2/token");

    /// <summary>Whether it is another host than Qwen's, which only the user can specify.</summary>
    public bool IsReplaced => !BaseUri.IdnHost.Equals(Default.BaseUri.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The server that the variables name, over <see cref="Default"/>. Pass the lookup of the process's variables and not that of a
    /// <c>.env</c> file: the host receives the refresh token.
    /// </summary>
    /// <exception cref="QwenException">The URL cannot be used (<c>InvalidParameter</c>).</exception>
    public static OAuthServer FromVariables(Func<string, string?> variable) =>
        Default.With(variable(BaseUriVariable), $"the variable {BaseUriVariable}", variable(ClientIdVariable));

    /// <summary>This server with another host and client id, unless they are blank.</summary>
    /// <param name="baseUri">The URL as specified.</param>
    /// <param name="source">The source of the URL, for messages.</param>
    /// <param name="clientId">The client id.</param>
    /// <exception cref="QwenException">The URL is not absolute, not <c>https</c> (<c>http</c> to loopback aside), or has a user name, query or fragment (<c>InvalidParameter</c>).</exception>
    public OAuthServer With(string? baseUri, string source, string? clientId) => new(
        string.IsNullOrWhiteSpace(baseUri) ? BaseUri : Parse(baseUri.Trim(), source),
        string.IsNullOrWhiteSpace(clientId) ? ClientId : clientId.Trim());

    private static Uri Parse(string text, string source)
    {
        var reason = !Uri.TryCreate(text, UriKind.Absolute, out var uri) || HostRule.NameOf(uri).Length == 0 ? "it is not an absolute URL"
            : uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? "only https is secure there (http is allowed on this machine)"
            : uri.UserInfo.Length > 0 ? "it contains a user name or password"
            : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "it has a query or fragment"
            : null;
        return reason is null ? uri! : throw QwenErrors.InvalidOAuthBaseUrl(SecretMask.Url(text), source, reason);
    }

    private Uri At(string path) => new UriBuilder(BaseUri) { Path = BaseUri.AbsolutePath.TrimEnd('/') + path }.Uri;
}
