using QwenCode.Catalogue;
using QwenCode.Http;

namespace QwenCode.Core.Tests.Catalogue;

public sealed class ProvidersTests
{
    [Theory]
    [InlineData("DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("DashScopeIntl", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("DashScopeUS", "https://dashscope-us.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("DashScopeHongKong", "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("DashScopeWorkspace", null, "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("DashScopeBatch", "https://batch.dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY", "qwen3.6-plus")]
    [InlineData("CodingPlan", "https://coding.dashscope.aliyuncs.com/v1", "BAILIAN_CODING_PLAN_API_KEY", "qwen3.5-plus")]
    [InlineData("CodingPlanIntl", "https://coding-intl.dashscope.aliyuncs.com/v1", "BAILIAN_CODING_PLAN_API_KEY", "qwen3.5-plus")]
    [InlineData("TokenPlan", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "BAILIAN_TOKEN_PLAN_API_KEY", "qwen3.7-plus")]
    [InlineData("TokenPlanIntl", "https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", "BAILIAN_TOKEN_PLAN_API_KEY", "qwen3.7-plus")]
    [InlineData("ModelScope", "https://api-inference.modelscope.cn/v1", "MODELSCOPE_API_KEY", "deepseek-ai/DeepSeek-V4-Flash")]
    [InlineData("DeepSeek", "https://api.deepseek.com/", "DEEPSEEK_API_KEY", "deepseek-v4-pro")]
    [InlineData("ZAI", "https://api.z.ai/api/paas/v4", "ZAI_API_KEY", "GLM-5.2")]
    [InlineData("ZAICodingPlan", "https://api.z.ai/api/coding/paas/v4", "ZAI_API_KEY", "GLM-5.2")]
    [InlineData("Moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY", "kimi-k3")]
    [InlineData("MoonshotCN", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY", "kimi-k3")]
    [InlineData("MiniMax", "https://api.minimax.io/v1", "MINIMAX_API_KEY", "MiniMax-M3")]
    [InlineData("MiniMaxCN", "https://api.minimaxi.com/v1", "MINIMAX_API_KEY", "MiniMax-M3")]
    [InlineData("Grok", "https://api.x.ai/v1", "XAI_API_KEY", "grok-4.5")]
    [InlineData("OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", "z-ai/glm-4.5-air:free")]
    [InlineData("Requesty", "https://router.requesty.ai/v1", "REQUESTY_API_KEY", "openai/gpt-4o-mini")]
    public void A_provider_has_the_URL_variable_and_model_of_Qwen_Codes_auth(string name, string? baseUrl, string variable, string model)
    {
        Providers.TryGet(name, out var provider).ShouldBeTrue();

        (provider!.BaseUrl?.AbsoluteUri, provider.KeyVariable, provider.DefaultModel).ShouldBe((baseUrl, variable, model));
        new Uri(provider.KeyPage).Scheme.ShouldBe("https");
    }

    [Theory]
    [InlineData("alibabaStandard", "DashScope")]
    [InlineData("ModelStudio", "DashScopeIntl")]
    [InlineData("coding-plan", "CodingPlan")]
    [InlineData("token-plan", "TokenPlan")]
    [InlineData("xai", "Grok")]
    [InlineData("Z.AI", "ZAI")]
    [InlineData("kimi", "Moonshot")]
    public void A_provider_is_found_by_the_names_of_Qwen_Code_and_of_its_vendor(string name, string provider)
    {
        Providers.TryGet(name, out var found).ShouldBeTrue();

        found!.Name.ShouldBe(provider);
    }

    [Fact]
    public void No_name_is_that_of_two_providers() =>
        Providers.All.SelectMany(row => row.OtherNames.Prepend(row.Name)).ShouldBeUnique(StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode/v1", true)]
    [InlineData("https://coding-intl.dashscope.aliyuncs.com/v1", true)]
    [InlineData("https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", true)]
    [InlineData("https://vpc-cn-beijing.dashscope.aliyuncs.com/compatible-mode/v1", true)]
    [InlineData("https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", true)]
    [InlineData("https://llm-1.ap-northeast-1.maas.aliyuncs.com/compatible-mode/v1", true)]
    [InlineData("https://api-inference.modelscope.cn/v1", false)]
    [InlineData("https://dashscope.aliyuncs.com.example.com/v1", false)]
    [InlineData("https://notdashscope.aliyuncs.com/v1", false)]
    [InlineData("http://127.0.0.1:1/v1", false)]
    public void Only_DashScopes_hosts_get_its_headers(string url, bool isDashScope)
    {
        var headers = new Dictionary<string, string>();

        ProviderHeaders.Add(headers, Providers.Of(new Uri(url)));

        headers.Keys.Order().ShouldBe(isDashScope ? ["User-Agent", "X-DashScope-AuthType", "X-DashScope-CacheControl", "X-DashScope-UserAgent"] : ["User-Agent"]);
    }

    [Theory]
    [InlineData("DashScopeBatch", 3600, 3600)]
    [InlineData("DashScope", 600, 120)]
    public void A_provider_may_allow_more_time_unless_the_user_sets_a_limit(string name, int seconds, int idleSeconds)
    {
        Providers.TryGet(name, out var provider);
        var limited = new CallOptions { Timeout = TimeSpan.FromSeconds(5), IdleTimeout = TimeSpan.FromSeconds(4) };

        (new CallOptions().TimeoutAt(provider!).TotalSeconds, new CallOptions().IdleTimeoutAt(provider!).TotalSeconds).ShouldBe((seconds, idleSeconds));
        (limited.TimeoutAt(provider!).TotalSeconds, limited.IdleTimeoutAt(provider!).TotalSeconds).ShouldBe((5, 4));
    }
}
