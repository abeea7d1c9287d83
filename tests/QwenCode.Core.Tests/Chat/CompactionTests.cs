using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>The summary that takes the place of a conversation's past.</summary>
public sealed class CompactionTests
{
    private static readonly Conversation Long = Of(
        ("system", "Be brief."), ("user", new string('a', 500)), ("assistant", "one"), ("user", "second"), ("assistant", "two"), ("user", "third"), ("assistant", "three"));

    [Fact]
    public void The_past_is_sent_without_the_turns_that_are_kept()
    {
        var request = new Compaction(Long).Request;

        request.Messages.Select(message => message.Role).ShouldBe(["system", "user", "assistant", "user"]);
        request.Messages[^1].Text.ShouldStartWith("Summarize our conversation");
    }

    [Fact]
    public void The_summary_takes_the_place_of_the_past()
    {
        var compressed = new Compaction(Long).Apply(Answer("In short."));

        compressed.Messages.Select(message => $"{message.Role}:{message.Text.Split('\n')[^1]}").ShouldBe(
            ["system:Be brief.", "user:In short.", "assistant:I have read the summary. Let us go on.", "user:second", "assistant:two", "user:third", "assistant:three"]);
    }

    [Theory]
    [InlineData(" ", "stop")]
    [InlineData("In short.", "length")]
    [InlineData("long", "stop", 1000)]
    public void A_summary_that_is_of_no_use_changes_nothing(string text, string reason, int repeat = 1) =>
        Should.Throw<QwenException>(() => new Compaction(Long).Apply(Answer(string.Concat(Enumerable.Repeat(text, repeat)), reason))).Message.ShouldContain("Nothing was changed.");

    [Fact]
    public void A_short_conversation_is_not_compressed() =>
        Should.Throw<QwenException>(() => new Compaction(Of(("system", "x"), ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")))).ErrorId.ShouldBe("InvalidInput");

    private static Conversation Of(params (string Role, string Text)[] messages) => new(messages.Select(message => new ChatMessage(message.Role, message.Text)));

    private static ChatAnswer Answer(string text, string reason = "stop") => new() { Text = text, Model = "m", RequestedModel = "m", Provider = "p", FinishReason = reason };
}
