using System.Text;
using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Lines of results, as services really write them.</summary>
public sealed class ResultLineTests
{
    private const string Body = """{"choices":[{"message":{"role":"assistant","content":"hi"}}]}""";

    [Fact]
    public void A_response_is_an_answer()
    {
        var line = Line($$"""{"id":"r-1","custom_id":"7","response":{"status_code":200,"request_id":"q-1","body":{{Body}}},"error":null}""");

        (line.CustomId, line.Status, line.RequestId, line.IsSuccess).ShouldBe(("7", 200, "q-1", true));
        Encoding.UTF8.GetString(line.Body.Span).ShouldBe(Body);
        Answer(line).Text.ShouldBe("hi");
    }

    [Fact]
    public void The_body_can_be_a_string_that_contains_JSON()
    {
        var line = Line("""{"custom_id":"7","response":{"status_code":200,"body":"{\"choices\":[{\"message\":{\"content\":\"hé \\ud83d\\udc4d\"}}]}"}}""");

        line.IsSuccess.ShouldBeTrue();
        Answer(line).Text.ShouldBe("hé 👍");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("0")]
    [InlineData("false")]
    [InlineData("""{"code":null,"message":null}""")]
    [InlineData("""{"code":"","message":""}""")]
    [InlineData("""{"code":0}""")]
    public void An_empty_error_beside_a_response_is_not_an_error(string error) =>
        Answer(Line($$$"""{"custom_id":"7","error":{{{error}}},"response":{"status_code":200,"body":{{{Body}}}}}""")).Text.ShouldBe("hi");

    [Theory]
    [InlineData("\"the model is gone\"", "the model is gone")]
    [InlineData("""{"message":"the model is gone"}""", "the model is gone")]
    [InlineData("""{"code":"model_gone","message":"the model is gone"}""", "the model is gone")]
    [InlineData("""{"code":"model_gone"}""", "model_gone")]
    public void An_error_beside_a_response_is_an_error(string error, string message)
    {
        var line = Line($$"""{"custom_id":"7","response":{"status_code":200,"body":{{Body}}},"error":{{error}}}""");

        line.IsSuccess.ShouldBeFalse();
        Failure(line).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("batch_expired", "")]
    [InlineData("batch_cancelled", "it was cancelled")]
    public void A_request_that_was_not_carried_out_can_be_sent_again(string code, string message)
    {
        var failure = Failure(Line($$$"""{"custom_id":"7","response":null,"error":{"code":"{{{code}}}","message":"{{{message}}}"}}"""));

        failure.Id.ShouldBe(ErrorId.BatchRequestNotRun);
        failure.Message.ShouldContain(message.Length > 0 ? message : code);
    }

    [Theory]
    [InlineData("""{"custom_id":"7"}""")]
    [InlineData("""{"custom_id":"7","response":null,"error":null}""")]
    [InlineData("""{"custom_id":"7","response":"ok"}""")]
    [InlineData("""{"custom_id":"7","response":[]}""")]
    [InlineData("""{"custom_id":"7","response":{"status_code":200}}""")]
    [InlineData("""{"custom_id":"7","response":{"status_code":200,"body":null}}""")]
    [InlineData("""{"custom_id":"7","response":{"status_code":200,"body":""}}""")]
    public void A_line_without_a_response_is_a_request_that_was_not_carried_out(string line) => Failure(Line(line)).Id.ShouldBe(ErrorId.BatchRequestNotRun);

    [Fact]
    public void A_request_without_a_line_was_not_carried_out() =>
        Should.Throw<QwenException>(() => Reader().Read(null, () => Conversation.Empty)).Id.ShouldBe(ErrorId.BatchRequestNotRun);

    [Theory]
    [InlineData("200", 200)]
    [InlineData("\"200\"", 200)]
    [InlineData("200.0", 200)]
    [InlineData("2e2", 200)]
    [InlineData("404", 404)]
    [InlineData("0", null)]
    [InlineData("99", null)]
    [InlineData("1000", null)]
    [InlineData("-200", null)]
    [InlineData("1e400", null)]
    [InlineData("99999999999999999999999999", null)]
    [InlineData("4294967496", null)]
    [InlineData("\"ok\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("null", null)]
    [InlineData("[200]", null)]
    [InlineData("{\"code\":404}", null)]
    public void A_status_is_a_number_from_100_to_999(string json, int? status)
    {
        var line = Line($$$"""{"custom_id":"7","response":{"status_code":{{{json}}},"body":{{{Body}}}}}""");

        (line.Status, line.IsSuccess).ShouldBe((status, status is null or 200));
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("7.0", "7.0")]
    [InlineData("true", "true")]
    [InlineData("\"\"", "")]
    [InlineData("\"a\\u00e9\"", "aé")]
    [InlineData("\"\\ud800\"", "\ufffd")]
    [InlineData("null", null)]
    [InlineData("{\"id\":7}", null)]
    [InlineData("[7]", null)]
    public void An_id_may_be_a_number(string json, string? id)
    {
        var line = Line($$$"""{"custom_id":{{{json}}},"response":{"status_code":200,"body":{{{Body}}}}}""");

        (line.CustomId, line.IsSuccess).ShouldBe((id, true));
    }

    [Fact]
    public void Invalid_Unicode_is_replaced()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("""{"custom_id":"7","other\ud800":"\udc00","response":{"status_code":200,"body":{"choices":[{"message":{"content":"a"""), 0xff, .. Encoding.UTF8.GetBytes("""b\ud800c"}}]}}}""")];

        var line = ResultLine.Read(bytes);

        line.ShouldNotBeNull();
        Answer(line).Text.ShouldBe("a\ufffdb\ufffdc");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("""{"custom_id":"7","response":{"status_code":200,"body":{"choices":[""")]
    [InlineData("{'custom_id':'7'}")]
    [InlineData("\u0000")]
    public void Another_text_is_not_a_line(string text) => ResultLine.Read(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    private static ResultLine Line(string text) => ResultLine.Read(Encoding.UTF8.GetBytes(text)).ShouldNotBeNull();

    private static ResultReader Reader() => new(new ResultSource("http://localhost/v1", "Custom", "m", "name"), new ManualTimeProvider());

    private static ChatAnswer Answer(ResultLine line) => Reader().Read(line, () => Conversation.Empty);

    private static QwenException Failure(ResultLine line) => Should.Throw<QwenException>(() => Answer(line));
}
