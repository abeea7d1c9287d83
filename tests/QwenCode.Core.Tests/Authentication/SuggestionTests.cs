using QwenCode.Authentication;
using QwenCode.Catalogue;

namespace QwenCode.Core.Tests.Authentication;

/// <summary>The name that was meant.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [InlineData("Dashscop", "DashScope")]
    [InlineData("dashscpoe", "DashScope")]
    [InlineData("dash-scope", "DashScope")]
    [InlineData("DashScopeInt", "DashScopeIntl")]
    [InlineData("open router", "OpenRouter")]
    [InlineData("lm-studio", "LMStudio")]
    [InlineData("llama.cpp", "LlamaCpp")]
    [InlineData("olama", "Ollama")]
    [InlineData("Azure", "AzureOpenAI")]
    [InlineData("vlm", "VLLM")]
    [InlineData("opnai", "OpenAI")]
    [InlineData("anthropic", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    public void A_misspelled_provider_name_is_recognized(string typed, string? meant) =>
        Suggestion.Find(typed, Providers.All.Select(provider => provider.Name)).ShouldBe(meant);

    [Fact]
    public void Nothing_is_meant_if_no_name_exists() => Suggestion.Find("qwen3-max", []).ShouldBeNull();

    [Fact]
    public void A_long_text_gets_no_suggestion() => Suggestion.Find(new string('a', 1_000_000), ["DashScope"]).ShouldBeNull();

    [Fact]
    public void A_long_name_is_compared_without_exhausting_the_stack() =>
        Suggestion.Find("qwen3-mxa", [new string('a', 5_000_000), "qwen3-max"]).ShouldBe("qwen3-max");
}
