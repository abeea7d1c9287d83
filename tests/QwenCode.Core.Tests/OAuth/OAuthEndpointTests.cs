using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class OAuthEndpointTests
{
    private static readonly OAuthServer Replaced = OAuthServer.Default.With("https://login.example.com", "test", null);
    private static readonly OAuthServer OnLoopback = OAuthServer.Default.With("http://127.0.0.1:8089", "test", null);

    [Theory]
    [InlineData(null, "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("  ", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("portal.qwen.ai", "https://portal.qwen.ai/v1")]
    [InlineData("https://portal.qwen.ai", "https://portal.qwen.ai/v1")]
    [InlineData("https://portal.qwen.ai/", "https://portal.qwen.ai/v1")]
    [InlineData("https://portal.qwen.ai/v1", "https://portal.qwen.ai/v1")]
    [InlineData("https://portal.qwen.ai/v1///", "https://portal.qwen.ai/v1")]
    [InlineData("portal.qwen.ai:8443/api", "https://portal.qwen.ai:8443/api/v1")]
    [InlineData("dashscope.aliyuncs.com/compatible-mode", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://PORTAL.QWEN.AI/v1?x=1#y", "https://portal.qwen.ai/v1")]
    [InlineData("qwen.ai", "https://qwen.ai/v1")]
    [InlineData("a.b.qwen.ai", "https://a.b.qwen.ai/v1")]
    [InlineData("dashscope-intl.aliyuncs.com/compatible-mode/v1", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1")]
    [InlineData("dashscope-us.aliyuncs.com", "https://dashscope-us.aliyuncs.com/v1")]
    [InlineData("coding.dashscope.aliyuncs.com", "https://coding.dashscope.aliyuncs.com/v1")]
    [InlineData("coding-intl.dashscope.aliyuncs.com", "https://coding-intl.dashscope.aliyuncs.com/v1")]
    [InlineData("cn-hongkong.dashscope.aliyuncs.com", "https://cn-hongkong.dashscope.aliyuncs.com/v1")]
    public void The_base_URL_has_a_scheme_and_one_v1(string? resourceUrl, string baseUrl) =>
        OAuthEndpoint.BaseUrl(resourceUrl, OAuthServer.Default).OriginalString.ShouldBe(baseUrl);

    [Theory]
    [InlineData("https://evil.com", "evil.com")]
    [InlineData("https://aliyuncs.com", "aliyuncs.com")]
    [InlineData("https://bucket.oss-cn-hangzhou.aliyuncs.com", "bucket.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("https://x.fc.aliyuncs.com", "x.fc.aliyuncs.com")]
    [InlineData("https://123.cn-hangzhou.fc.aliyuncs.com/2016-08-15/proxy", "123.cn-hangzhou.fc.aliyuncs.com")]
    [InlineData("https://evil-dashscope.aliyuncs.com", "evil-dashscope.aliyuncs.com")]
    [InlineData("https://dashscope-evil.aliyuncs.com", "dashscope-evil.aliyuncs.com")]
    [InlineData("https://x.dashscope-intl.aliyuncs.com", "x.dashscope-intl.aliyuncs.com")]
    [InlineData("https://dashscope.aliyuncs.com.evil.com", "dashscope.aliyuncs.com.evil.com")]
    [InlineData("https://dashscope.aliyuncs.com@evil.com", "evil.com")]
    [InlineData("https://dashscope.oss-cn-hangzhou.aliyuncs.com", "dashscope.oss-cn-hangzhou.aliyuncs.com")]
    [InlineData("https://evilqwen.ai", "evilqwen.ai")]
    [InlineData("https://qwen.ai.evil.com", "qwen.ai.evil.com")]
    [InlineData("https://portal.qwen.ai@evil.com", "evil.com")]
    [InlineData("https://user@portal.qwen.ai", "portal.qwen.ai")]
    [InlineData("https://evil.com/portal.qwen.ai", "evil.com")]
    [InlineData("https://evil.com\\@portal.qwen.ai", "evil.com")]
    [InlineData("http://portal.qwen.ai", "portal.qwen.ai")]
    [InlineData("ftp://portal.qwen.ai", "portal.qwen.ai")]
    [InlineData("http://127.0.0.1:8089", "127.0.0.1")]
    [InlineData("https://localhost", "localhost")]
    [InlineData("https://qwen.ai.", "qwen.ai.")]
    [InlineData("https://login.example.com", "login.example.com")]
    [InlineData("https://", "https://")]
    [InlineData("//portal.qwen.ai", "")]
    [InlineData("https://\ufffd.qwen.ai", "that is not a URL")]
    public void Any_other_host_is_rejected_with_its_name(string resourceUrl, string named)
    {
        var error = Should.Throw<QwenException>(() => OAuthEndpoint.BaseUrl(resourceUrl, OAuthServer.Default));
        error.ErrorId.ShouldBe("UntrustedEndpoint");
        error.Message.ShouldContain(named);
        error.EndsCommand.ShouldBeTrue();
    }

    [Theory]
    [InlineData("https://login.example.com/api", "https://login.example.com/api/v1")]
    [InlineData("http://127.0.0.1:8089/v1", "http://127.0.0.1:8089/v1")]
    [InlineData("http://localhost:8089", "http://localhost:8089/v1")]
    [InlineData("portal.qwen.ai", "https://portal.qwen.ai/v1")]
    public void With_another_sign_in_host_that_host_and_loopback_are_trusted_too(string resourceUrl, string baseUrl) =>
        OAuthEndpoint.BaseUrl(resourceUrl, Replaced).AbsoluteUri.ShouldBe(baseUrl);

    [Theory]
    [InlineData("https://api.login.example.com")]
    [InlineData("https://example.com")]
    [InlineData("http://login.example.com")]
    public void With_another_sign_in_host_its_sibling_hosts_are_not_trusted(string resourceUrl) =>
        Should.Throw<QwenException>(() => OAuthEndpoint.BaseUrl(resourceUrl, Replaced)).ErrorId.ShouldBe("UntrustedEndpoint");

    [Fact]
    public void The_error_names_another_sign_in_host_and_this_machine_only_if_they_are_trusted()
    {
        Should.Throw<QwenException>(() => OAuthEndpoint.BaseUrl("https://evil.com", Replaced)).Message.ShouldContain("login.example.com and this machine");
        Should.Throw<QwenException>(() => OAuthEndpoint.BaseUrl("https://evil.com", OAuthServer.Default)).Message.ShouldNotContain("this machine");
    }

    [Fact]
    public void The_same_rule_applies_to_a_URL_from_another_source()
    {
        OAuthEndpoint.EnsureTrusted(new Uri("http://127.0.0.1:9/v1"), OnLoopback);
        Should.Throw<QwenException>(() => OAuthEndpoint.EnsureTrusted(new Uri("https://api.openai.com/v1"), OnLoopback)).Message.ShouldContain("api.openai.com");
    }
}
