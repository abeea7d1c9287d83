using QwenCode.Receiving;

namespace QwenCode.Connectors;

/// <summary>The connections of the process.</summary>
internal static class SharedHttpClient
{
    /// <summary>The one client, with the system's proxy and certificates.</summary>
    public static readonly HttpClient Instance = Create();

    private static HttpClient Create()
    {
        var handler = ServiceHandler.Create();
        handler.ConnectTimeout = TimeSpan.FromSeconds(30);
        handler.EnableMultipleHttp2Connections = true;

        // A partly read response ends at once and is not read to its end in the background.
        handler.ResponseDrainTimeout = TimeSpan.Zero;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
