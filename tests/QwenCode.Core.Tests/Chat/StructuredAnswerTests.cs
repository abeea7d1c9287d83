using QwenCode.Chat;
using QwenCode.Errors;

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

    [Fact]
    public void A_refusal_is_reported_as_that_and_not_as_a_property_of_an_answer_that_is_not_there()
    {
        var error = Should.Throw<QwenRequestException>(() => StructuredAnswer.Parse(new ChatAnswer
        {
            Text = "No.", Refusal = "No.", OtherAnswers = [Answer("No.")], Model = "m", RequestedModel = "m", Provider = "OpenAI", Conversation = Conversation.Empty,
        }));

        error.Message.ShouldStartWith("The answer from the model 'm' does not match the schema: the model refuses to answer. Retry");
        error.PartialAnswer.ShouldBe("No.");
    }

    [Theory]
    [InlineData("""{"a":1e400}""", "$.a is 1e400, out of the range of numbers.")]
    [InlineData("""{"a":[0,{"b c":-1e999999999}]}""", "$.a[1]['b c'] is -1e999999999, out of the range of numbers.")]
    [InlineData("[1,2.5E+309]", "$[1] is 2.5E+309, out of the range of numbers.")]
    public void A_number_that_becomes_infinite_is_an_error_with_the_path(string text, string expected) => Failure(text).ShouldContain($"does not match the schema: {expected}");

    [Theory]
    [InlineData("""{"a":1e308,"b":-1.7976931348623157e308,"c":1e-400,"d":0e999999999}""")]
    [InlineData("[123456789012345678901234567890]")]
    public void Other_numbers_stay_as_they_are(string text) => StructuredAnswer.Parse(Answer(text)).GetRawText().ShouldBe(text);

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public void JSON_that_is_nested_too_deeply_is_reported_as_that(int levels)
    {
        Failure(new string('[', levels) + new string(']', levels)).ShouldContain("does not match the schema: it is nested more than 64 levels deep.");
        Failure(new string('[', levels)).ShouldContain("does not match the schema: it is nested more than 64 levels deep.");
    }

    [Fact]
    public void JSON_at_the_limit_is_read()
    {
        var text = new string('[', 64) + new string(']', 64);

        StructuredAnswer.Parse(Answer(text)).GetRawText().ShouldBe(text);
        Failure(new string('[', 64)).ShouldContain("does not match the schema: it is not JSON.");
    }

    private static string Failure(string text)
    {
        var error = Should.Throw<QwenRequestException>(() => StructuredAnswer.Parse(Answer(text)));
        error.Id.ShouldBe(ErrorId.ProtocolViolation);
        error.PartialAnswer.ShouldBe(text);
        return error.Message;
    }

    private static ChatAnswer Answer(string text, string? finishReason = null) =>
        new() { Text = text, FinishReason = finishReason, Model = "m", RequestedModel = "m", Provider = "DashScope", Conversation = Conversation.Empty, Attempts = 2 };
}
