using System.Diagnostics.CodeAnalysis;

namespace QwenCode.Catalogue;

/// <summary>The table of the services that this module sends requests to.</summary>
internal static class Providers
{
    public const string OpenAI = "OpenAI";
    public const string DashScope = "DashScope";
    public const string OpenRouter = "OpenRouter";
    public const string ModelScope = "ModelScope";
    public const string CodingPlan = "CodingPlan";
    public const string CustomName = "Custom";

    private const string DefaultQwenModel = "qwen3-coder-plus";
    private const string BailianKeys = "https://bailian.console.aliyun.com/?tab=model#/api-key";
    private const string ModelStudioKeys = "https://modelstudio.console.alibabacloud.com/?tab=playground#/api-key";

    /// <summary>All of them, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<Provider> All =
    [
        new(DashScope, "Alibaba Cloud Bailian, China", new("https://dashscope.aliyuncs.com/compatible-mode/v1"), DefaultQwenModel, "DASHSCOPE_API_KEY", BailianKeys) { IsDashScope = true },
        new("DashScopeIntl", "Alibaba Cloud Model Studio, Singapore", new("https://dashscope-intl.aliyuncs.com/compatible-mode/v1"), DefaultQwenModel, "DASHSCOPE_API_KEY", ModelStudioKeys) { IsDashScope = true },
        new("DashScopeUS", "Alibaba Cloud Model Studio, United States", new("https://dashscope-us.aliyuncs.com/compatible-mode/v1"), DefaultQwenModel, "DASHSCOPE_API_KEY", ModelStudioKeys) { IsDashScope = true },
        new(CodingPlan, "Bailian's coding plan, China", new("https://coding.dashscope.aliyuncs.com/v1"), DefaultQwenModel, "BAILIAN_CODING_PLAN_API_KEY", BailianKeys) { IsDashScope = true, KeyPrefixes = ["sk-sp-"] },
        new("CodingPlanIntl", "Model Studio's coding plan, international", new("https://coding-intl.dashscope.aliyuncs.com/v1"), DefaultQwenModel, "BAILIAN_CODING_PLAN_API_KEY", ModelStudioKeys) { IsDashScope = true },
        new(ModelScope, "ModelScope inference", new("https://api-inference.modelscope.cn/v1"), "Qwen/Qwen3-Coder-480B-A35B-Instruct", "MODELSCOPE_API_KEY", "https://modelscope.cn/my/myaccesstoken") { KeyPrefixes = ["ms-"] },
        new(OpenRouter, "OpenRouter", new("https://openrouter.ai/api/v1"), "qwen/qwen3-coder", "OPENROUTER_API_KEY", "https://openrouter.ai/settings/keys") { KeyPrefixes = ["sk-or-"] },
        new(OpenAI, "OpenAI", new("https://api.openai.com/v1"), null, OpenAIKeyVariable, "https://platform.openai.com/api-keys") { TakesMaxCompletionTokens = true, KeyPrefixes = ["sk-proj-", "sk-svcacct-", "sk-admin-"] },
        new(AzureOpenAI, "Azure OpenAI", null, null, "AZURE_OPENAI_API_KEY", "https://portal.azure.com") { TakesMaxCompletionTokens = true, IsAzure = true, KeyHeader = "api-key" },
        new("Ollama", "Ollama on this machine", new("http://localhost:11434/v1"), null, "OLLAMA_API_KEY", "") { IsLocal = true },
        new("LlamaCpp", "llama.cpp's server on this machine", new("http://localhost:8080/v1"), null, "LLAMA_API_KEY", "") { IsLocal = true },
        new("LMStudio", "LM Studio on this machine", new("http://localhost:1234/v1"), null, "LM_API_TOKEN", "") { IsLocal = true },
        new("VLLM", "vLLM on this machine", new("http://localhost:8000/v1"), null, "VLLM_API_KEY", "") { IsLocal = true },
    ];

    private const string AzureOpenAI = "AzureOpenAI";
    private static readonly string[] AzureDomains = [".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".openai.azure.us", ".openai.azure.cn"];

    /// <summary>The variable for the key of any OpenAI-compatible endpoint.</summary>
    public const string OpenAIKeyVariable = "OPENAI_API_KEY";

    /// <summary>The variables for keys.</summary>
    public static readonly IReadOnlyList<string> KeyVariables = [.. All.Select(provider => provider.KeyVariable).Distinct()];

    /// <summary>The provider of a key without a known format if no base URL is set, as in Qwen Code.</summary>
    public static readonly Provider Default = All[0];

    /// <summary>Azure OpenAI.</summary>
    public static Provider Azure => All.First(p => p.IsAzure);

    /// <summary>The service behind Qwen OAuth; it is selected by signing in and not by name.</summary>
    public static readonly Provider QwenOAuth = new("QwenOAuth", "Qwen OAuth", null, "coder-model", "", "") { IsDashScope = true, IsOAuth = true };

    /// <summary>The provider of that name, case ignored.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Provider? provider)
    {
        provider = All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return provider is not null;
    }

    /// <summary>
    /// The provider whose host <paramref name="baseUrl"/> names. The default model of any other host is Qwen Code's, so that a shared
    /// <c>.env</c> file selects the same model there and here.
    /// </summary>
    public static Provider Of(Uri baseUrl) =>
        Named(baseUrl) ?? new Provider(CustomName, "any OpenAI-compatible endpoint", baseUrl, DefaultQwenModel, OpenAIKeyVariable, "") { IsLocal = baseUrl.IsLoopback };

    /// <summary>The provider of the table whose host <paramref name="baseUrl"/> names.</summary>
    public static Provider? Named(Uri baseUrl) => IsAzure(baseUrl)
        ? Azure
        : All.FirstOrDefault(p => !p.IsLocal && p.BaseUrl is { } known && known.Host.Equals(baseUrl.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a host belongs to Azure's language services.</summary>
    public static bool IsAzure(Uri url) => Array.Exists(AzureDomains, domain => url.Host.EndsWith(domain, StringComparison.OrdinalIgnoreCase));
}
