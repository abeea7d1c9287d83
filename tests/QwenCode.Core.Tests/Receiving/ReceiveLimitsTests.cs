using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Receiving;

public sealed class ReceiveLimitsTests
{
    [Theory]
    [InlineData(null, 16)]
    [InlineData("", 16)]
    [InlineData(" ", 16)]
    [InlineData("1", 1)]
    [InlineData("128", 128)]
    [InlineData("1024", 1024)]
    public void The_variable_sets_the_megabytes_of_an_answer(string? value, int megabytes) => ReceiveLimits.Answer(value).ShouldBe(megabytes * 1024 * 1024);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1025")]
    [InlineData("99999999999999999999")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("much")]
    public void An_invalid_number_of_megabytes_is_rejected(string value)
    {
        var exception = Should.Throw<QwenException>(() => ReceiveLimits.Answer(value));

        exception.ErrorId.ShouldBe("InvalidParameter");
        exception.Message.ShouldContain("QWEN_MAX_ANSWER_MB");
    }
}
