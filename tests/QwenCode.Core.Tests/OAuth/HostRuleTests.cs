using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class HostRuleTests
{
    [Theory]
    [InlineData("https://example.com/page?code=1", "https://example.com")]
    [InlineData("https://example.com:443/", "https://example.com")]
    [InlineData("http://example.com:8443/", "http://example.com:8443")]
    [InlineData("https://chat.qwen.ai@example.com/", "https://example.com (with a user name before the host)")]
    [InlineData("https://\u0430pi.qwen.ai/", "https://xn--pi-6kc.qwen.ai")]
    public void A_URL_is_shown_as_scheme_and_host_and_what_is_unusual_before_them(string url, string shown) => HostRule.Shown(new Uri(url)).ShouldBe(shown);

    [Theory]
    [InlineData("https://qwen.ai", true, false)]
    [InlineData("https://QWEN.AI", true, false)]
    [InlineData("https://a.b.qwen.ai", true, true)]
    [InlineData("https://evilqwen.ai", false, false)]
    [InlineData("https://qwen.ai.evil.com", false, false)]
    public void A_domain_contains_itself_and_the_hosts_below_it(string url, bool isWithin, bool isBelow) =>
        (HostRule.IsWithin(new Uri(url), "qwen.ai"), HostRule.IsBelow(new Uri(url), "qwen.ai")).ShouldBe((isWithin, isBelow));

    [Fact]
    public void A_host_that_cannot_be_written_in_ASCII_has_no_name_and_is_within_no_domain()
    {
        var url = new Uri("https://\ufffd.qwen.ai/");

        HostRule.NameOf(url).ShouldBeEmpty();
        HostRule.IsWithin(url, "qwen.ai").ShouldBeFalse();
    }
}
