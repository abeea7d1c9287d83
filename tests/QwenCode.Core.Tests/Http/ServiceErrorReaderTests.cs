using System.Text.Json;
using QwenCode.Core.Tests.Chat;
using QwenCode.Http;

namespace QwenCode.Core.Tests.Http;

public sealed class ServiceErrorReaderTests
{
    [Theory]
    [InlineData("""{"error":{"message":"words","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", "invalid_api_key invalid_request_error", "words", null)]
    [InlineData("""{"error":{"message":"words","type":"t","code":"c"},"request_id":"r1"}""", "c t", "words", "r1")]
    [InlineData("""{"code":"InvalidApiKey","message":"words","request_id":"r2"}""", "InvalidApiKey", "words", "r2")]
    [InlineData("""{"error":{"message":"words","code":502}}""", "502", "words", null)]
    [InlineData("""{"error":{"code":429,"message":"words","status":"RESOURCE_EXHAUSTED"}}""", "429 RESOURCE_EXHAUSTED", "words", null)]
    [InlineData("""[{"error":{"code":400,"message":"words"}}]""", "400", "words", null)]
    [InlineData("""{"errors":{"message":"words"},"request_id":"r3"}""", "", "words", "r3")]
    [InlineData("""{"errors":[{"code":"c","message":"words"}]}""", "c", "words", null)]
    [InlineData("""{"error":"words"}""", "", "words", null)]
    [InlineData("""{"error":"words","request_id":"r4"}""", "", "words", "r4")]
    [InlineData("""{"detail":"words"}""", "", "words", null)]
    [InlineData("""{"error":null,"message":"words"}""", "", "words", null)]
    [InlineData("""{"error":{"message":null,"code":null}}""", "", "", null)]
    [InlineData("\"words\"", "", "words", null)]
    [InlineData("""{"error":{},"message":"words"}""", "", "words", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"at most 4 images\"}}","provider_name":"p"}}}""", "400", "at most 4 images", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":{"error":{"message":"at most 4 images","type":"invalid_request_error"}}}}}""", "400 invalid_request_error", "at most 4 images", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"at most 4 images"}}}""", "502", "at most 4 images", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"<html>x</html>"}}}""", "502", "Provider returned error", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":502,"metadata":{"raw":null}}}""", "502", "Provider returned error", null)]
    [InlineData("""{"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"{}"}}}""", "502", "{}", null)]
    [InlineData("""{"error":{"message":"{\"error\":{\"message\":\"{\\\"message\\\":\\\"words\\\"}\",\"code\":\"c\"}}","type":"upstream_error"}}""", "upstream_error c", "words", null)]
    [InlineData("""{"error":{"message":"{not JSON"}}""", "", "{not JSON", null)]
    [InlineData("\uFEFF{\"error\":{\"message\":\"words\"}}", "", "words", null)]
    [InlineData("""{"id":"i","base_resp":{"status_code":1008,"status_msg":"words"},"choices":null}""", "1008", "words", "i")]
    [InlineData("""{"base_resp":{"status_code":0,"status_msg":"success"}}""", "", "", null)]
    [InlineData("""{"base_resp":{"status_code":"0","status_msg":"success"}}""", "", "", null)]
    [InlineData("""{"base_resp":{"status_msg":"success"}}""", "", "", null)]
    [InlineData("""{"base_resp":null}""", "", "", null)]
    [InlineData("""{}""", "", "", null)]
    [InlineData("""[]""", "", "", null)]
    [InlineData("""null""", "", "", null)]
    public void Every_known_format_has_code_message_and_request_id(string body, string code, string message, string? requestId) =>
        ServiceErrorReader.Read(Answers.Of(400, body)).ShouldBe(new ServiceError(code, message, requestId));

    [Theory]
    [InlineData("upstream\r\n  timed\tout", "text/plain", "upstream timed out")]
    [InlineData("", "text/plain", "")]
    [InlineData("{\"error\": {\"mess", "application/json", "{\"error\": {\"mess")]
    [InlineData("<html><head><TITLE lang=en>\n502 Bad\nGateway </TITLE></head>", "text/html", "a web page titled '502 Bad Gateway'")]
    [InlineData("  <!DOCTYPE html><p>hi</p>", "", "a web page")]
    [InlineData("nothing", "text/html; charset=utf-8", "a web page")]
    public void Text_that_is_not_JSON_is_summarized(string body, string contentType, string message) =>
        ServiceErrorReader.Read(Answers.Of(502, body, contentType)).Message.ShouldBe(message);

    [Fact]
    public void The_request_id_of_the_body_takes_precedence_over_that_of_the_header()
    {
        ServiceErrorReader.Read(Answers.Of(400, "{}", "", ("x-request-id", "h"))).RequestId.ShouldBe("h");
        ServiceErrorReader.Read(Answers.Of(400, """{"request_id":"b"}""", "", ("X-Request-Id", "h"))).RequestId.ShouldBe("b");
        ServiceErrorReader.Read(Answers.Of(502, "<html>", "", ("x-request-id", "h"))).RequestId.ShouldBe("h");
    }

    [Fact]
    public void Long_messages_are_truncated_and_control_characters_shown()
    {
        var body = JsonSerializer.Serialize(new { error = new { message = "a\u001b[31mb\u0007" + new string('x', 9000) } });

        var message = ServiceErrorReader.Read(Answers.Of(400, body)).Message;

        message.Length.ShouldBe(501);
        message.ShouldStartWith(@"a\u001B[31mb\u0007x");
        message.ShouldEndWith("x…");
    }

    [Fact]
    public void Truncation_never_splits_a_character()
    {
        var body = JsonSerializer.Serialize(new { error = new { message = new string('x', 499) + "😀😀" } });

        ServiceErrorReader.Read(Answers.Of(400, body)).Message.Any(char.IsSurrogate).ShouldBeFalse();
    }
}
