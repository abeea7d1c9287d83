using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class InputLimitsTests
{
    [Fact]
    public void A_request_takes_text_up_to_the_limit_in_all_its_messages()
    {
        var half = new string('x', InputLimits.Text / 2);

        InputLimits.Ensure(new Conversation([new ChatMessage("user", half), new ChatMessage("assistant", half)]));

        Refusal(new Conversation([new ChatMessage("user", half), new ChatMessage("assistant", half), new ChatMessage("user", "x")])).ShouldContain("50 MB of text");
    }

    [Fact]
    public void Reasoning_counts_as_text() =>
        Refusal(new Conversation([new ChatMessage("assistant", [new ChatReasoning(new string('x', InputLimits.Text)), new ChatText("x")])])).ShouldContain("50 MB of text");

    [Fact]
    public void Ids_and_names_count_as_text_however_many_contents_share_one()
    {
        var text = new string('x', InputLimits.Text / 10);
        ChatContent[] contents = [new ChatFile(null, text, "f"), new ChatFile("data:,x", null, text), new ChatToolCall(text, "f", ""), new ChatToolCall(null, text, ""), new ChatToolResult(text, "x")];

        foreach (var content in contents)
            Refusal(new Conversation([new ChatMessage("user", Enumerable.Repeat(content, 11))])).ShouldContain("50 MB of text");
    }

    [Fact]
    public void A_request_takes_images_up_to_the_limit_in_all_its_messages()
    {
        var image = new ChatImage("data:image/png;base64," + new string('A', AttachedFile.LargestImage / 3 * 4), "a.png");
        Conversation Of(int count) => new(Enumerable.Repeat(new ChatMessage("user", [new ChatText("x"), image]), count));

        InputLimits.Ensure(Of(4));

        Refusal(Of(90)).ShouldContain("100 MB of images");
    }

    private static string Refusal(Conversation conversation)
    {
        var error = Should.Throw<QwenException>(() => InputLimits.Ensure(conversation));
        error.ErrorId.ShouldBe("InvalidInput");
        return error.Message;
    }
}
