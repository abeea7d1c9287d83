using QwenCode.Chat;
using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Chat;

public sealed class AnswerReaderTests
{
    [Theory]
    [InlineData("""{"choices":[{"message":{"content":"hi"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"h"},{"type":"text","text":"i"}]}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":["h","i"]}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":{"text":"hi"}}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"hi"}}]}""")]
    [InlineData("""{"choices":[null,{"message":null},{"message":{"content":"hi"}}]}""")]
    [InlineData("""{"id":7,"created":"1735689600","model":null,"choices":[{"finish_reason":"","message":{"content":"hi","role":""}}]}""")]
    [InlineData("""{"created":1.7e9,"usage":null,"error":null,"choices":[{"finish_reason":null,"message":{"content":"hi"}}]}""")]
    [InlineData("""{"id":{},"created":[],"choices":[{"finish_reason":"eos","message":{"content":"hi"},"extra":1}]}""")]
    [InlineData("""{"usage":{"prompt_tokens":"3","completion_tokens":2.0,"prompt_tokens_details":null},"choices":[{"message":{"content":"hi"}}]}""")]
    [InlineData("\uFEFF{\"choices\":[{\"message\":{\"content\":\"hi\"}}]}")]
    public void Recorded_responses_of_servers_are_answers(string body) => TextOf(body).ShouldBe("hi");

    [Fact]
    public void A_message_without_content_is_an_empty_text() => TextOf("""{"choices":[{"message":{"role":"assistant"}}]}""").ShouldBeEmpty();

    [Theory]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("""{ "name": "Ada", "age": 36 }""")]
    public void Content_that_the_server_parsed_is_its_JSON(string content)
    {
        TextOf($$$"""{"choices":[{"message":{"content":{{{content}}}}}]}""").ShouldBe(content);
        TextOf($$$"""{"choices":[{"message":{"content":"hi","refusal":{{{content}}},"reasoning":{{{content}}}}}]}""").ShouldBe("hi");
    }

    [Fact]
    public void Reasoning_and_usage_are_read()
    {
        var body = Read(
            """
            {"choices":[{"message":{"content":"a","reasoning_content":"because"},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":5,"completion_tokens":7,"total_tokens":12,"completion_tokens_details":{"reasoning_tokens":3}}}
            """);

        body.Reasoning.ShouldBe("because");
        (body.Usage!.PromptTokens, body.Usage.TotalTokens, body.Usage.ReasoningTokens).ShouldBe((5, 12, 3));
    }

    [Theory]
    [InlineData("", "application/json", "empty")]
    [InlineData("null", "application/json", "null")]
    [InlineData("{}", "application/json", "no answer")]
    [InlineData("""{"choices":[]}""", "application/json", "no answer")]
    [InlineData("""{"choices":null}""", "application/json", "no answer")]
    [InlineData("[1]", "application/json", "is not the expected JSON")]
    [InlineData("""{"choices":[<<<""", "application/json", "is not the expected JSON")]
    [InlineData("<html><title>Sign in</title>", "text/html", "a web page titled 'Sign in'")]
    [InlineData("data: {}\n\n", "text/event-stream", "the response (text/event-stream) is not")]
    public void A_body_that_is_not_an_answer_is_a_protocol_violation(string body, string contentType, string words)
    {
        var exception = Should.Throw<QwenRequestException>(() => AnswerReader.ReadCompletion(Answers.Of(200, body, contentType), Answers.Call.FactsOf));

        exception.ErrorId.ShouldBe("ProtocolViolation");
        exception.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("""{"error":{"code":"insufficient_quota","message":"x"}}""", "QuotaExceeded")]
    [InlineData("""{"error":{"code":503,"message":"x"},"choices":null}""", "ServiceUnavailable")]
    [InlineData("""{"code":"DataInspectionFailed","message":"x","request_id":"r"}""", "ContentFiltered")]
    [InlineData("""{"error":"odd"}""", "ProtocolViolation")]
    public void An_error_with_status_200_is_an_error(string body, string errorId) =>
        Should.Throw<QwenRequestException>(() => Read(body)).ErrorId.ShouldBe(errorId);

    [Theory]
    [InlineData("""{"error":{"code":502,"message":"provider disconnected"},"finish_reason":"error",""", "provider disconnected")]
    [InlineData("""{"error":"provider disconnected",""", "provider disconnected")]
    [InlineData("""{"finish_reason":"error",""", "finish reason error")]
    public void An_error_inside_the_choice_is_an_error_that_keeps_the_text(string choice, string words)
    {
        var exception = Should.Throw<QwenRequestException>(() => Read($$$"""{"choices":[{{{choice}}}"message":{"content":"so far"}}]}"""));

        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("ServiceUnavailable", "so far"));
        exception.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("false")]
    [InlineData("""{"message":null,"code":0,"details":[{"reason":""}]}""")]
    public void An_empty_error_beside_an_answer_is_ignored(string error)
    {
        TextOf($$$"""{"error":{{{error}}},"choices":[{"error":{{{error}}},"message":{"content":"hi"}}]}""").ShouldBe("hi");
        Models($$"""{"data":[{"id":"a"}],"error":{{error}}}""").ShouldBe(["a"]);
    }

    [Fact]
    public void An_error_of_another_choice_is_not_that_of_the_first() =>
        TextOf("""{"choices":[{"index":0,"message":{"content":"hi"}},{"index":1,"error":{"code":502},"finish_reason":"error"}]}""").ShouldBe("hi");

    [Fact]
    public void An_error_with_status_200_keeps_status_and_request_id()
    {
        var answer = Answers.Of(200, """{"error":{"message":"odd"}}""", "application/json", ("x-request-id", "r-9"));

        var exception = Should.Throw<QwenRequestException>(() => AnswerReader.ReadCompletion(answer, Answers.Call.FactsOf));

        (exception.StatusCode, exception.RequestId).ShouldBe((200, "r-9"));
    }

    [Fact]
    public void A_filtered_answer_keeps_the_text_received_so_far()
    {
        var exception = Should.Throw<QwenRequestException>(
            () => Read("""{"choices":[{"finish_reason":"content_filter","message":{"content":"so far"}}]}"""));

        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("ContentFiltered", "so far"));
    }

    [Fact]
    public void Models_without_a_name_are_omitted() =>
        Models("""{"data":[{"id":"a","owned_by":"x","created":"1"},null,{"id":""},{},{"id":"b","created":null}]}""").ShouldBe(["a", "b"]);

    [Fact]
    public void A_list_of_models_that_is_null_is_empty() => Models("""{"object":"list","data":null}""").ShouldBeEmpty();

    [Fact]
    public void A_list_of_models_may_have_no_object_around_it() =>
        Models("""[{"id":"a","object":"model","created":0},{"id":"b"},null]""").ShouldBe(["a", "b"]);

    [Fact]
    public void An_error_in_a_list_is_not_a_list_of_models() =>
        Should.Throw<QwenRequestException>(() => Models("""[{"error":{"code":429,"message":"slow down"}}]""")).ErrorId.ShouldBe("RateLimited");

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""["a"]""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("<html>")]
    public void A_body_that_is_not_a_list_of_models_is_a_protocol_violation(string body) =>
        Should.Throw<QwenRequestException>(() => Models(body)).ErrorId.ShouldBe("ProtocolViolation");

    private static Completion Read(string body) => AnswerReader.ReadCompletion(Answers.Of(200, body), Answers.Call.FactsOf);

    [Theory]
    [InlineData("9223372036854775807", "9223372036854775807", "null", long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData("9223372036854775807", "1", "null", long.MaxValue, 1, long.MaxValue)]
    [InlineData("9223372036854775806", "1", "null", long.MaxValue - 1, 1, long.MaxValue)]
    [InlineData("-5", "2", "null", 0, 2, 2)]
    [InlineData("-5", "\"-2\"", "-7", 0, 0, 0)]
    [InlineData("5", "2", "-1", 5, 2, 7)]
    [InlineData("-9223372036854775808", "-9223372036854775808", "null", 0, 0, 0)]
    public void Token_counts_that_are_negative_or_out_of_range_cause_no_wrong_sum(string prompt, string completion, string total, long prompts, long completions, long all)
    {
        var usage = Read($$$"""
            {"choices":[{"message":{"content":"a"}}],"usage":{"prompt_tokens":{{{prompt}}},"completion_tokens":{{{completion}}},"total_tokens":{{{total}}},
             "prompt_tokens_details":{"cached_tokens":-1},"completion_tokens_details":{"reasoning_tokens":-3}}
            }
            """).Usage!;

        (usage.PromptTokens, usage.CompletionTokens, usage.TotalTokens).ShouldBe((prompts, completions, all));
        (usage.CachedTokens, usage.ReasoningTokens).ShouldBe((null, null));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":8}}""", 8L)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"cached_tokens":7}""", 7L)]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"prompt_cache_hit_tokens":6,"prompt_cache_miss_tokens":4}""", 6L)]
    [InlineData("""{"prompt_tokens":10,"prompt_tokens_details":{"cached_tokens":8},"prompt_cache_hit_tokens":6}""", 8L)]
    [InlineData("""{"prompt_tokens":10,"prompt_cache_hit_tokens":6,"prompt_tokens_details":{"cached_tokens":8}}""", 8L)]
    [InlineData("""{"prompt_tokens":10,"cached_tokens":7,"prompt_tokens_details":null}""", 7L)]
    [InlineData("""{"prompt_tokens":10,"cached_tokens":-1}""", null)]
    public void Cached_tokens_are_read_where_each_service_reports_them(string usage, long? cached) =>
        Read($$$"""{"choices":[{"message":{"content":"a"}}],"usage":{{{usage}}}}""").Usage!.CachedTokens.ShouldBe(cached);

    [Theory]
    [InlineData("""{"id":"i","choices":null,"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""", "QuotaExceeded")]
    [InlineData("""{"choices":[],"base_resp":{"status_code":1004,"status_msg":"login fail"}}""", "ProtocolViolation")]
    [InlineData("""{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}""", "RateLimited")]
    public void MiniMaxs_errors_are_recognized(string body, string errorId) => Should.Throw<QwenRequestException>(() => Read(body)).ErrorId.ShouldBe(errorId);

    [Fact]
    public void MiniMaxs_status_beside_an_answer_is_no_error() =>
        Read("""{"choices":[{"message":{"content":"a"}}],"base_resp":{"status_code":0,"status_msg":""}}""").Text.ShouldBe("a");

    [Fact]
    public void An_entry_with_a_too_long_id_is_omitted()
    {
        var longest = new string('x', ReceiveLimits.Name);

        Models($$"""{"data":[{"id":"{{longest}}x"},{"id":"{{longest}}","owned_by":"{{longest}}x"},{"id":"a"}]}""").ShouldBe([longest, "a"]);
        AnswerReader.ReadModels(Answers.Of(200, $$"""{"data":[{"id":"a","owned_by":"{{longest}}x"}]}"""), Answers.Call).ShouldHaveSingleItem().OwnedBy.ShouldBeNull();
    }

    private static string TextOf(string body) => Read(body).Text;

    private static List<string> Models(string body) => [.. AnswerReader.ReadModels(Answers.Of(200, body), Answers.Call).Select(m => m.Id)];
}
