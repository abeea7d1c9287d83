using QwenCode.Authentication;

namespace QwenCode.Core.Tests.Authentication;

public sealed class ApiKeyRulesTests
{
    [Theory]
    [InlineData("", "empty")]
    [InlineData("  ", "empty")]
    [InlineData("sk-a\n", "line break")]
    [InlineData("sk\r\nHost: x", "line break")]
    [InlineData("sk–dash", "non-ASCII")]
    [InlineData("“sk-1”", "non-ASCII")]
    [InlineData("sk-😀", "non-ASCII")]
    [InlineData(" sk-1", "space")]
    [InlineData("sk-1\t", "space")]
    [InlineData("sk-a b", "space")]
    [InlineData("\"sk-1\"", "quotation mark")]
    [InlineData("'sk-1'", "quotation mark")]
    [InlineData("\"sk-1", "quotation mark")]
    [InlineData("sk-your-key-here", "placeholder")]
    [InlineData("<your-key>", "placeholder")]
    [InlineData("sk-xxxx", "placeholder")]
    [InlineData("$OPENAI_API_KEY", "name of a variable")]
    [InlineData("${DASHSCOPE_API_KEY}", "name of a variable")]
    [InlineData("$env:OPENAI_API_KEY", "name of a variable")]
    [InlineData("%OPENAI_API_KEY%", "name of a variable")]
    [InlineData("https://dashscope.aliyuncs.com/compatible-mode/v1", "URL")]
    [InlineData("sk-\u0001", "control character")]
    [InlineData("sk-\u007f", "control character")]
    public void An_invalid_key_is_rejected_with_its_source_and_is_not_shown(string key, string defect)
    {
        var exception = Should.Throw<QwenException>(() => ApiKeyRules.Check(key, "the test"));

        exception.ErrorId.ShouldBe("InvalidApiKey");
        exception.Message.ShouldContain("the test");
        exception.Message.ShouldContain(defect);
        if (key.Trim().Length > 0)
            exception.Message.ShouldNotContain(key);
    }

    [Theory]
    [InlineData("k")]
    [InlineData("sk-proj-a_B.9")]
    [InlineData("${K}-x!~")]
    [InlineData("$1x")]
    [InlineData("%a-b%")]
    public void A_key_of_visible_ASCII_is_accepted(string key) => Should.NotThrow(() => ApiKeyRules.Check(key, "the test"));
}
