using QwenCode.Catalogue;

namespace QwenCode.Core.Tests.Batches;

/// <summary>What services allow.</summary>
public sealed class BatchRulesTests
{
    private const string Nobody = "";
    private const string All = "OpenAI DashScope Azure";

    [Theory]
    [InlineData("24h", All)]
    [InlineData("024h", All)]
    [InlineData("25h", "DashScope")]
    [InlineData("336h", "DashScope")]
    [InlineData("1d", "DashScope")]
    [InlineData("14d", "DashScope")]
    [InlineData("23h", Nobody)]
    [InlineData("0h", Nobody)]
    [InlineData("337h", Nobody)]
    [InlineData("0d", Nobody)]
    [InlineData("15d", Nobody)]
    [InlineData("24H", Nobody)]
    [InlineData("24", Nobody)]
    [InlineData("h", Nobody)]
    [InlineData("", Nobody)]
    [InlineData(" 24h", Nobody)]
    [InlineData("24 h", Nobody)]
    [InlineData("24h ", Nobody)]
    [InlineData("+24h", Nobody)]
    [InlineData("-24h", Nobody)]
    [InlineData("24.0h", Nobody)]
    [InlineData("1e2h", Nobody)]
    [InlineData("24m", Nobody)]
    [InlineData("24hh", Nobody)]
    [InlineData("٢٤h", Nobody)]
    [InlineData("99999999999h", Nobody)]
    public void A_completion_window_is_hours_or_days(string window, string allowing)
    {
        (string Name, BatchRules Rules)[] services = [("OpenAI", BatchRules.OpenAI), ("DashScope", BatchRules.DashScope), ("Azure", BatchRules.Azure)];

        services.Where(service => service.Rules.Allows(window)).Select(service => service.Name).ShouldBe(allowing.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_windows_in_words_are_the_limits()
    {
        BatchRules.OpenAI.Windows.ShouldBe("24h");
        BatchRules.DashScope.Windows.ShouldBe("24h to 336h, or 1d to 14d");
    }

    [Fact]
    public void Only_the_test_model_has_an_endpoint_of_its_own()
    {
        BatchRules.DashScope.EndpointOf("batch-test-model").ShouldBe("/v1/chat/ds-test");
        BatchRules.DashScope.EndpointOf("qwen-plus").ShouldBe("/v1/chat/completions");
        BatchRules.OpenAI.EndpointOf("").ShouldBe("/v1/chat/completions");
        BatchRules.OpenAI.EndpointOf("batch-test-model").ShouldBe("/v1/chat/completions");
    }
}
