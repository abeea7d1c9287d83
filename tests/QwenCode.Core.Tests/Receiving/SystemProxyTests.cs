using System.Net;
using QwenCode.OAuth;
using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Receiving;

public sealed class SystemProxyTests
{
    private static readonly WebProxy Proxy = new("http://proxy.example:3128") { BypassList = [@"direct\.example"], Credentials = new NetworkCredential("a", "b") };

    [Theory]
    [InlineData("http://127.0.0.1:11434/v1")]
    [InlineData("http://127.1.2.3/v1")]
    [InlineData("http://[::1]:1234/v1")]
    [InlineData("http://[::ffff:127.0.0.1]/v1")]
    [InlineData("http://localhost:8000/v1")]
    [InlineData("http://LOCALHOST./v1")]
    [InlineData("http://api.localhost/v1")]
    [InlineData("https://api.localhost./v1")]
    [InlineData("https://direct.example/v1")]
    public void Requests_to_this_machine_bypass_the_proxy(string url)
    {
        new SystemProxy(() => Proxy).IsBypassed(new Uri(url)).ShouldBeTrue();
        if (!url.Contains("direct", StringComparison.Ordinal))
            new SystemProxy(() => Proxy).GetProxy(new Uri(url)).ShouldBeNull();
    }

    [Theory]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("http://10.0.0.1/v1")]
    [InlineData("http://notlocalhost/v1")]
    [InlineData("http://localhost.example/v1")]
    [InlineData("http://128.0.0.1/v1")]
    public void Other_requests_use_the_proxy(string url)
    {
        var proxy = new SystemProxy(() => Proxy);

        proxy.IsBypassed(new Uri(url)).ShouldBeFalse();
        proxy.GetProxy(new Uri(url)).ShouldBe(new Uri("http://proxy.example:3128"));
        proxy.Credentials.ShouldBeSameAs(Proxy.Credentials);
    }

    [Fact]
    public void Every_client_of_the_module_uses_the_system_proxy_unless_another_is_specified()
    {
        using var handler = ServiceHandler.Create();

        handler.Proxy.ShouldBeSameAs(SystemProxy.Instance);
        OAuthHttp.Handler(null, null).Proxy.ShouldBeSameAs(SystemProxy.Instance);
        OAuthHttp.Handler(Proxy, null).Proxy.ShouldBeSameAs(Proxy);
    }
}
