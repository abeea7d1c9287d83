using QwenCode.Authentication;
using QwenCode.Configuration;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The endpoint of a request with only a key, a provider or a base URL.</summary>
public sealed class ProviderInferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sk-proj-1", "OpenAI", "https://api.openai.com/v1", null)]
    [InlineData("sk-or-v1-1", "OpenRouter", "https://openrouter.ai/api/v1", "z-ai/glm-4.5-air:free")]
    [InlineData("ms-1", "ModelScope", "https://api-inference.modelscope.cn/v1", "deepseek-ai/DeepSeek-V4-Flash")]
    [InlineData("sk-sp-1", "CodingPlan", "https://coding.dashscope.aliyuncs.com/v1", "qwen3.5-plus")]
    [InlineData("xai-1", "Grok", "https://api.x.ai/v1", "grok-4.5")]
    [InlineData("sk-ws-1", "DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen3.6-plus")]
    [InlineData("sk-1", "DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen3.6-plus")]
    public void A_key_alone_is_sent_to_the_provider_of_its_format(string key, string provider, string baseUrl, string? model)
    {
        var context = Resolving.Auth(Environment(("OPENAI_API_KEY", key)));

        (context.Provider, context.BaseUrl!.AbsoluteUri, context.Model).ShouldBe((provider, baseUrl, model));
    }

    [Fact]
    public void A_foreign_key_without_a_base_URL_is_rejected_with_the_name_of_its_service()
    {
        var exception = Should.Throw<QwenException>(() => Resolving.Auth(Environment(("OPENAI_API_KEY", "sk-ant-canary"))).EnsureUsable());

        exception.ErrorId.ShouldBe("UntrustedEndpoint");
        exception.Message.ShouldContain("Anthropic");
        exception.Message.ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "DashScopeIntl")]
    [InlineData("https://API.OPENAI.COM/v1", "OpenAI")]
    [InlineData("https://example.com/v1", "Custom")]
    [InlineData("https://dashscope.aliyuncs.com.example.com/v1", "Custom")]
    [InlineData("https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1", "DashScopeHongKong")]
    [InlineData("https://batch.dashscope.aliyuncs.com/compatible-mode/v1", "DashScopeBatch")]
    [InlineData("https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "TokenPlan")]
    [InlineData("https://token-plan.ap-southeast-1.maas.aliyuncs.com/compatible-mode/v1", "TokenPlanIntl")]
    [InlineData("https://llm-abc123.eu-central-1.maas.aliyuncs.com/compatible-mode/v1", "DashScopeWorkspace")]
    [InlineData("https://trial.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "DashScopeWorkspace")]
    [InlineData("https://vpc-cn-beijing.dashscope.aliyuncs.com/compatible-mode/v1", "DashScope")]
    [InlineData("https://maas.aliyuncs.com.example.com/v1", "Custom")]
    [InlineData("https://evil-maas.aliyuncs.com/v1", "Custom")]
    [InlineData("https://api.deepseek.com", "DeepSeek")]
    [InlineData("https://api.x.ai/v1", "Grok")]
    [InlineData("https://api.minimax.io/v1", "MiniMax")]
    [InlineData("https://api.minimaxi.com/v1", "MiniMaxCN")]
    [InlineData("https://api.moonshot.ai/v1", "Moonshot")]
    [InlineData("https://api.moonshot.cn/v1", "MoonshotCN")]
    [InlineData("https://api.z.ai/api/paas/v4", "ZAI")]
    [InlineData("https://api.z.ai/api/coding/paas/v4", "ZAICodingPlan")]
    [InlineData("https://router.requesty.ai/v1", "Requesty")]
    public void A_base_URLs_host_names_the_provider(string baseUrl, string provider) =>
        Resolving.Auth(Environment(("OPENAI_API_KEY", "k"), ("OPENAI_BASE_URL", baseUrl))).Provider.ShouldBe(provider);

    [Fact]
    public void A_specified_providers_own_variable_takes_precedence_over_the_general_one()
    {
        var environment = Environment(("OPENAI_API_KEY", "general"), ("DASHSCOPE_API_KEY", "own"));

        Resolving.Auth(environment, new() { Provider = "dashscopeintl" }).Key()!.Reveal().ShouldBe("own");
        Resolving.Auth(environment).Key()!.Reveal().ShouldBe("general");
    }

    [Theory]
    [InlineData("xai", "Grok")]
    [InlineData("Kimi", "Moonshot")]
    [InlineData("token-plan", "TokenPlan")]
    [InlineData("grok", "Grok")]
    public void A_provider_by_another_of_its_names_is_that_provider(string name, string provider)
    {
        var choice = new AuthChoice { Provider = name, ApiKey = new Secret("k-1234") };

        Resolving.Auth(Environment(), choice).Provider.ShouldBe(provider);
        new AuthChoice { Provider = provider, ApiKey = new Secret("k-1234") }.With(new() { Provider = name }).ApiKey.ShouldNotBeNull();
    }

    [Fact]
    public void An_unknown_provider_is_rejected_with_the_list_of_known_ones() =>
        Should.Throw<QwenException>(() => Resolving.Auth(Environment(), new() { Provider = "Nobody" })).Message.ShouldContain("DashScopeIntl");

    [Fact]
    public void A_parameter_overrides_the_session_and_the_session_the_environment()
    {
        var environment = Environment(("OPENAI_API_KEY", "k-env"), ("OPENAI_BASE_URL", "https://env.example/v1"), ("OPENAI_MODEL", "m-env"));
        var session = new AuthChoice { ApiKey = new Secret("k-session"), BaseUrl = "https://session.example/v1" };

        var context = Resolving.Auth(environment, new() { BaseUrl = "https://session.example/parameter" }, session);
        var elsewhere = Resolving.Auth(environment, new() { BaseUrl = "https://parameter.example/v1" }, session);

        (context.Key()!.Reveal(), context.BaseUrl!.AbsolutePath, context.Model).ShouldBe(("k-session", "/parameter", "m-env"));
        (elsewhere.Key()!.Reveal(), elsewhere.BaseUrl!.Host, elsewhere.Model).ShouldBe(("k-env", "parameter.example", "m-env"));
    }

    [Fact]
    public void An_endpoint_on_this_machine_needs_no_key()
    {
        var context = Resolving.Auth(Environment(("OPENAI_BASE_URL", "http://localhost:11434/v1")));

        context.EnsureUsable();
        context.Key().ShouldBeNull();
    }

    [Theory]
    [InlineData("http://192.168.1.5:8000/v1", "If the server at 192.168.1.5:8000 needs no key, run: Connect-Qwen -Provider VLLM -BaseUrl <its URL>")]
    [InlineData("https://openrouter.ai/api/v1", null)]
    [InlineData("https://name.openai.azure.com", null)]
    public void Without_a_key_for_a_server_of_the_user_s_own_the_command_that_needs_none_is_shown(string url, string? command)
    {
        _folder.Write("proj/.env", $"OPENAI_BASE_URL={url}\n");
        var environment = Resolving.Environment(_folder.At("proj"), _folder.Folder("home"));

        var exception = Should.Throw<QwenException>(() => Resolving.Auth(environment).EnsureUsable());

        exception.ErrorId.ShouldBe("NoAuthentication");
        exception.Message.Contains("needs no key", StringComparison.Ordinal).ShouldBe(command is not null);
        exception.Message.ShouldContain(command ?? "");
    }

    [Fact]
    public void A_missing_key_that_a_shadowed_file_contains_is_reported()
    {
        _folder.Write("proj/a/.env", "OPENAI_BASE_URL=https://example.com/v1\n");
        var shadowed = _folder.Write("proj/.env", "OPENAI_API_KEY=k-canary\n");
        var environment = Resolving.Environment(_folder.At("proj/a"), _folder.Folder("home"));

        var exception = Should.Throw<QwenException>(() => Resolving.Auth(environment).EnsureUsable());

        exception.ErrorId.ShouldBe("NoAuthentication");
        exception.Message.ShouldContain(shadowed);
        exception.Message.ShouldNotContain("canary");
    }

    private ResolvedEnvironment Environment(params (string Name, string Value)[] variables) =>
        Resolving.Environment(_folder.Folder("proj"), _folder.Folder("home"), variables.ToDictionary(v => v.Name, v => v.Value));
}
