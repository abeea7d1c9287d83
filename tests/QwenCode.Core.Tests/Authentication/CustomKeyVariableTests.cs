using QwenCode.Authentication;
using QwenCode.Secrets;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The names that Qwen Code gives the variables of endpoints outside of its list.</summary>
public sealed class CustomKeyVariableTests
{
    [Theory]
    [InlineData("https://integrate.api.nvidia.com/v1", "QWEN_CUSTOM_API_KEY_OPENAI_HTTPS_INTEGRATE_API_NVIDIA_COM_V1_")]
    [InlineData("http://127.0.0.1:8000/v1", "QWEN_CUSTOM_API_KEY_OPENAI_HTTP_127_0_0_1_8000_V1_")]
    public void The_name_has_the_url_and_a_part_of_its_hash(string url, string beginning)
    {
        var name = CustomKeyVariable.Of(url);

        name.ShouldStartWith(beginning);
        name[beginning.Length..].ShouldMatch("^[0-9A-F]{12}$");
        SecretMask.Text($"The key from {name}.").ShouldContain(name);
        SecretMask.Value(name).ShouldBe(name);
    }

    [Fact]
    public void The_hash_is_that_of_protocol_and_url() =>
        CustomKeyVariable.Of("https://integrate.api.nvidia.com/v1").ShouldEndWith("_D384067BF088");
}
