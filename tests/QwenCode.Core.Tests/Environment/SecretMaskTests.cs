using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Environment;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("x", "****")]
    [InlineData("1234567890123456789", "****")]
    [InlineData("12345678901234567890", "****7890")]
    public void A_mask_shows_the_end_of_long_secrets_only(string secret, string mask) => SecretMask.Mask(secret).ShouldBe(mask);

    [Theory]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("github_token")]
    [InlineData("ClientSecret")]
    [InlineData("DB_PASSWORD")]
    [InlineData("PGPASSWD")]
    [InlineData("SSH_PASSPHRASE")]
    [InlineData("SqlPwd")]
    [InlineData("AWS_CREDENTIAL")]
    public void Names_that_speak_of_a_secret_mask_the_value(string name) => SecretMask.ForDisplay(name, "value").ShouldBe("****");

    [Theory]
    [InlineData("sk-abc")]
    [InlineData("ms-abc")]
    [InlineData("ghp_abc")]
    [InlineData("github_pat_abc")]
    [InlineData("xoxb-abc")]
    [InlineData("AKIAABC")]
    [InlineData("eyJhbGciOi")]
    public void Values_that_look_like_a_secret_are_masked_under_any_name(string value) => SecretMask.ForDisplay("NOTE", value).ShouldBe("****");

    [Theory]
    [InlineData("https://user:pass@host/v1", "https://****@host/v1")]
    [InlineData("http://user@host:8080", "http://****@host:8080")]
    [InlineData("http://user:p@ss@host/x", "http://****@host/x")]
    [InlineData("proxy is http://u:p@a/ or socks5://u:p@b", "proxy is http://****@a/ or socks5://****@b")]
    [InlineData("https://host/path/@me", "https://host/path/@me")]
    [InlineData("http://user:p#s?s@host/x", "http://****@host/x")]
    [InlineData("me@example.com", "me@example.com")]
    [InlineData("https://host/v1", "https://host/v1")]
    public void The_user_part_of_a_URL_is_masked(string value, string shown) => SecretMask.ForDisplay("URL", value).ShouldBe(shown);

    [Theory]
    [InlineData("https://h/v1?api_key=abc&x=1", "https://h/v1?api_key=****&x=1")]
    [InlineData("https://h/v1?x=1&Token=abc#top", "https://h/v1?x=1&Token=****#top")]
    [InlineData("https://h/v1?q=sk-abc", "https://h/v1?q=****")]
    [InlineData("asked https://u:p@h/?secret=a b", "asked https://****@h/?secret=**** b")]
    [InlineData("https://h/v1?api-version=2024-10-21", "https://h/v1?api-version=2024-10-21")]
    public void A_secret_in_the_query_of_a_URL_is_masked(string text, string shown) => SecretMask.Urls(text).ShouldBe(shown);

    [Theory]
    [InlineData("user:pass@host/v1", "****@host/v1")]
    [InlineData("https://host/v1#sk-abc", "https://host/v1#****")]
    [InlineData("ftp://user:pass@host", "ftp://****@host")]
    [InlineData("host/me@home", "host/me@home")]
    public void What_was_to_be_a_URL_shows_neither_user_part_nor_fragment(string text, string shown) => SecretMask.Url(text).ShouldBe(shown);

    [Fact]
    public void Other_values_are_shown() => SecretMask.ForDisplay("OPENAI_MODEL", "qwen3-coder-plus").ShouldBe("qwen3-coder-plus");
}
