using System.Net;

namespace QwenCode.Receiving;

/// <summary>The system's proxy, <c>NO_PROXY</c> included, for all hosts but this machine: requests to it need no proxy, which would read them in clear text.</summary>
/// <param name="system">The system's proxy; looked up at each request, since a session can set another.</param>
internal sealed class SystemProxy(Func<IWebProxy> system) : IWebProxy
{
    private const string LocalHost = "localhost";

    /// <summary>The proxy of this process.</summary>
    public static readonly SystemProxy Instance = new(static () => HttpClient.DefaultProxy);

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => system().Credentials;
        set => system().Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsThisMachine(destination) ? null : system().GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => IsThisMachine(host) || system().IsBypassed(host);

    /// <summary>The proxy that requests to a URL go to; <see langword="null"/> for none.</summary>
    public static Uri? Of(IWebProxy proxy, Uri destination) =>
        proxy.IsBypassed(destination) || proxy.GetProxy(destination) is not { } url || url == destination ? null : url;

    private static bool IsThisMachine(Uri url)
    {
        if (url.IsLoopback)
            return true;
        var host = url.DnsSafeHost.TrimEnd('.');
        return host.Equals(LocalHost, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith($".{LocalHost}", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
    }
}
