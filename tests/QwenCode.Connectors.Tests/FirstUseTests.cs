using QwenCode.Chat;

namespace QwenCode.Connectors.Tests;

public sealed class FirstUseTests
{
    [Fact]
    public async Task What_is_prepared_is_the_way_of_a_real_answer() => (await FirstUse.PrepareAsync(new RehearsalSender())).ShouldBe("a");
}
