namespace QwenCode.Core.Tests.Chat;

public sealed class ConversationTests
{
    private static readonly Conversation Start = Conversation.Empty.Add(new ChatMessage("system", "be brief"), new ChatMessage("user", "hi"));

    [Fact]
    public void Continuing_returns_another_conversation_and_leaves_this_one_unchanged()
    {
        var one = Start.Add(new ChatMessage("assistant", "a"));
        var two = Start.Add(new ChatMessage("assistant", "b"));

        Start.Messages.Count.ShouldBe(2);
        one.Messages[^1].Text.ShouldBe("a");
        two.Messages[^1].Text.ShouldBe("b");
    }

    [Fact]
    public void A_system_prompt_is_first_and_replaces_an_earlier_one() =>
        Start.WithSystem("be kind").Messages.Select(m => m.ToString()).ShouldBe(["system: be kind", "user: hi"]);

    [Fact]
    public void As_a_string_it_shows_its_length_and_the_beginning_of_its_last_message()
    {
        Conversation.Empty.ToString().ShouldBe("empty conversation");
        Conversation.Empty.Add(new ChatMessage("user", "hi")).ToString().ShouldBe("1 message: user: hi");
        Start.ToString().ShouldBe("2 messages, last: user: hi");
        Start.Add(new ChatMessage("assistant", "one\ntwo")).ToString().ShouldBe("3 messages, last: assistant: one …");
    }

    [Fact]
    public void A_message_needs_a_role() => Should.Throw<ArgumentException>(() => new ChatMessage("", "x"));
}
