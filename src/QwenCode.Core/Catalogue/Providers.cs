using System.Diagnostics.CodeAnalysis;

namespace QwenCode.Catalogue;

/// <summary>The table of the services that this module sends requests to.</summary>
internal static class Providers
{
    public const string OpenAI = "OpenAI";
    public const string CustomName = "Custom";

    /// <summary>The variable for the key of any OpenAI-compatible endpoint.</summary>
    public const string OpenAIKeyVariable = "OPENAI_API_KEY";

    private const string CustomModel = "qwen3.7-max";
    private const string MiniMax = "MiniMax";
    private const string ZAI = "ZAI";
    private const string Moonshot = "Moonshot";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<Provider> All =
    [
        .. AlibabaCloud.Rows,
        new("ModelScope", "ModelScope inference", new("https://api-inference.modelscope.cn/v1"), "deepseek-ai/DeepSeek-V4-Flash", "MODELSCOPE_API_KEY", "https://modelscope.cn/my/myaccesstoken") { Thinking = ThinkingDialect.Qwen, KeyPrefixes = ["ms-"] },
        new("DeepSeek", "DeepSeek", new("https://api.deepseek.com"), "deepseek-v4-pro", "DEEPSEEK_API_KEY", "https://platform.deepseek.com/api_keys") { Thinking = ThinkingDialect.Type },
        new(ZAI, "Z.AI, pay as you go", new("https://api.z.ai/api/paas/v4"), "GLM-5.2", "ZAI_API_KEY", "https://z.ai/manage-apikey/apikey-list") { Vendor = ZAI, OtherNames = ["Z.AI"], Thinking = ThinkingDialect.Type },
        new("ZAICodingPlan", "Z.AI's coding plan", new("https://api.z.ai/api/coding/paas/v4"), "GLM-5.2", "ZAI_API_KEY", "https://z.ai/manage-apikey/apikey-list") { Vendor = ZAI, Thinking = ThinkingDialect.Type },
        new(Moonshot, "Moonshot AI's Kimi, international", new("https://api.moonshot.ai/v1"), "kimi-k3", "MOONSHOT_API_KEY", "https://platform.moonshot.ai/console/api-keys") { Vendor = Moonshot, OtherNames = ["Kimi"], Thinking = ThinkingDialect.Type, TakesMaxCompletionTokens = true },
        new("MoonshotCN", "Moonshot AI's Kimi, China", new("https://api.moonshot.cn/v1"), "kimi-k3", "MOONSHOT_API_KEY", "https://platform.moonshot.cn/console/api-keys") { Vendor = Moonshot, OtherNames = ["KimiCN"], Thinking = ThinkingDialect.Type, TakesMaxCompletionTokens = true },
        new(MiniMax, "MiniMax, international", new("https://api.minimax.io/v1"), "MiniMax-M3", "MINIMAX_API_KEY", "https://platform.minimax.io/user-center/basic-information/interface-key") { Vendor = MiniMax, Thinking = ThinkingDialect.Adaptive, TakesMaxCompletionTokens = true },
        new("MiniMaxCN", "MiniMax, China", new("https://api.minimaxi.com/v1"), "MiniMax-M3", "MINIMAX_API_KEY", "https://platform.minimaxi.com/user-center/basic-information/interface-key") { Vendor = MiniMax, Thinking = ThinkingDialect.Adaptive, TakesMaxCompletionTokens = true },
        new("Grok", "xAI", new("https://api.x.ai/v1"), "grok-4.5", "XAI_API_KEY", "https://console.x.ai") { OtherNames = ["xAI"], Thinking = ThinkingDialect.Effort, KeyPrefixes = ["xai-"] },
        new("OpenRouter", "OpenRouter", new("https://openrouter.ai/api/v1"), "z-ai/glm-4.5-air:free", "OPENROUTER_API_KEY", "https://openrouter.ai/settings/keys") { Thinking = ThinkingDialect.Reasoning, KeyPrefixes = ["sk-or-"] },
        new("Requesty", "Requesty", new("https://router.requesty.ai/v1"), "openai/gpt-4o-mini", "REQUESTY_API_KEY", "https://app.requesty.ai/api-keys") { Thinking = ThinkingDialect.Effort },
        new(OpenAI, "OpenAI", new("https://api.openai.com/v1"), null, OpenAIKeyVariable, "https://platform.openai.com/api-keys") { Thinking = ThinkingDialect.Effort, TakesMaxCompletionTokens = true, KeyPrefixes = ["sk-proj-", "sk-svcacct-", "sk-admin-"], Batches = BatchRules.OpenAI },
        new("AzureOpenAI", "Azure OpenAI", null, null, "AZURE_OPENAI_API_KEY", "https://portal.azure.com") { Thinking = ThinkingDialect.Effort, TakesMaxCompletionTokens = true, IsAzure = true, KeyHeader = "api-key", UrlExample = "https://<resource>.openai.azure.com", Batches = BatchRules.Azure },
        new("Ollama", "Ollama on this machine", new("http://localhost:11434/v1"), null, "OLLAMA_API_KEY", "") { Thinking = ThinkingDialect.Effort, IsLocal = true },
        new("LlamaCpp", "llama.cpp's server on this machine", new("http://localhost:8080/v1"), null, "LLAMA_API_KEY", "") { Thinking = ThinkingDialect.Template, IsLocal = true },
        new("LMStudio", "LM Studio on this machine", new("http://localhost:1234/v1"), null, "LM_API_TOKEN", "") { IsLocal = true },
        new("VLLM", "vLLM on this machine", new("http://localhost:8000/v1"), null, "VLLM_API_KEY", "") { Thinking = ThinkingDialect.Template, IsLocal = true },
        new("SGLang", "SGLang on this machine", new("http://localhost:30000/v1"), null, "SGLANG_API_KEY", "") { Thinking = ThinkingDialect.Template, IsLocal = true },
    ];

    private static readonly string[] AzureDomains = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".openai.azure.us", ".openai.azure.cn"];

    /// <summary>The variables for keys.</summary>
    public static readonly IReadOnlyList<string> KeyVariables = [.. All.Select(provider => provider.KeyVariable).Distinct()];

    /// <summary>The provider of a key without a known format if no base URL is set, as in Qwen Code.</summary>
    public static readonly Provider Default = All[0];

    /// <summary>Azure OpenAI.</summary>
    public static Provider Azure => All.First(p => p.IsAzure);

    /// <summary>The service behind Qwen OAuth; it is selected by signing in and not by name.</summary>
    public static Provider QwenOAuth => AlibabaCloud.OAuth;

    /// <summary>The provider of that name, case ignored.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Provider? provider)
    {
        provider = All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? All.FirstOrDefault(p => p.OtherNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        return provider is not null;
    }

    /// <summary>
    /// The provider whose host <paramref name="baseUrl"/> names. The default model of any other host is Qwen Code's, so that a shared
    /// <c>.env</c> file selects the same model there and here.
    /// </summary>
    public static Provider Of(Uri baseUrl) =>
        Named(baseUrl) ?? new Provider(CustomName, "any OpenAI-compatible endpoint", baseUrl, CustomModel, OpenAIKeyVariable, "") { IsLocal = baseUrl.IsLoopback, Batches = BatchRules.OpenAI with { PriceFactor = 1 } };

    /// <summary>The provider of the table whose host, and path if several have that host, <paramref name="baseUrl"/> names.</summary>
    public static Provider? Named(Uri baseUrl)
    {
        if (baseUrl.IsLoopback)
            return null;
        if (IsAzure(baseUrl))
            return Azure;
        Provider? first = null;
        foreach (var row in All)
        {
            if (row.IsLocal || row.BaseUrl is not { } known || !known.Host.Equals(baseUrl.Host, StringComparison.OrdinalIgnoreCase))
                continue;
            if (HasPath(row))
                return row;
            first ??= row;
        }

        return first ?? AlibabaCloud.Of(baseUrl);

        bool HasPath(Provider row) => row.BaseUrl!.AbsolutePath is var path
            && (path.StartsWith(baseUrl.AbsolutePath.TrimEnd('/'), StringComparison.OrdinalIgnoreCase) || $"{baseUrl.AbsolutePath}/".StartsWith($"{path}/", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The names of the other providers of a provider's vendor: its other regions and plans.</summary>
    public static IReadOnlyList<string> Siblings(Provider provider) =>
        [.. All.Where(p => p.Vendor == provider.Vendor && p.Name != provider.Name).Select(p => p.Name)];

    /// <summary>Whether a host belongs to Azure's language services.</summary>
    public static bool IsAzure(Uri url) => Array.Exists(AzureDomains, domain => url.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
}
