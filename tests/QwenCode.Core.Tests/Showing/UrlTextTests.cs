using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class UrlTextTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1", "api.openai.com")]
    [InlineData("https://api.openai.com:443/v1", "api.openai.com")]
    [InlineData("https://api.openai.com:8443/v1", "api.openai.com:8443")]
    [InlineData("http://api.openai.com:443/v1", "api.openai.com:443")]
    [InlineData("https://аpi.openai.com/v1", "xn--pi-6kc.openai.com")]
    [InlineData("https://api.open\u200bai.com:1/v1", "api.openai.com:1")]
    [InlineData("https://api.openai.com。evil.com/v1", "api.openai.com.evil.com")]
    [InlineData("https://ＡＰＩ.openai.com/v1", "api.openai.com")]
    [InlineData("https://a\u200db.com/", "a%E2%80%8Db.com")]
    [InlineData("https://api.openai.com\u2024evil.com/", "api.openai.com%E2%80%A4evil.com")]
    [InlineData("http://[::1]:8080/v1", "[::1]:8080")]
    [InlineData("http://127.0.0.1/v1", "127.0.0.1")]
    public void A_host_is_shown_in_ASCII_with_its_port(string url, string shown) => UrlText.Authority(new Uri(url)).ShouldBe(shown);

    [Theory]
    [InlineData("https://аpi.openai.com:444/v1/", "https://xn--pi-6kc.openai.com:444/v1/")]
    [InlineData("https://user:pass@host/v1?key=a#t", "https://****@host/v1?key=****#t")]
    [InlineData("https://host/\u202e/v1", "https://host/%E2%80%AE/v1")]
    [InlineData("https://host", "https://host/")]
    [InlineData("file:///tmp/a\u001bb", @"file:///tmp/a\u001Bb")]
    [InlineData("data:text/plain,a\u200bb", @"data:text/plain,a\u200Bb")]
    public void A_URL_is_shown_in_ASCII_without_secrets(string url, string shown)
    {
        UrlText.Of(new Uri(url)).ShouldBe(shown);
        HumanText.Url(new Uri(url)).ShouldBe(shown);
    }

    [Fact]
    public void A_null_URL_is_empty_and_a_relative_one_is_cleaned()
    {
        HumanText.Url(null).ShouldBeEmpty();
        HumanText.Url(new Uri("v1/\u001b", UriKind.Relative)).ShouldBe(@"v1/\u001B");
    }
}
