using System.Text;
using System.Text.Json;
using QwenCode.Catalogue;
using QwenCode.Chat;

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
    [InlineData("OpenAI", false, null, null, """{"reasoning_effort":"minimal"}""")]
    [InlineData("OpenAI", true, 100, null, "{}")]
    [InlineData("OpenRouter", true, 100, "low", """{"reasoning":{"enabled":true,"max_tokens":100}}""")]
    [InlineData("OpenRouter", null, null, "Low", """{"reasoning":{"effort":"low"}}""")]
    [InlineData("OpenRouter", null, null, null, "{}")]
    [InlineData("Custom", true, 100, "Low", """{"enable_thinking":true,"thinking_budget":100,"reasoning_effort":"low"}""")]
    [InlineData("Custom", null, null, null, "{}")]
    public void Each_provider_gets_its_own_thinking_parameters(string provider, bool? enable, int? budget, string? effort, string expected) =>
        Written(provider, enable, budget, effort, _ => true).ShouldBe(expected);

    [Theory]
    [InlineData("OpenRouter")]
    [InlineData("Custom")]
    public void ExtraBody_overrides_the_thinking_parameters(string provider) => Written(provider, true, 100, "low", _ => false).ShouldBe("{}");

    private static string Written(string name, bool? enable, int? budget, string? effort, Func<string, bool> own)
    {
        var provider = Providers.TryGet(name, out var found) ? found! : Providers.Of(new Uri("https://h.example/v1"));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            ThinkingWriter.Write(json, new ChatRequest { Conversation = Conversation.Empty, EnableThinking = enable, ThinkingBudget = budget, ReasoningEffort = effort }, provider, own);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
