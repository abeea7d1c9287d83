using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class ConversationReaderTests
{
    private const string Calls = """{"role":"assistant","content":null,"reasoning_content":"Hm.","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"","function":{"name":"g"}}]}""";

    [Theory]
    [InlineData("user: hi", "user", "hi")]
    [InlineData("assistant: a: b", "assistant", "a: b")]
    [InlineData("system: ", "system", "")]
    [InlineData("developer: x", "developer", "x")]
    public void A_message_is_read_from_its_short_representation(string text, string role, string said)
    {
        var message = MessageReader.Read(text);

        (message.Role, message.Text, message.Contents).ShouldBe((role, said, null));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData(": hi")]
    [InlineData("User: hi")]
    [InlineData("tool: hi")]
    [InlineData("user:hi")]
    public void A_text_is_not_a_message(string text) =>
        Should.Throw<QwenException>(() => MessageReader.Read(text)).ErrorId.ShouldBe("InvalidInput");

    [Fact]
    public void A_conversation_is_read_as_a_service_writes_it()
    {
        var messages = Read($$$"""
            [{"role":"developer","content":"Be brief."},
             {"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"https://h/a.png"}},{"type":"file","file":{"file_id":"f1"}},{"type":"text","text":"b"}]},
             {{{Calls}}},
             {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"one"}]},
             {"role":"tool","content":""}]
            """);

        messages.Select(message => message.ToString()).ShouldBe(["developer: Be brief.", "user: ab", """assistant: f({"a":1}), g()""", "tool: one", "tool: "]);
        messages[1].AllContents.Select(content => $"{content.Type} {content}").ShouldBe(["text a", "image image https://h/a.png", "file file f1", "text b"]);
        messages[2].ToolCalls.Select(call => call.Id).ShouldBe(["c1", null]);
        (messages[2].Text, messages[2].Reasoning).ShouldBe(("", "Hm."));
        messages.SelectMany(message => message.ToolResults).Select(result => result.CallId).ShouldBe(["c1", null]);
    }

    [Theory]
    [InlineData("""[{"Type":"text","Text":"a\ud83d"}]""", "a\\uD83D")]
    [InlineData("""[{"Type":"text","Text":"a?"}]""", "a\\uFFFD")]
    [InlineData("""[{"\ud83d":1,"Type":"text","Text":"a"}]""", "a")]
    public void Contents_in_a_text_may_have_half_of_a_character(string contents, string text)
    {
        // An attribute cannot have it.
        var message = new MessageReader().Read(new MessageWithContents(contents.Replace('?', '\uD83D')));

        string.Concat(message.Text.Select(c => char.IsAscii(c) ? $"{c}" : $"\\u{(int)c:X4}")).ShouldBe(text);
    }

    [Fact]
    public void A_conversation_is_read_as_this_module_writes_it()
    {
        var messages = Read("""
            {"Messages":[
              {"Role":"user","Text":"a","Reasoning":null,"Contents":[{"Type":"text","Text":"a"},{"Type":"image","Url":"https://h/a.png","Name":"a.png"},{"Type":"file","Url":"data:,x","Id":null,"Name":"x.txt"}]},
              {"Role":"assistant","Text":"","Reasoning":"Hm.","Contents":[{"Type":"reasoning","Text":"Hm."},{"Type":"tool_call","Id":"c1","Name":"f","Arguments":"{}"}]},
              {"Role":"tool","Text":"one","Reasoning":null,"Contents":[{"Type":"tool_result","CallId":"c1","Text":"one"}]},
              {"Role":"assistant","Text":"Done.","Reasoning":"So.","Contents":null}]}
            """);

        messages.Select(message => string.Join('|', message.AllContents.Select(content => $"{content.Type}:{content}"))).ShouldBe(
            ["text:a|image:image a.png|file:file x.txt", "reasoning:Hm.|tool_call:f({})", "tool_result:one", "reasoning:So.|text:Done."]);
        messages[3].Contents.ShouldBeNull();
    }

    [Fact]
    public void Contents_are_read_from_the_text_that_ConvertTo_Json_writes_of_them()
    {
        var message = new ChatMessage("assistant", [new ChatReasoning("Hm."), new ChatText("\"a\" \ud83d\ude00\n"), new ChatImage("data:image/png;base64,a+b/", "a.png"), new ChatFile(null, "f1", "b.pdf"), new ChatToolCall("c1", "f", """{"a":"[1]"}""")]);

        var again = Read($$"""{"Role":"assistant","Text":"","Contents":{{JsonSerializer.Serialize(message.Contents)}}}""").ShouldHaveSingleItem();

        again.Contents.ShouldBe(message.Contents);
        again.AllContents.Select(content => content.Type).ShouldBe(["reasoning", "text", "image", "file", "tool_call"]);
        message.Contents!.ShouldContain("a+b/");
    }

    [Theory]
    [InlineData("[{")]
    [InlineData("[1]")]
    [InlineData("[\"a\"]")]
    [InlineData("[{\"type\":\"text\",\"text\":\"a\"}")]
    [InlineData("f({})")]
    public void Contents_of_which_a_part_is_missing_are_rejected(string contents) =>
        Should.Throw<QwenException>(() => Read($$"""{"Role":"assistant","Text":"","Contents":{{JsonSerializer.Serialize(contents)}}}""")).ErrorId.ShouldBe("InvalidInput");

    [Fact]
    public void A_lone_surrogate_is_read_as_it_is() =>
        Read("""{"Role":"user","Text":"","Contents":"[{\"type\":\"text\",\"text\":\"a\\ud83d\"},{\"type\":\"text\",\"text\":\"b\"}]"}""").ShouldHaveSingleItem().Text.ShouldBe("a\ud83db");

    [Fact]
    public void Images_are_read_as_an_earlier_version_wrote_them()
    {
        var message = Read("""{"Role":"user","Text":"a","Parts":[{"ImageUrl":"https://h/a.png","Name":"a.png"}],"Reasoning":null}""").ShouldHaveSingleItem();

        message.AllContents.Select(content => $"{content.Type}:{content}").ShouldBe(["text:a", "image:image a.png"]);
    }

    [Fact]
    public void A_refusal_is_the_text_of_a_message_without_another()
    {
        var messages = Read("""[{"role":"assistant","content":null,"refusal":"No."},{"role":"assistant","content":"Yes.","refusal":null}]""");

        messages.Select(message => message.ToString()).ShouldBe(["assistant: No.", "assistant: Yes."]);
    }

    [Fact(Timeout = 20_000)]
    public async Task Each_result_of_very_many_calls_finds_its_call_at_once()
    {
        const int Count = InputLimits.Contents / 2 - 1;
        var prefix = new string('c', 800);
        var calls = Enumerable.Range(0, Count).Select(i => new ChatToolCall($"{prefix}{i}", "f", "")).ToArray();
        var results = calls.Reverse().Select(call => new ChatMessage("tool", [new ChatToolResult(call.Id, "x")]));
        var whole = new Conversation([new ChatMessage("assistant", calls), .. results]);

        // On another thread, so that the time limit can end the test.
        var read = await Task.Run(() => ConversationReader.Read(new MessagesValue(whole.Messages))!, TestContext.Current.CancellationToken);

        read.Messages.Count.ShouldBe(Count + 1);
    }

    [Theory]
    [InlineData("""{"role":"function","content":"x"}""", "the role 'function'")]
    [InlineData("""{"role":"user"}""", "no text")]
    [InlineData("""{"role":"user","content":3}""", "the member content of a message is not text")]
    [InlineData("""{"Role":"user","Text":3}""", "the member Text of a message is not text")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio"}]}""", "the type 'input_audio'")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "a text of a message has no Text")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"c1"}]}""", "a tool call of a message has no Name")]
    [InlineData("""{"Role":"user","Text":"a","Contents":"text image a.png"}""", "greater depth")]
    [InlineData("""{"Role":"assistant","Text":"","ToolCalls":["f({})"]}""", "greater depth")]
    [InlineData("""["user: a","tool: b"]""", "greater depth")]
    [InlineData("""{"role":"tool","content":"x"}""", "the assistant's message before it has no such call")]
    [InlineData($$"""[{{Calls}}, {"role":"tool","tool_call_id":"c2","content":"x"}]""", "'c2'")]
    [InlineData($$"""[{{Calls}}, {"role":"tool","tool_call_id":"c1","content":"x"},{"role":"tool","tool_call_id":"c1","content":"x"}]""", "'c1'")]
    [InlineData($$"""[{{Calls}}, {"role":"user","content":"x"},{"role":"tool","tool_call_id":"c1","content":"x"}]""", "'c1'")]
    [InlineData($$"""[{{Calls}}, {"Role":"tool","Contents":[{"Type":"tool_result","CallId":"c1","Text":"x"},{"Type":"text","Text":"y"}]}]""", "a content of the type 'text'")]
    [InlineData($$"""[{{Calls}}, {"Role":"user","Contents":[{"Type":"text","Text":"y"},{"Type":"tool_result","CallId":"c1","Text":"x"}]}]""", "a content of the type 'text'")]
    [InlineData($$"""[{{Calls}}, {"Role":"assistant","Contents":[{"Type":"tool_result","CallId":"c1","Text":"x"},{"Type":"tool_call","Id":"c2","Name":"f","Arguments":""}]}]""", "a content of the type 'tool_call'")]
    [InlineData($$$"""[{{{Calls}}}, {"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"https://h/a.png"}}]}]""", "a content of the type 'image'")]
    [InlineData($$$"""[{{{Calls}}}, {"role":"tool","tool_call_id":"c1","content":"x","tool_calls":[{"id":"c2","function":{"name":"g"}}]}]""", "a content of the type 'tool_call'")]
    [InlineData("""{"role":"user","content":"x","tool_calls":[{"id":"c2","function":{"name":"g"}}]}""", "the role 'user' and a tool call")]
    public void A_message_that_no_service_would_accept_is_an_error(string json, string words)
    {
        var failure = Should.Throw<QwenException>(() => Read(json));

        failure.ErrorId.ShouldBe("InvalidInput");
        failure.Message.ShouldContain(words);
    }

    private static IReadOnlyList<ChatMessage> Read(string json) => ConversationReader.Read(JsonMessageValue.Of(json))!.Messages;

    private sealed class MessagesValue(object value) : IMessageValue
    {
        public object? Value => value;

        public IEnumerable<IMessageValue>? Items => (value as IEnumerable<ChatMessage>)?.Select(message => new MessagesValue(message));

        public IMessageValue? Member(string name) => null;
    }

    // As of a hashtable, whose text JSON could not hold.
    private sealed class MessageWithContents(string contents) : IMessageValue
    {
        public object Value => this;

        public IEnumerable<IMessageValue>? Items => null;

        public IMessageValue? Member(string name) => name switch
        {
            "Role" => new TextValue("user"),
            "Contents" => new TextValue(contents),
            _ => null,
        };
    }

    private sealed class TextValue(string text) : IMessageValue
    {
        public object Value => text;

        public IEnumerable<IMessageValue>? Items => null;

        public IMessageValue? Member(string name) => null;
    }
}
