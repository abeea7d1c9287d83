using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>What the answers of a console used.</summary>
public sealed class ChatStatisticsTests
{
    [Fact]
    public void Counts_that_no_service_can_mean_do_not_become_negative()
    {
        var statistics = new ChatStatistics();
        var usage = new TokenUsage(long.MaxValue, long.MaxValue, null, long.MaxValue, null);

        for (var i = 0; i < 2; i++)
            statistics.Add(new ChatAnswer { Text = "", Model = "m", RequestedModel = "m", Provider = "p", Usage = usage });

        var sum = statistics.ByModel.ShouldHaveSingleItem();
        (sum.PromptTokens, sum.CachedTokens, sum.CompletionTokens).ShouldBe((long.MaxValue, long.MaxValue, long.MaxValue));
    }
}
