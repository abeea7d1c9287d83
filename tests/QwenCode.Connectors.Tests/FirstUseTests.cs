using QwenCode.Chat;

namespace QwenCode.Connectors.Tests;

public sealed class FirstUseTests
{
    [Fact]
    public async Task The_rehearsed_code_is_that_of_a_real_answer() => (await FirstUse.PrepareAsync(new RehearsalSender())).ShouldBe("a");
}
