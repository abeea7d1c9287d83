using System.Text;

namespace QwenCode.Loopback;

/// <summary>The plain text at <c>/</c>.</summary>
internal static class IndexPage
{
    public static Task ShowAsync(Exchange exchange, Uri baseUrl, Uri origin)
    {
        var faults = string.Join("\n", FaultCatalog.ByName.Keys.Select(name => "  fault-" + name));
        var text = $"""
            A loopback stand-in for Qwen and other OpenAI-compatible services.

              POST {baseUrl}/chat/completions
              GET  {baseUrl}/models
              POST {new Uri(origin, OAuthEndpoints.DevicePath)}
              POST {new Uri(origin, OAuthEndpoints.TokenPath)}
              GET  {new Uri(origin, OAuthApprovalPage.Path)}?user_code=CODE

            The model deltas-N streams N deltas as fast as possible.
            These models make their request fail:

            {faults}

            """;
        return exchange.SendAsync(200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
    }
}
