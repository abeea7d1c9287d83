using System.Net;

namespace QwenCode.OAuth;

/// <summary>Makes the <see cref="HttpClient"/> for the login service.</summary>
internal static class OAuthHttp
{
    /// <summary>
    /// A client with the system's certificates, without cookies and without redirects, which would carry a token to another host.
    /// </summary>
    /// <param name="proxy">The proxy; <see langword="null"/> takes the system's, <c>NO_PROXY</c> included.</param>
    /// <param name="proxyCredentials">What the proxy asks for.</param>
    public static HttpClient Create(IWebProxy? proxy = null, ICredentials? proxyCredentials = null)
    {
        if (proxy is not null && proxyCredentials is not null)
            proxy.Credentials = proxyCredentials;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            Proxy = proxy,
            DefaultProxyCredentials = proxyCredentials,

            // Its listeners would see each form with its token.
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
