using System.Text;
using QwenCode.Chat;
using QwenCode.Core.Tests.Receiving;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Answers that are not valid Unicode, too large, or made to take time.</summary>
public sealed class ReceivingTests
{
    // Each of these took minutes with a pattern that backtracks.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("""{"id":"\ud83d","choices":[{"message":{"content":"a\ud83d"}}]}""", "a\uFFFD")]
    [InlineData("""{"\ude00":1,"choices":[{"\ud83d":2,"message":{"\ud83d":3,"content":"a"}}]}""", "a")]
    [InlineData("""{"choices":[{"message":{"content":[{"type":"text","text":"\ude00a"},"b",{"\ud83d":1}]}}]}""", "\uFFFDab")]
    [InlineData("""{"choices":[{"message":{"refusal":"\ud83d!"}}]}""", "\uFFFD!")]
    [InlineData("""{"model":"\udc00","choices":[{"finish_reason":"\ud83d","message":{"content":"a"}}]}""", "a")]
    public void A_lone_surrogate_replaces_a_character_and_keeps_the_answer(string body, string text) => TextOf(Encoding.UTF8.GetBytes(body)).ShouldBe(text);

    [Fact]
    public void Bytes_of_another_encoding_replace_characters_and_keep_the_answer() =>
        TextOf([.. """{"choices":[{"message":{"content":"a """u8, 0xC4, 0xE3, .. "\"}}]}"u8]).ShouldBe("a \uFFFD\uFFFD");

    [Theory]
    [InlineData("1e99999999999")]
    [InlineData("-1e400")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"1e999\"")]
    [InlineData("\"NaN\"")]
    public void Numbers_out_of_range_are_ignored(string number) =>
        TextOf(Encoding.UTF8.GetBytes($$$"""{"created":{{{number}}},"usage":{"prompt_tokens":{{{number}}}},"choices":[{"index":0,"message":{"content":"a"}}]}""")).ShouldBe("a");

    [Theory]
    [InlineData("""{"error":{"message":"cannot read \ud83d"}}""", "cannot read \uFFFD")]
    [InlineData("""{"error":{"message":"a","code":"\ude00"}}""", "a")]
    [InlineData("""{"error":"\ud83d"}""", "\uFFFD")]
    [InlineData("""{"\ud83d":1,"message":"a"}""", "a")]
    [InlineData("""[{"error":{"detail":"\udfff"}}]""", "\uFFFD")]
    public void An_error_with_a_lone_surrogate_has_its_text(string body, string message) =>
        ServiceErrorReader.Read(Answers.Of(400, body)).Message.ShouldBe(message);

    [Fact]
    public void An_error_in_another_encoding_keeps_its_readable_text()
    {
        byte[] body = [.. """{"error":{"code":"insufficient_quota","message":"""u8, (byte)'"', 0xC4, 0xE3, 0xBA, 0xC3, .. " x\"}}"u8];

        var error = ServiceErrorReader.Read(Answers.Of(429, body));

        error.IsQuota.ShouldBeTrue();
        error.Message.ShouldEndWith(" x");
    }

    [Theory]
    [InlineData("""{"data":[{"id":"a\ud83d"},{"id":"b","owned_by":"\ude00"},{"\ud83d":1,"id":"c"}]}""", "a\uFFFD|b|c")]
    [InlineData("""{"data":[{"id":""},{"id":null},{"id":[1]},{},null,7,[{"id":"no"}],{"id":5}]}""", "5")]
    [InlineData("""{"data":[{"id":"x"}],"data":[{"id":"a","created":1e99999}]}""", "a")]
    [InlineData("""{"object":"list","data":[]}""", "")]
    public void A_list_of_models_is_read_as_far_as_it_can_be(string body, string ids) =>
        string.Join('|', ModelListReader.Read(Encoding.UTF8.GetBytes(body)).Models!.Select(model => model.Id)).ShouldBe(ids);

    [Fact]
    public void The_object_of_an_answer_can_be_read_with_any_text()
    {
        var escaped = StructuredAnswer.Parse(Answer("""{"a":"\ud83d","\ude00":"b"}"""));
        var bare = StructuredAnswer.Parse(Answer($"{{\"a\":\"{'\ud83d'}\"}}"));

        escaped.EnumerateObject().Select(member => (member.Name, member.Value.GetString())).ShouldBe([("a", "\uFFFD"), ("\uFFFD", "b")]);
        bare.GetProperty("a").GetString().ShouldBe("\uFFFD");
    }

    [Fact]
    public void An_answer_that_is_too_large_for_an_object_keeps_its_text()
    {
        var text = $"{{\"a\":\"{new string('x', ReceiveLimits.StructuredAnswer)}\"}}";

        var exception = Should.Throw<QwenRequestException>(() => StructuredAnswer.Parse(Answer(text)));

        (exception.ErrorId, exception.PartialAnswer).ShouldBe(("ProtocolViolation", text));
    }

    [Fact]
    public void Hostile_pages_and_texts_are_read_in_linear_time()
    {
        var blanks = new string(' ', 15_000);
        var (huge, tags) = (new string(' ', 4 * 1024 * 1024), string.Concat(Enumerable.Repeat("<title", 3000)));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Summary($"<title>{blanks}").ShouldBe("a web page");
        Summary($"<title>{blanks}a{blanks[..500]}</title").ShouldBe("a web page");
        Summary($"<title>{blanks[..5000]}a{blanks[..5000]}</title>").ShouldBe("a web page titled 'a'");
        Summary(tags).ShouldBe("a web page");
        ServiceErrorReader.Shorten(huge).ShouldBe("");
        ServiceErrorReader.Shorten(huge + "a").ShouldBe("a");
        QwenCode.OAuth.OAuthResponse.Clean(huge).ShouldBe("");

        clock.Elapsed.ShouldBeLessThan(Soon);
    }

    [Fact]
    public void Codes_and_ids_of_a_service_are_truncated_and_cleaned_as_its_messages_are()
    {
        var long_ = $"\\u001b[31m{new string('x', 60_000)}";
        var error = ServiceErrorReader.Read(Answers.Of(400, $$"""{"error":{"code":"{{long_}}"},"request_id":"{{long_}}"}""", "", ("x-request-id", "h")));

        (error.Code.Length, error.RequestId!.Length).ShouldBe((501, 129));
        (error.Code + error.RequestId).ShouldNotContain("\u001b");
        ServiceErrorReader.Read(Answers.WithHeader(400, "x-request-id", $"a\u001b{new string('y', 60_000)}")).RequestId.ShouldBe($@"a\u001B{new string('y', 121)}…");
    }

    [Fact]
    public void The_target_of_a_redirect_is_truncated_and_cleaned_and_shows_no_secret()
    {
        var location = $"https://portal/?access_token=sk-0123456789abcdef&x=\u001b]52;c;evil\u0007{new string('y', 60_000)}";

        var message = FailureClassifier.FromResponse(Answers.Facts, Answers.WithHeader(302, "Location", location), TimeProvider.System).Message;

        message.Length.ShouldBeLessThan(1200);
        message.ShouldContain("https://portal/");
        message.ShouldNotContain("\u001b");
        message.ShouldNotContain("0123456789abcdef");
    }

    [Fact]
    public void A_content_type_is_cut_and_cleaned()
    {
        var exception = Should.Throw<QwenRequestException>(
            () => AnswerReader.ReadCompletion(Answers.Of(200, "no JSON", $"text/\u001b[2J{new string('x', 60_000)}"), Answers.Call.FactsOf));

        exception.Message.Length.ShouldBeLessThan(1200);
        exception.Message.ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("data: ")]
    [InlineData(": comment")]
    [InlineData("")]
    public async Task An_endless_line_ends_at_the_limit(string start)
    {
        const int Limit = 1024 * 1024;
        using var stream = new StartedStream(Encoding.UTF8.GetBytes($"data: first\n\n{start}"), (byte)'x');
        var reader = new EventStreamReader(stream, Limit);

        var (allocated, reading) = Allocations.Of(() => ReadAllAsync(reader));

        (await Should.ThrowAsync<ResponseTooLargeException>(reading)).Limit.ShouldBe(Limit);
        allocated.ShouldBeLessThan(4L * Limit);
    }

    [Fact]
    public async Task An_event_of_endless_lines_ends_at_the_limit()
    {
        const int Limit = 1024 * 1024;
        var line = Encoding.UTF8.GetBytes($"data: {new string('x', 1000)}\n");
        using var stream = new MemoryStream([.. Enumerable.Repeat(line, 1200).SelectMany(bytes => bytes)]);

        (await Should.ThrowAsync<ResponseTooLargeException>(() => ReadAllAsync(new EventStreamReader(stream, Limit)))).Limit.ShouldBe(Limit);
    }

    [Fact]
    public async Task Text_before_the_first_event_ends_at_the_limit_of_an_answer()
    {
        const int Limit = 1024 * 1024;
        using var comments = new EndlessStream((byte)'\n');

        (await Should.ThrowAsync<ResponseTooLargeException>(() => ReadAllAsync(new EventStreamReader(comments, Limit)))).Limit.ShouldBe(Limit);
    }

    private static string Summary(string page) => ServiceErrorReader.Summarize(Answers.Of(502, page, "text/html"));

    private static string TextOf(byte[] body)
    {
        var choice = new ChoiceBuilder();
        choice.Take(AnswerReader.ReadCompletion(Answers.Of(200, body), Answers.Call.FactsOf).First!);
        choice.End();
        return choice.Text;
    }

    private static ChatAnswer Answer(string text) => new() { Text = text, Model = "m", RequestedModel = "m", Provider = "p", Conversation = Conversation.Empty };

    private static async Task ReadAllAsync(EventStreamReader reader)
    {
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead())
            {
                // Only the limit counts here.
            }
        }
    }

    private sealed class StartedStream(byte[] start, byte value) : MemoryStream(start)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
                return new(Read(buffer.Span));
            buffer.Span.Fill(value);
            return new(buffer.Length);
        }
    }
}
