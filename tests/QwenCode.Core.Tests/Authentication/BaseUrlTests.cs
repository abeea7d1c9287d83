using QwenCode.Authentication;
using QwenCode.Catalogue;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The spellings of base URLs that people paste, and what becomes of each.</summary>
public sealed class BaseUrlTests
{
    [Theory]
    [InlineData("https://h/v1", "https://h/v1")]
    [InlineData("https://h/v1/", "https://h/v1")]
    [InlineData("https://h/v1//", "https://h/v1")]
    [InlineData("  https://h/v1 \t", "https://h/v1")]
    [InlineData("HTTPS://H.Example/V1", "https://h.example/V1")]
    [InlineData("https://h:443/v1", "https://h/v1")]
    [InlineData("https://h:8443/v1", "https://h:8443/v1")]
    [InlineData("http://127.0.0.1:8089", "http://127.0.0.1:8089/")]
    [InlineData("https://h/v1/chat/completions", "https://h/v1")]
    [InlineData("https://h/v1/chat/completions/", "https://h/v1")]
    [InlineData("https://h/v1/Chat/Completions", "https://h/v1")]
    [InlineData("https://h/v1/completions", "https://h/v1")]
    [InlineData("https://h/v1/responses", "https://h/v1")]
    [InlineData("https://h/v1/embeddings", "https://h/v1")]
    [InlineData("https://h/v1/models", "https://h/v1")]
    [InlineData("https://h/chat/completions", "https://h/")]
    [InlineData("https://h/v1?x=1&y=%20", "https://h/v1?x=1&y=%20")]
    [InlineData("https://h/a%20b/v1", "https://h/a%20b/v1")]
    [InlineData("https://h/%E4%BD%A0/v1", "https://h/%E4%BD%A0/v1")]
    [InlineData("http://[::1]:8080/v1", "http://[::1]:8080/v1")]
    [InlineData("http://localhost:11434/v1", "http://localhost:11434/v1")]
    [InlineData("http://localhost:1234/v1/models", "http://localhost:1234/v1")]
    public void Any_endpoint_is_used_unchanged_except_for_the_path_of_a_request(string text, string expected) =>
        BaseUrl.Parse(text, "the test").ShouldBe((new Uri(expected), null));

    [Theory]
    [InlineData("https://dashscope.aliyuncs.com", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode/v1/", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope-intl.aliyuncs.com", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope-us.aliyuncs.com/compatible-mode/v1", "https://dashscope-us.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://coding.dashscope.aliyuncs.com", "https://coding.dashscope.aliyuncs.com/v1")]
    [InlineData("https://coding-intl.dashscope.aliyuncs.com/v1", "https://coding-intl.dashscope.aliyuncs.com/v1")]
    [InlineData("https://api.openai.com", "https://api.openai.com/v1")]
    [InlineData("cn-hongkong.dashscope.aliyuncs.com", "https://cn-hongkong.dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("llm-1.cn-beijing.maas.aliyuncs.com", "https://llm-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://llm-1.us-east-1.maas.aliyuncs.com/compatible-mode", "https://llm-1.us-east-1.maas.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://token-plan.cn-beijing.maas.aliyuncs.com/", "https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://batch.dashscope.aliyuncs.com", "https://batch.dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://api.deepseek.com", "https://api.deepseek.com/")]
    [InlineData("https://api.deepseek.com/v1", "https://api.deepseek.com/")]
    [InlineData("https://api.deepseek.com/v1/chat/completions", "https://api.deepseek.com/")]
    [InlineData("api.z.ai", "https://api.z.ai/api/paas/v4")]
    [InlineData("https://api.z.ai/api/paas/v4/", "https://api.z.ai/api/paas/v4")]
    [InlineData("https://api.z.ai/api/coding", "https://api.z.ai/api/coding/paas/v4")]
    [InlineData("https://api.z.ai/api/coding/paas/v4/chat/completions", "https://api.z.ai/api/coding/paas/v4")]
    [InlineData("https://api.moonshot.cn", "https://api.moonshot.cn/v1")]
    [InlineData("api.openai.com", "https://api.openai.com/v1")]
    [InlineData("dashscope.aliyuncs.com", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData(" openrouter.ai/api/v1/ ", "https://openrouter.ai/api/v1")]
    [InlineData("https://API.OpenAI.com/v1/chat/completions", "https://api.openai.com/v1")]
    [InlineData("https://openrouter.ai", "https://openrouter.ai/api/v1")]
    [InlineData("https://openrouter.ai/api", "https://openrouter.ai/api/v1")]
    [InlineData("https://openrouter.ai/api/v1/models", "https://openrouter.ai/api/v1")]
    [InlineData("https://api-inference.modelscope.cn", "https://api-inference.modelscope.cn/v1")]
    [InlineData("https://api-inference.modelscope.cn/v1/", "https://api-inference.modelscope.cn/v1")]
    public void A_known_provider_s_host_gets_its_path(string text, string expected) =>
        BaseUrl.Parse(text, "the test").ShouldBe((new Uri(expected), null));

    [Theory]
    [InlineData("Ollama", "http://localhost:11434", "http://localhost:11434/v1")]
    [InlineData("LMStudio", "http://127.0.0.1:1234/", "http://127.0.0.1:1234/v1")]
    [InlineData("VLLM", "http://gpu.example:8000", "http://gpu.example:8000/v1")]
    [InlineData("Ollama", "http://localhost:11434/other", "http://localhost:11434/other")]
    [InlineData(null, "http://localhost:11434", "http://localhost:11434/")]
    public void A_local_server_that_is_specified_gets_its_path(string? provider, string text, string expected)
    {
        var named = provider is not null && Providers.TryGet(provider, out var found) ? found : null;

        BaseUrl.Parse(new SourcedValue(text, new ValueSource(ValueSourceKind.Parameter, "BaseUrl")), "the test", named).Url.ShouldBe(new Uri(expected));
    }

    [Theory]
    [InlineData("https://res.openai.azure.com", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/openai", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/openai/v1/", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/openai/v1/chat/completions", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/openai/v1?api-version=preview", "https://res.openai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.com/openai/deployments/my-gpt/chat/completions?api-version=2024-10-21", "https://res.openai.azure.com/openai/v1", "my-gpt")]
    [InlineData("https://res.openai.azure.com/openai/deployments/my%20gpt", "https://res.openai.azure.com/openai/v1", "my gpt")]
    [InlineData("https://res.cognitiveservices.azure.com", "https://res.cognitiveservices.azure.com/openai/v1", null)]
    [InlineData("https://res.services.ai.azure.com/models", "https://res.services.ai.azure.com/openai/v1", null)]
    [InlineData("https://res.openai.azure.us", "https://res.openai.azure.us/openai/v1", null)]
    public void Azure_s_portal_URL_becomes_its_v1_endpoint(string text, string expected, string? deployment) =>
        BaseUrl.Parse(text, "the test").ShouldBe((new Uri(expected), deployment));

    [Theory]
    [InlineData("", "absolute")]
    [InlineData("h/v1", "absolute")]
    [InlineData("/v1", "absolute")]
    [InlineData("localhost:8080/v1", "did you mean http://localhost:8080/v1?")]
    [InlineData("localhost:1234", "did you mean http://localhost:1234?")]
    [InlineData("127.0.0.1:8080", "did you mean http://127.0.0.1:8080?")]
    [InlineData("http:/127.0.0.1/v1", "did you mean http://127.0.0.1/v1?")]
    [InlineData("https:/h.example/v1", "did you mean https://h.example/v1?")]
    [InlineData("h.example:8443/v1", "did you mean https://h.example:8443/v1?")]
    [InlineData("https://\u00ad\u200b\u202e/v1", "valid")]
    [InlineData("user:canary@h.example/v1", "absolute")]
    [InlineData("https://", "absolute")]
    [InlineData("http://127.0.0.1:99999/v1", "its port is not a number from 1 to 65535")]
    [InlineData("http://h.example:123456789012", "its port is not a number from 1 to 65535")]
    [InlineData("http://h example:99999/v1", "absolute")]
    [InlineData("file:///etc/passwd", "its scheme is file, not https")]
    [InlineData("http://0.0.0.0:8000/v1", "did you mean http://127.0.0.1:8000/v1?")]
    [InlineData("http://[::]:8000/v1", "did you mean http://127.0.0.1:8000/v1?")]
    [InlineData("http://[fe80::1%eth0]:8000/v1", "its IPv6 address has a zone")]
    [InlineData("http://[fe80::1%25eth0]:8000/v1", "its IPv6 address has a zone")]
    [InlineData("ftp://h/v1", "scheme")]
    [InlineData("https://user:canary@h/v1", "user name")]
    [InlineData("https://h/v1#part", "fragment")]
    [InlineData("https://dashscope.aliyuncs.com/api/v1", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/v1", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://openrouter.ai/v1", "https://openrouter.ai/api/v1")]
    [InlineData("https://api.openai.com/v2", "https://api.openai.com/v1")]
    public void An_invalid_base_URL_is_rejected_with_its_source_and_the_correct_one(string text, string defect)
    {
        var exception = Should.Throw<QwenException>(() => BaseUrl.Parse(text, "the test"));

        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldContain(defect);
        exception.Message.ShouldContain("the test");
        exception.Message.ShouldNotContain("canary");
    }
}
