using System.Text;
using System.Text.Json;
using QwenCode.Catalogue;
using QwenCode.Chat;
using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Chat;

public sealed class ThinkingWriterTests
{
    [Theory]
    [InlineData("DashScope", true, 100, null, """{"enable_thinking":true,"thinking_budget":100}""")]
    [InlineData("DashScope", false, null, "high", """{"enable_thinking":false}""")]
    [InlineData("DashScope", null, null, "minimal", """{"enable_thinking":false}""")]
    [InlineData("DashScope", null, null, "low", """{"enable_thinking":true,"thinking_budget":1024}""")]
    [InlineData("DashScope", null, null, "Medium", """{"enable_thinking":true,"thinking_budget":4096}""")]
    [InlineData("DashScope", null, null, "high", """{"enable_thinking":true}""")]
    [InlineData("DashScope", false, null, "low", """{"enable_thinking":false}""")]
    [InlineData("OpenAI", null, null, "High", """{"reasoning_effort":"high"}""")]
    [InlineData("OpenAI", false, null, null, """{"reasoning_effort":"none"}""")]
    [InlineData("OpenAI", true, 100, null, "{}")]
    [InlineData("OpenRouter", true, 100, "low", """{"reasoning":{"enabled":true,"max_tokens":100}}""")]
    [InlineData("OpenRouter", null, null, "Low", """{"reasoning":{"effort":"low"}}""")]
    [InlineData("OpenRouter", null, null, null, "{}")]
    [InlineData("Custom", true, 100, "Low", """{"enable_thinking":true,"thinking_budget":100,"chat_template_kwargs":{"enable_thinking":true,"thinking_budget":100},"reasoning_effort":"low"}""")]
    [InlineData("Custom", false, null, null, """{"enable_thinking":false,"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("LMStudio", false, null, null, """{"enable_thinking":false,"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("TokenPlanIntl", false, null, null, """{"enable_thinking":false}""")]
    [InlineData("DashScopeWorkspace", false, null, null, """{"enable_thinking":false}""")]
    [InlineData("DashScopeBatch", false, null, null, """{"enable_thinking":false}""")]
    [InlineData("ModelScope", false, null, null, """{"enable_thinking":false}""")]
    [InlineData("DeepSeek", false, 100, "high", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("DeepSeek", true, 100, "High", """{"thinking":{"type":"enabled"},"reasoning_effort":"high"}""")]
    [InlineData("DeepSeek", null, null, "minimal", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("ZAI", false, null, null, """{"thinking":{"type":"disabled"}}""")]
    [InlineData("ZAICodingPlan", true, null, null, """{"thinking":{"type":"enabled"}}""")]
    [InlineData("MoonshotCN", false, null, null, """{"thinking":{"type":"disabled"}}""")]
    [InlineData("Moonshot", null, null, "low", """{"reasoning_effort":"low"}""")]
    [InlineData("MiniMax", true, 100, "low", """{"thinking":{"type":"adaptive"}}""")]
    [InlineData("MiniMaxCN", false, null, null, """{"thinking":{"type":"disabled"}}""")]
    [InlineData("Grok", false, null, null, """{"reasoning_effort":"none"}""")]
    [InlineData("Requesty", null, null, "low", """{"reasoning_effort":"low"}""")]
    [InlineData("AzureOpenAI", false, null, null, """{"reasoning_effort":"none"}""")]
    [InlineData("Ollama", false, null, null, """{"reasoning_effort":"none"}""")]
    [InlineData("VLLM", false, null, null, """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("VLLM", null, null, "minimal", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("SGLang", true, 100, "low", """{"chat_template_kwargs":{"enable_thinking":true,"thinking_budget":100},"reasoning_effort":"low"}""")]
    [InlineData("LlamaCpp", false, null, "low", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("OpenRouter", false, null, null, """{"reasoning":{"enabled":false}}""")]
    [InlineData("Custom", null, null, null, "{}")]
    public void Each_provider_gets_its_own_thinking_parameters(string provider, bool? enable, int? budget, string? effort, string expected) =>
        Written(provider, enable, budget, effort, _ => true).ShouldBe(expected);

    [Theory]
    [InlineData("DashScope", "qwen3.8-max-0902", null, "low", """{"reasoning_effort":"low"}""")]
    [InlineData("DashScope", "qwen3.8-max", false, "low", """{"enable_thinking":false}""")]
    [InlineData("DashScope", "glm-5.1", null, "minimal", """{"enable_thinking":false}""")]
    [InlineData("DashScope", "qwen3.8-flash", null, "low", """{"enable_thinking":true,"thinking_budget":1024}""")]
    [InlineData("ModelScope", "deepseek-ai/DeepSeek-V4-Flash", true, "high", """{"enable_thinking":true,"reasoning_effort":"high"}""")]
    [InlineData("OpenAI", "gpt-5", false, null, """{"reasoning_effort":"minimal"}""")]
    [InlineData("OpenAI", "gpt-5-mini", false, null, """{"reasoning_effort":"minimal"}""")]
    [InlineData("OpenAI", "gpt-5.1", false, null, """{"reasoning_effort":"none"}""")]
    public void Some_models_take_other_words_than_their_providers_others(string provider, string model, bool? enable, string? effort, string expected) =>
        Written(provider, enable, null, effort, _ => true, model).ShouldBe(expected);

    [Theory]
    [InlineData("DashScope", "none", """{"enable_thinking":false}""")]
    [InlineData("DashScope", "max", """{"enable_thinking":true}""")]
    [InlineData("DeepSeek", "none", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("DeepSeek", "max", """{"reasoning_effort":"max"}""")]
    [InlineData("OpenRouter", "max", """{"reasoning":{"effort":"xhigh"}}""")]
    [InlineData("VLLM", "none", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("MiniMax", "none", """{"thinking":{"type":"disabled"}}""")]
    public void The_words_that_only_settings_have_are_those_of_the_provider_too(string provider, string effort, string expected)
    {
        var request = new ChatRequest { Conversation = Conversation.Empty }.Over(Config with { ReasoningEffort = effort });

        Written(provider, request).ShouldBe(expected);
    }

    [Theory]
    [InlineData("DashScopeWorkspace", """{"enable_thinking":false}""")]
    [InlineData("ZAI", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("MiniMaxCN", """{"thinking":{"type":"disabled"}}""")]
    [InlineData("Grok", """{"reasoning_effort":"none"}""")]
    [InlineData("OpenRouter", """{"reasoning":{"enabled":false}}""")]
    [InlineData("SGLang", """{"chat_template_kwargs":{"enable_thinking":false}}""")]
    [InlineData("Custom", """{"enable_thinking":false,"chat_template_kwargs":{"enable_thinking":false}}""")]
    public void A_route_without_reasoning_is_told_so_in_the_way_of_its_provider(string provider, string expected)
    {
        var config = Config with { EnableThinking = false };

        Written(provider, new ChatRequest { Conversation = Conversation.Empty }.Over(config)).ShouldBe(expected);
        Written(provider, new ChatRequest { Conversation = Conversation.Empty, EnableThinking = true }.Over(config)).ShouldNotBe(expected);
    }

    [Fact]
    public void Each_provider_has_a_way_to_turn_thinking_off()
    {
        foreach (var provider in Providers.All)
            Written(provider.Name, false, null, null, _ => true).ShouldNotBe("{}", provider.Name);
    }

    [Theory]
    [InlineData("OpenRouter")]
    [InlineData("Custom")]
    [InlineData("DeepSeek")]
    [InlineData("MiniMax")]
    [InlineData("VLLM")]
    public void ExtraBody_overrides_the_thinking_parameters(string provider) => Written(provider, true, 100, "low", _ => false).ShouldBe("{}");

    private static GenerationConfig Config => new(new ValueSource(ValueSourceKind.Settings, "generationConfig"));

    private static string Written(string name, bool? enable, int? budget, string? effort, Func<string, bool> own, string model = "m") =>
        Written(name, new ChatRequest { Conversation = Conversation.Empty, EnableThinking = enable, ThinkingBudget = budget, ReasoningEffort = effort }, own, model);

    private static string Written(string name, ChatRequest request, Func<string, bool>? own = null, string model = "m")
    {
        var provider = Providers.TryGet(name, out var found) ? found! : Providers.Of(new Uri("https://h.example/v1"));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            ThinkingWriter.Write(json, request, model, provider.Thinking, own ?? (_ => true));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
