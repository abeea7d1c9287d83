using QwenCode.Chat;

namespace QwenCode.Connectors.Tests;

public sealed class FirstUseTests
{
    [Fact]
    public async Task The_code_that_is_warmed_up_is_that_of_a_real_answer() => (await FirstUse.PrepareAsync(new WarmUpSender())).ShouldBe("a");
}
