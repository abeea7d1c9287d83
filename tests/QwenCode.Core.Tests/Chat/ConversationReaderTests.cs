using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class ConversationReaderTests
{
    [Theory]
    [InlineData("user: hi", "user", "hi")]
    [InlineData("assistant: a: b", "assistant", "a: b")]
    [InlineData("system: ", "system", "")]
    public void A_message_is_read_from_its_short_representation(string text, string role, string said)
    {
        var message = ConversationReader.Message(text);

        (message.Role, message.Text).ShouldBe((role, said));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData(": hi")]
    [InlineData("User: hi")]
    [InlineData("tool: hi")]
    [InlineData("user:hi")]
    public void A_text_is_not_a_message(string text) =>
        Should.Throw<QwenException>(() => ConversationReader.Message(text)).ErrorId.ShouldBe("InvalidRequest");

    [Fact]
    public void A_message_is_read_from_its_members()
    {
        var image = new ChatPart("https://h/a.png", "a.png");

        var message = ConversationReader.Message("assistant", "hi", [image], "hm");

        message.ToString().ShouldBe("assistant: hi");
        message.Parts.ShouldNotBeNull().ShouldBe([image]);
        message.Parts[0].ToString().ShouldBe("image a.png");
        message.Reasoning.ShouldBe("hm");
    }

    [Theory]
    [InlineData("tool", "hi", "'tool'")]
    [InlineData(null, "hi", "''")]
    [InlineData("user", null, "no text")]
    public void An_unknown_role_and_a_missing_text_are_errors(string? role, string? text, string words) =>
        Should.Throw<QwenException>(() => ConversationReader.Message(role, text, [], null)).Message.ShouldContain(words);
}
