using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class OAuthServerTests
{
    [Fact]
    public void Without_variables_the_server_is_Qwens()
    {
        var server = OAuthServer.FromVariables(_ => null);
        server.DeviceAuthorizationEndpoint.AbsoluteUri.ShouldBe("https://chat.qwen.ai/api/v1/oauth2/device/code");
        server.TokenEndpoint.AbsoluteUri.ShouldBe("https://chat.qwen.ai/api/v1/oauth2/token");
        server.ClientId.ShouldBe("f0304373b74a44d2b584a3fb70ca9e56");
        server.IsReplaced.ShouldBeFalse();
    }

    [Fact]
    public void The_variables_replace_host_and_client_id()
    {
        var server = OAuthServer.FromVariables(name => name == "QWEN_OAUTH_BASE_URL" ? " https://login.example.com:8443/sso/ " : " mine ");
        server.TokenEndpoint.AbsoluteUri.ShouldBe("https://login.example.com:8443/sso/api/v1/oauth2/token");
        server.ClientId.ShouldBe("mine");
        server.IsReplaced.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_blank_variable_counts_as_not_set(string blank) => OAuthServer.FromVariables(_ => blank).ShouldBe(OAuthServer.Default);

    [Theory]
    [InlineData("https://chat.qwen.ai/")]
    [InlineData("https://CHAT.QWEN.AI")]
    public void A_variable_with_Qwens_own_host_replaces_nothing(string url) => OAuthServer.Default.With(url, "test", null).IsReplaced.ShouldBeFalse();

    [Theory]
    [InlineData("http://127.0.0.1:8089")]
    [InlineData("http://localhost:8089")]
    [InlineData("http://[::1]:8089")]
    public void Plain_http_is_allowed_on_this_machine(string url) => OAuthServer.Default.With(url, "test", null).IsReplaced.ShouldBeTrue();

    [Theory]
    [InlineData("http://login.example.com")]
    [InlineData("login.example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://login.example.com")]
    [InlineData("https://user:hunter2@login.example.com")]
    [InlineData("https://login.example.com?x=1")]
    [InlineData("https://login.example.com#x")]
    [InlineData("https://\ufffd.example.com")]
    public void Any_other_URL_is_rejected_with_its_source(string url)
    {
        var error = Should.Throw<QwenException>(() => OAuthServer.FromVariables(name => name == "QWEN_OAUTH_BASE_URL" ? url : null));
        error.ErrorId.ShouldBe("InvalidParameter");
        error.Message.ShouldContain("QWEN_OAUTH_BASE_URL");
        error.Message.ShouldNotContain("hunter2");
    }
}
