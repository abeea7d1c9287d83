using System.Net;

namespace QwenCode.Receiving;

/// <summary>Creates the handlers of all HTTP clients of the module.</summary>
/// <remarks>They are created here and not in the connectors, whose packages can bring another version of a type that a handler takes.</remarks>
internal static class ServiceHandler
{
    /// <summary>
    /// A handler with the system's proxy, which requests to this machine bypass; without cookies, without redirects, which would send a secret to
    /// another host, and without listeners in the process, which would see it.
    /// </summary>
    public static SocketsHttpHandler Create() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = SystemProxy.Instance,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ActivityHeadersPropagator = null,
        SslOptions = { RemoteCertificateValidationCallback = CertificateCheck.Accept },
    };
}
