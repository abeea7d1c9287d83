using System.Net;
using QwenCode.Receiving;

namespace QwenCode.OAuth;

/// <summary>Makes the <see cref="HttpClient"/> for the login service.</summary>
internal static class OAuthHttp
{
    /// <summary>
    /// A client with the system's certificates.
    /// </summary>
    /// <param name="proxy">The proxy; <see langword="null"/> takes the system's, <c>NO_PROXY</c> included.</param>
    /// <param name="proxyCredentials">What the proxy asks for.</param>
    public static HttpClient Create(IWebProxy? proxy = null, ICredentials? proxyCredentials = null) =>
        new(Handler(proxy, proxyCredentials)) { Timeout = Timeout.InfiniteTimeSpan };

    internal static SocketsHttpHandler Handler(IWebProxy? proxy, ICredentials? proxyCredentials)
    {
        if (proxy is not null && proxyCredentials is not null)
            proxy.Credentials = proxyCredentials;
        var handler = ServiceHandler.Create();
        handler.Proxy = proxy ?? handler.Proxy;
        handler.DefaultProxyCredentials = proxyCredentials;
        return handler;
    }
}
