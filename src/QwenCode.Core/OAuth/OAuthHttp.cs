using System.Net;
using QwenCode.Errors;
using QwenCode.Receiving;
using QwenCode.Secrets;
using QwenCode.Showing;

namespace QwenCode.OAuth;

/// <summary>Creates the <see cref="HttpClient"/> for the sign-in service.</summary>
internal static class OAuthHttp
{
    // What HttpClient supports.
    private static readonly string[] ProxySchemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>A client with the system's certificates.</summary>
    /// <param name="proxy">The proxy; <see langword="null"/> takes the system's, <c>NO_PROXY</c> included.</param>
    /// <param name="proxyCredentials">The credential for the proxy.</param>
    public static HttpClient Create(IWebProxy? proxy = null, ICredentials? proxyCredentials = null) =>
        new(Handler(proxy, proxyCredentials)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>The proxy at a URL.</summary>
    /// <exception cref="QwenException">The URL is not that of a proxy (<c>InvalidParameter</c>).</exception>
    public static WebProxy ProxyAt(Uri url) => url is { IsAbsoluteUri: true, Host.Length: > 0 } && ProxySchemes.Contains(url.Scheme)
        ? new WebProxy(url)
        : throw InvalidProxyShown(UrlText.Of(url));

    /// <summary>The error for a text that is not the URL of a proxy.</summary>
    public static QwenException InvalidProxy(string text)
    {
        // A password can have any character, such as the one that makes it no URL.
        var host = text.LastIndexOf('@');
        return InvalidProxyShown(ForeignText.OneLine(host < 0 ? SecretMask.Url(text) : $"****{text[host..]}"));
    }

    private static QwenException InvalidProxyShown(string shown) => QwenErrors.InvalidParameter(
        $"-Proxy {shown} is not the URL of a proxy.",
        $"Specify -Proxy with scheme, host and port, such as http://proxy.example.com:8080. The scheme is one of {string.Join(", ", ProxySchemes)}.");

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
