using System.Net;
using QwenCode.OAuth;
using QwenCode.Receiving;

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

    [Fact]
    public void Requests_go_through_the_specified_proxy_or_else_the_systems_with_the_specified_credential()
    {
        var (proxy, credential) = (new WebProxy("http://127.0.0.1:8080"), new NetworkCredential("user", "password"));

        using var specified = OAuthHttp.Handler(proxy, proxyCredentials: null);
        using var system = OAuthHttp.Handler(proxy: null, credential);

        (specified.Proxy, specified.DefaultProxyCredentials).ShouldBe((proxy, null));
        (system.Proxy, system.DefaultProxyCredentials).ShouldBe((SystemProxy.Instance, credential));
    }

    [Fact]
    public void The_time_limit_is_that_of_each_request_and_not_of_the_client()
    {
        using var http = OAuthHttp.Create();

        http.Timeout.ShouldBe(Timeout.InfiniteTimeSpan);
    }
}
