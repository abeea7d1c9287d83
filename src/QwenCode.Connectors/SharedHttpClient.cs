using System.Net;

namespace QwenCode.Connectors;

/// <summary>The connections of the process.</summary>
internal static class SharedHttpClient
{
    /// <summary>
    /// The one client: the system's proxy and certificates, no cookies, and no redirects, which would carry a key to another host.
    /// </summary>
    public static readonly HttpClient Instance = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(30),

        // An answer that is left half read ends at once and is not read on in the background.
        ResponseDrainTimeout = TimeSpan.Zero,
        EnableMultipleHttp2Connections = true,

        // Its listeners would see each request with its key.
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
