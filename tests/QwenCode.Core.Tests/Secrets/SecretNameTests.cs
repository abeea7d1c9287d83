using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Secrets;

public sealed class SecretNameTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASS")]
    [InlineData("SqlPwd")]
    [InlineData("mypassword")]
    [InlineData("passwordHash")]
    [InlineData("clientSecret")]
    [InlineData("MY-CREDENTIALS")]
    [InlineData("apikey")]
    [InlineData("apikey2")]
    [InlineData("APIKey")]
    [InlineData("OPENAIKEY")]
    [InlineData("X-Api-Key")]
    [InlineData("accesstoken")]
    [InlineData("authtoken")]
    [InlineData("accessTokenValue")]
    [InlineData("request.signature")]
    [InlineData("tokens")]
    [InlineData("jwt")]
    [InlineData("$env:API_KEY")]
    public void A_name_indicates_a_secret(string name)
    {
        SecretName.Of(name).Hides("abc").ShouldBeTrue();
        SecretMask.Text($"{name}=abc").ShouldBe($"{name}=****");
    }

    [Theory]
    [InlineData("max_tokens=99999")]
    [InlineData("tokens_per_minute=100")]
    [InlineData("total_tokens=12")]
    [InlineData("maxTokens=32k")]
    [InlineData("token_count=1,024")]
    [InlineData("keyLength=256")]
    [InlineData("keys=3")]
    [InlineData("keyboard=us")]
    [InlineData("monkey=1")]
    [InlineData("turkey=roast")]
    [InlineData("HotKey=Ctrl+F5")]
    [InlineData("tokenizer=cl100k_base")]
    [InlineData("keyword=search")]
    [InlineData("token_type=bearer")]
    [InlineData("bypass=yes")]
    [InlineData("design=flat")]
    [InlineData("code=InvalidParameter")]
    public void A_count_or_a_word_that_contains_key_or_token_is_shown(string text) => SecretMask.Text(text).ShouldBe(text);

    [Theory]
    [InlineData("monkey=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("keyboard=sk-abc")]
    [InlineData("tokens=abc123")]
    [InlineData("bot_tokens=123456:AAHdqTcvCH1v")]
    [InlineData("api_key=12345")]
    [InlineData("password_2=12345")]
    public void A_value_that_is_neither_short_nor_a_count_is_masked(string text) => SecretMask.Text(text).ShouldBe($"{text[..text.IndexOf('=', StringComparison.Ordinal)]}=****");
}
