using System.Text;
using System.Text.Json;
using QwenCode.Catalogue;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class ChatRequestWriterTests
{
    private static readonly ChatRequest Hello = new() { Conversation = Conversation.Empty.Add(new ChatMessage("user", "hello")) };

    [Fact]
    public void Parameters_that_are_not_specified_are_not_sent() =>
        Text(Hello).ShouldBe("""{"model":"m","messages":[{"role":"user","content":"hello"}]}""");

    [Fact]
    public void Specified_parameters_have_the_names_of_the_API()
    {
        var request = Hello with { Temperature = 0.5, TopP = 1, MaxTokens = 9, Seed = long.MaxValue, Stop = ["a", "b"] };

        Text(request).ShouldEndWith(
            """}],"temperature":0.5,"top_p":1,"max_tokens":9,"seed":9223372036854775807,"stop":["a","b"]}""");
    }

    [Fact]
    public void OpenAI_gets_the_newer_name_of_the_limit()
    {
        var body = Json(Hello with { MaxTokens = 9 }, "OpenAI");

        body.GetProperty("max_completion_tokens").GetInt32().ShouldBe(9);
        body.TryGetProperty("max_tokens", out _).ShouldBeFalse();
    }

    [Fact]
    public void Extra_members_replace_members_of_the_same_name()
    {
        using var extra = JsonDocument.Parse(
            """{"temperature":2,"messages":[],"model":"other","stop":null,"enable_thinking":true,"nested":{"a":[1,"é",null]}}""");
        var request = Hello with { Temperature = 0.1, Stop = ["x"], ExtraBody = extra.RootElement };

        var body = Json(request);

        body.EnumerateObject().Select(p => p.Name).ShouldBeUnique();
        body.GetProperty("temperature").GetInt32().ShouldBe(2);
        body.GetProperty("messages").GetArrayLength().ShouldBe(0);
        body.GetProperty("model").GetString().ShouldBe("other");
        body.GetProperty("enable_thinking").GetBoolean().ShouldBeTrue();
        body.GetProperty("nested").GetRawText().ShouldBe("""{"a":[1,"é",null]}""");
    }

    [Fact]
    public void A_null_among_the_extra_members_removes_a_member()
    {
        using var extra = JsonDocument.Parse("""{"stop":null,"stream_options":null,"unknown":null}""");

        var body = Encoding.UTF8.GetString(ChatRequestWriter.Write(Hello with { Stop = ["x"], ExtraBody = extra.RootElement }, "m", Providers.Of(new Uri("http://h/v1")), stream: true).Span);

        body.ShouldBe("""{"model":"m","messages":[{"role":"user","content":"hello"}],"stream":true}""");
    }

    [Fact]
    public void Text_of_any_script_is_sent_as_UTF_8()
    {
        const string Prompt = "你好 😀 café <&'+> \u200d\u2028";

        var body = Text(Ask(Prompt));

        body.ShouldContain("你好");
        body.ShouldContain("<&'+>");
        Content(Ask(Prompt)).ShouldBe(Prompt);
    }

    [Fact]
    public void A_lone_surrogate_is_sent_as_the_replacement_character()
    {
        Content(Ask("a\uD83Db")).ShouldBe("a\uFFFDb");
        Content(Ask("\uDE00")).ShouldBe("\uFFFD");
        Content(Ask("end\uD83D")).ShouldBe("end\uFFFD");
    }

    [Fact]
    public void Quotes_control_characters_and_line_breaks_are_preserved()
    {
        const string Prompt = "\"\\\r\n\t\0\u0001\u007f";

        Content(Ask(Prompt)).ShouldBe(Prompt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reasoning_is_sent_back_only_if_requested(bool asked)
    {
        var request = Hello with { Conversation = Hello.Conversation.Add(new ChatMessage("assistant", [new ChatReasoning("because"), new ChatText("yes")])), IncludeReasoning = asked };

        Text(request).Contains("\"reasoning_content\":\"because\"").ShouldBe(asked);
    }

    [Fact]
    public void A_schema_is_sent_as_response_format_or_in_the_system_prompt()
    {
        using var schema = JsonDocument.Parse("""{"type":"object"}""");
        var request = Hello with { Schema = schema.RootElement, Conversation = Hello.Conversation.WithSystem("be brief") };

        Json(request).GetProperty("response_format").GetRawText()
            .ShouldBe("""{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}}""");
        var inPrompt = Json(request with { SchemaInPrompt = true });
        inPrompt.GetProperty("response_format").GetRawText().ShouldBe("""{"type":"json_object"}""");
        inPrompt.GetProperty("messages")[0].GetProperty("content").GetString().ShouldStartWith("be brief\n\nAnswer with nothing but a JSON object");
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""")]
    [InlineData("""{"$ref":"#/$defs/list","$defs":{"list":{"type":"array"}}}""")]
    public void A_schema_of_an_array_in_the_prompt_is_not_sent_with_a_format_that_demands_an_object(string text)
    {
        using var schema = JsonDocument.Parse(text);

        var inPrompt = Json(Hello with { Schema = schema.RootElement, SchemaInPrompt = true });

        inPrompt.TryGetProperty("response_format", out _).ShouldBeFalse();
        inPrompt.GetProperty("messages")[0].GetProperty("content").GetString().ShouldStartWith("Answer with nothing but a JSON array that follows");
    }

    private static ChatRequest Ask(string prompt) => Hello with { Conversation = Conversation.Empty.Add(new ChatMessage("user", prompt)) };

    private static string? Content(ChatRequest request) => Json(request).GetProperty("messages")[0].GetProperty("content").GetString();

    private static JsonElement Json(ChatRequest request, string provider = "DashScope")
    {
        using var document = JsonDocument.Parse(Text(request, provider));
        return document.RootElement.Clone();
    }

    private static string Text(ChatRequest request, string provider = "DashScope")
    {
        Providers.TryGet(provider, out var found).ShouldBeTrue();
        return Encoding.UTF8.GetString(ChatRequestWriter.Write(request, "m", found!).Span);
    }
}
