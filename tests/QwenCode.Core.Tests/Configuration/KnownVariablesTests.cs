using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class KnownVariablesTests
{
    [Theory]
    [InlineData("OPENAI_API_BASE", "OPENAI_BASE_URL")]
    [InlineData("openai_endpoint", "OPENAI_BASE_URL")]
    [InlineData("QWEN_API_KEY", "OPENAI_API_KEY")]
    [InlineData("OPENAI-API-KEY", "OPENAI_API_KEY")]
    [InlineData("OPENAI_API_KEYS", "OPENAI_API_KEY")]
    [InlineData("OPNEAI_API_KEY", "OPENAI_API_KEY")]
    [InlineData("OPENAI_APY_KYE", "OPENAI_API_KEY")]
    [InlineData("OPENAI_AXX_KXX", null)]
    [InlineData("OPENIA_MODEL", "OPENAI_MODEL")]
    [InlineData("OPEANI_MDEL", null)]
    [InlineData("OPENAI_MDEL", "OPENAI_MODEL")]
    [InlineData("QWEN_MODL", "QWEN_MODEL")]
    [InlineData("QWEN_MODELLEX", "QWEN_MODEL")]
    [InlineData("DASHSCOPE_API_KE", "DASHSCOPE_API_KEY")]
    [InlineData("DASHSCOPE_APIKEYS", "DASHSCOPE_API_KEY")]
    [InlineData("DASHSCOP_API_KEYS", null)]
    [InlineData("MODELSCOPE_API_KEX", "MODELSCOPE_API_KEY")]
    [InlineData("OPENAI_ORG_ID", null)]
    [InlineData("OPENAI_API_KEY", null)]
    [InlineData("PATH", null)]
    [InlineData("A", null)]
    public void A_misspelled_name_is_distinguished_from_others(string name, string? meant) => KnownVariables.Meant(name).ShouldBe(meant);

    [Fact]
    public void A_name_that_is_too_long_is_not_compared()
    {
        KnownVariables.Meant($"OPENAI_API_KEY{new string('_', 26)}").ShouldBe("OPENAI_API_KEY");
        KnownVariables.Meant($"OPENAI_API_KEY{new string('_', 27)}").ShouldBeNull();
    }
}
