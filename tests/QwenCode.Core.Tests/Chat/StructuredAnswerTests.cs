using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class StructuredAnswerTests
{
    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData(""" {"a":1} """)]
    [InlineData("```json\n{\"a\":1}\n```")]
    [InlineData("```\r\n{\"a\":1}\r\n```\r\n")]
    [InlineData("short {1}\n</think>\n\n{\"a\":1}")]
    [InlineData("short</think>```json\n{\"a\":1}\n```")]
    public void JSON_is_found_alone_or_in_a_fence(string text) =>
        StructuredAnswer.Parse(Answer(text)).GetProperty("a").GetInt32().ShouldBe(1);

    [Fact]
    public void A_list_is_accepted() => StructuredAnswer.Parse(Answer("[1,2]")).GetArrayLength().ShouldBe(2);

    [Theory]
    [InlineData("Here you are: {\"a\":1}", "it is not JSON")]
    [InlineData("{\"a\":1", "it is not JSON")]
    [InlineData("", "it is not JSON")]
    [InlineData("```json```", "it is not JSON")]
    [InlineData("``````", "it is not JSON")]
    [InlineData("```\n```", "it is not JSON")]
    [InlineData("42", "it is a single value")]
    [InlineData("\"{}\"", "it is a single value")]
    [InlineData("null", "it is a single value")]
    public void Other_text_is_an_error_that_keeps_the_text(string text, string why)
    {
        var error = Should.Throw<QwenRequestException>(() => StructuredAnswer.Parse(Answer(text)));

        error.ErrorId.ShouldBe("ProtocolViolation");
        error.Message.ShouldContain(why);
        error.Message.ShouldContain("'m'");
        error.PartialAnswer.ShouldBe(text);
        error.Attempts.ShouldBe(2);
    }

    [Fact]
    public void The_error_includes_the_warnings_about_the_answer() =>
        Should.Throw<QwenRequestException>(() => StructuredAnswer.Parse(Answer("{\"a\":", "length")))
            .Message.ShouldContain("does not match the schema: it is not JSON. The answer was truncated at its maximum number of tokens; -MaxTokens raises it");

    private static ChatAnswer Answer(string text, string? finishReason = null) =>
        new() { Text = text, FinishReason = finishReason, Model = "m", RequestedModel = "m", Provider = "DashScope", Conversation = Conversation.Empty, Attempts = 2 };
}
