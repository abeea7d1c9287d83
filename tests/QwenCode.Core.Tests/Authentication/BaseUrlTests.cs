using QwenCode.Authentication;

namespace QwenCode.Core.Tests.Authentication;

public sealed class BaseUrlTests
{
    [Theory]
    [InlineData("https://h/v1", "https://h/v1")]
    [InlineData("https://h/v1/", "https://h/v1")]
    [InlineData("https://h/v1//", "https://h/v1")]
    [InlineData("  https://h/v1 \t", "https://h/v1")]
    [InlineData("HTTPS://H.Example/V1", "https://h.example/V1")]
    [InlineData("http://127.0.0.1:8089", "http://127.0.0.1:8089/")]
    [InlineData("https://h/v1/chat/completions", "https://h/v1")]
    [InlineData("https://h/v1/chat/completions/", "https://h/v1")]
    [InlineData("https://h/chat/completions", "https://h/")]
    [InlineData("https://h/v1?x=1&y=%20", "https://h/v1?x=1&y=%20")]
    [InlineData("https://h/a%20b/v1", "https://h/a%20b/v1")]
    [InlineData("https://h/%E4%BD%A0/v1", "https://h/%E4%BD%A0/v1")]
    [InlineData("http://[::1]:8080/v1", "http://[::1]:8080/v1")]
    [InlineData("https://dashscope.aliyuncs.com", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/", "https://dashscope.aliyuncs.com/compatible-mode/v1")]
    [InlineData("https://dashscope.aliyuncs.com/other", "https://dashscope.aliyuncs.com/other")]
    [InlineData("https://api.openai.com", "https://api.openai.com/v1")]
    [InlineData("https://openrouter.ai", "https://openrouter.ai/api/v1")]
    public void A_base_URL_is_cleaned(string text, string expected) => BaseUrl.Parse(text, "the test").AbsoluteUri.ShouldBe(expected);

    [Theory]
    [InlineData("", "absolute")]
    [InlineData("h/v1", "absolute")]
    [InlineData("/v1", "absolute")]
    [InlineData("localhost:8080/v1", "absolute")]
    [InlineData("127.0.0.1:8080", "absolute")]
    [InlineData("https://", "absolute")]
    [InlineData("ftp://h/v1", "scheme")]
    [InlineData("https://user:canary@h/v1", "user name")]
    [InlineData("https://h/v1#part", "fragment")]
    public void What_is_no_base_URL_is_refused_with_its_source(string text, string defect)
    {
        var exception = Should.Throw<QwenException>(() => BaseUrl.Parse(text, "the test"));

        exception.ErrorId.ShouldBe("InvalidRequest");
        exception.Message.ShouldContain(defect);
        exception.Message.ShouldContain("the test");
        exception.Message.ShouldNotContain("canary");
    }
}
