using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>The proxy to the sign-in service.</summary>
public sealed class OAuthHttpTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("https://proxy.example.com")]
    [InlineData("SOCKS5://127.0.0.1:1080")]
    public void A_proxy_that_HttpClient_supports_is_accepted(string url) => OAuthHttp.ProxyAt(new Uri(url)).Address.ShouldBe(new Uri(url));

    [Theory]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("proxy.example.com:8080")]
    [InlineData("relative")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("/proxy")]
    [InlineData("file:///proxy")]
    public void An_invalid_proxy_is_rejected_with_the_parameters_name(string url)
    {
        var exception = Should.Throw<QwenException>(() => OAuthHttp.ProxyAt(new Uri(url, UriKind.RelativeOrAbsolute)));

        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldStartWith("-Proxy ");
    }
}
