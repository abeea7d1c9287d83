using System.Text;
using System.Text.Json;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat.Saved;

/// <summary>Each content comes back equal.</summary>
public sealed class SavedMessageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_contents_come_back_equal()
    {
        ChatMessage[] messages =
        [
            new("system", "Be brief.\r\nAlways."),
            new("developer", ""),
            new("user", [new ChatText("a\u0000\u001b[31m\"\\ 汉字 👩‍💻"), new ChatText(""), new ChatImage("data:image/png;base64,AAAA", "photo.png"), new ChatImage("https://h/x.png", "https://h/x.png")]),
            new("user", [new ChatFile("data:application/pdf;base64,AAAA", null, "paper.pdf"), new ChatFile(null, "file-1", "other.pdf")]),
            new("assistant", [new ChatReasoning("hm"), new ChatText("well")]),
            new("assistant", [new ChatReasoning("only")]),
            new("assistant", [new ChatToolCall("1", "f", ""), new ChatToolCall(null, "g", " {\"a\":1}")]),
            new("tool", [new ChatToolResult("1", "ok")]),
            new("tool", [new ChatToolResult(null, "")]),
            new("assistant", [new ChatText("it"), new ChatToolCall("2", "h", "{}")]),
            new("tool", [new ChatToolResult("2", "2026-11-26T18:42:58Z")]),
            new("user", "2026-11-26T18:42:58Z"),
            new("user", [new ChatImage("data:image/png;base64,AAAA", "photo.png")]),
        ];
        using (var log = Store().Create("all", "/w"))
            log.Append(messages);

        using var opened = Store().Open("all");
        Describe(opened.Conversation).ShouldBe(Describe(new Conversation(messages)));
    }

    [Fact]
    public void A_message_without_contents_and_half_a_character_are_saved()
    {
        using (var log = Store().Create("odd", "/w"))
            log.Append([new ChatMessage("user", "half \ud83d"), new ChatMessage("assistant", Array.Empty<ChatContent>())]);

        using var opened = Store().Open("odd");
        opened.Conversation.Messages.Select(message => message.Text).ShouldBe(["half \ufffd", ""]);
    }

    [Fact]
    public void Text_that_is_no_unicode_is_read()
    {
        using (var log = Store().Create("bad", "/w"))
            log.Append([new ChatMessage("user", "X")]);
        var bytes = File.ReadAllBytes(_folder.At("bad.jsonl"));
        bytes[Array.LastIndexOf(bytes, (byte)'X')] = 0xFF;
        File.WriteAllBytes(_folder.At("bad.jsonl"), [.. bytes, .. Encoding.ASCII.GetBytes("""{"messages":[{"role":"assistant","text":"\ud83d!"}]}"""), (byte)'\n']);

        using var opened = Store().Open("bad");
        opened.Conversation.Messages.Select(message => message.Text).ShouldBe(["\ufffd", "\ufffd!"]);
    }

    private ConversationStore Store() => new(_folder.Root, TimeProvider.System);

    private static IEnumerable<string> Describe(Conversation conversation) => conversation.Messages.Select(message =>
        message.Role + JsonSerializer.Serialize(message.AllContents.Select(content => JsonSerializer.Serialize(content, content.GetType()))));
}
