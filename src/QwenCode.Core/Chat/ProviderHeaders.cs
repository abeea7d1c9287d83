using QwenCode.Catalogue;

namespace QwenCode.Chat;

/// <summary>The headers that single providers expect beside the usual ones.</summary>
internal static class ProviderHeaders
{
    private static readonly Dictionary<string, string> None = [];

    private static readonly Dictionary<string, string> DashScopeByKey = DashScope("openai");
    private static readonly Dictionary<string, string> DashScopeByLogin = DashScope("qwen-oauth");

    /// <summary>The headers for a provider.</summary>
    public static IReadOnlyDictionary<string, string> Of(Provider provider) =>
        !provider.IsDashScope ? None : provider.IsOAuth ? DashScopeByLogin : DashScopeByKey;

    private static Dictionary<string, string> DashScope(string authType) => new()
    {
        ["X-DashScope-UserAgent"] = UserAgent.Value,
        ["X-DashScope-CacheControl"] = "enable",
        ["X-DashScope-AuthType"] = authType,
    };
}
