using QwenCode.Catalogue;

namespace QwenCode.Http;

/// <summary>The headers of a request apart from its credential: this module's name, and what single providers expect.</summary>
internal static class ProviderHeaders
{
    /// <summary>Adds the headers for a provider.</summary>
    public static void Add(Dictionary<string, string> headers, Provider provider)
    {
        headers["User-Agent"] = UserAgent.Value;
        if (!provider.IsDashScope)
            return;
        headers["X-DashScope-UserAgent"] = UserAgent.Value;
        headers["X-DashScope-CacheControl"] = "enable";
        headers["X-DashScope-AuthType"] = provider.IsOAuth ? "qwen-oauth" : "openai";
    }
}
