using System.Text;
using QwenCode.Chat;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests;

/// <summary>Answers that servers and proxies send in ways of their own, whole and streamed.</summary>
public sealed class UnusualResponseTests
{
    private const string Finish = """{"choices":[{"delta":{},"finish_reason":"stop"}]}""";
    private const string Done = "data: [DONE]\n\n";
    private const string Usage = """{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("data:")]
    [InlineData("data: ")]
    [InlineData("data")]
    [InlineData("data:  \ndata:")]
    public async Task An_event_without_data_only_keeps_the_connection_alive(string keepAlive)
    {
        var streamed = await StreamAsync($"{keepAlive}\n\n{Event(Delta("one "))}{keepAlive}\n\n{Event(Delta("two"))}{Event(Finish)}{keepAlive}\n\n{Done}");

        (streamed.Text, streamed.Answer.Text).ShouldBe(("one two", "one two"));
    }

    [Fact]
    public async Task A_stream_that_ends_with_DONE_and_without_a_finish_reason_is_an_answer()
    {
        var streamed = await StreamAsync($"{Event(Delta("one "))}{Event(Delta("two"))}{Done}");

        (streamed.Answer.Text, streamed.Answer.FinishReason).ShouldBe(("one two", null));
    }

    [Fact]
    public async Task A_finish_reason_with_the_text_null_does_not_end_the_answer()
    {
        const string Chunk = """{"choices":[{"delta":{"content":"one"},"finish_reason":"null"}]}""";

        (await StreamAsync(Event(Chunk))).Exception!.ErrorId.ShouldBe("IncompleteAnswer");
        (await StreamAsync($"{Event(Chunk)}{Event(Finish)}")).Answer.FinishReason.ShouldBe("stop");
    }

    [Theory]
    [InlineData("""A\ud83c""", """\udf0d B""", "A🌍 B", "A|🌍 B")]
    [InlineData("""\ud83c""", """\udf0d""", "🌍", "🌍")]
    [InlineData("""A\ud83c""", "B", "A\uFFFDB", "A|\uFFFDB")]
    [InlineData("A", """\udf0d B""", "A\uFFFD B", "A|\uFFFD B")]
    [InlineData("A", """B\ud83c""", "AB\uFFFD", "A|B|\uFFFD")]
    [InlineData("""A\ud83c\n\u0022""", """\\\/\t\udf0d""", "A\uFFFD\n\"\\/\t\uFFFD", "A\uFFFD\n\"|\\/\t\uFFFD")]
    public async Task A_character_that_is_split_between_two_chunks_is_complete(string first, string second, string text, string pieces)
    {
        var streamed = await StreamAsync($"{Event(Delta(first))}{Event(Delta(second))}{Event(Finish)}{Done}");
        var reasoned = await StreamAsync($"{Event(Reasoning(first))}{Event(Reasoning(second))}{Event(Finish)}{Done}");

        streamed.Answer.Text.ShouldBe(text);
        string.Join('|', streamed.Deltas.SkipLast(1).Select(delta => delta.Text)).ShouldBe(pieces);
        reasoned.Answer.Reasoning.ShouldBe(text);
        string.Concat(reasoned.Deltas.Select(delta => delta.Reasoning)).ShouldBe(text);
    }

    [Fact]
    public async Task An_incomplete_character_before_the_connection_breaks_is_a_replacement_character()
    {
        var streamed = await StreamAsync(Event(Delta("""A\ud83c""")));

        (streamed.Exception!.ErrorId, streamed.Exception.PartialAnswer).ShouldBe(("IncompleteAnswer", "A\uFFFD"));
    }

    [Theory]
    [InlineData("text/event-stream")]
    [InlineData("text/event-stream; charset=utf-8")]
    [InlineData("application/json")]
    public async Task A_stream_that_was_not_requested_is_collected(string contentType)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes($": hello\n\n{Event(Delta("one "))}{Event(Delta("two"))}{Event(Finish)}{Event(Usage)}{Done}"), contentType));

        var answer = await bench.AskAsync();

        (answer.Text, answer.FinishReason, answer.Usage!.TotalTokens).ShouldBe(("one two", "stop", 3));
    }

    [Fact]
    public async Task An_error_in_a_stream_that_was_not_requested_keeps_the_text()
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Always = Fault.Raw(Encoding.UTF8.GetBytes($"{Event(Delta("one "))}{Event("""{"error":{"code":503,"message":"overloaded"}}""")}"), "text/event-stream");

        var exception = await bench.FailAsync(options: bench.Options(retries: 1));

        (exception.ErrorId, exception.PartialAnswer, exception.Attempts).ShouldBe(("ServiceUnavailable", "one ", 2));
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, 3L)]
    public async Task After_the_finish_reason_only_the_usage_is_waited_for_and_briefly(bool sendsUsage, long? total)
    {
        await using var server = new RawServer(async (_, stream, token) =>
        {
            var events = $"{Event(Delta("one"))}{Event(Finish)}{(sendsUsage ? Event(Usage) : "")}data: {{\"half";
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{events}"), token);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
        });
        await using var bench = await ChatBench.StartAsync();

        var text = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var asking = LastAsync(bench.Service.StreamAsync(ChatBench.Request(), bench.Context(server.BaseUrl), bench.Options(), Cancellation), text);
        await text.Task.WaitAsync(Cancellation);
        await bench.Time.WaitForTimersAsync(2, Cancellation);
        bench.Time.Advance(TimeSpan.FromSeconds(2));

        var answer = await asking;
        (answer.Text, answer.FinishReason, answer.Usage?.TotalTokens).ShouldBe(("one", "stop", total));
        answer.Duration.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_finish_reason_loses_the_usage_only()
    {
        var body = $"{Event(Delta("one"))}{Event(Finish)}";
        await using var server = new RawServer(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length + 1}\r\nContent-Type: text/event-stream\r\n\r\n{body}"));
        await using var bench = await ChatBench.StartAsync();

        var answer = await LastAsync(bench.Service.StreamAsync(ChatBench.Request(), bench.Context(server.BaseUrl), bench.Options(), Cancellation));

        answer.Text.ShouldBe("one");
    }

    [Fact]
    public async Task A_finish_reason_in_each_chunk_does_not_shorten_the_wait()
    {
        const string Chunk = """{"choices":[{"delta":{"content":"one "},"finish_reason":"stop"}]}""";
        await using var bench = await ChatBench.StartAsync();
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n{Event(Chunk)}{Event(Chunk)}"), token);
            await bench.Time.WaitForTimersAsync(2, token);
            bench.Time.Advance(TimeSpan.FromSeconds(60));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Event(Chunk)}{Done}"), token);
        });

        var answer = await LastAsync(bench.Service.StreamAsync(ChatBench.Request(), bench.Context(server.BaseUrl), bench.Options(), Cancellation));

        answer.Text.ShouldBe("one one one ");
    }

    [Theory]
    [InlineData("<think>short</think>The answer.", "short", "The answer.")]
    [InlineData("<think>\nshort\n\nand more\n</think>\n\nThe answer.\n", "short\n\nand more", "The answer.\n")]
    [InlineData("\n <think>\n\n</think>\n\nThe answer.", null, "The answer.")]
    [InlineData("<think>never closed", "never closed", "")]
    [InlineData("<think>a < b </thin </think> </think>", "a < b </thin", "</think>")]
    [InlineData("<thinker> is a word", null, "<thinker> is a word")]
    [InlineData("  plain", null, "  plain")]
    [InlineData("In HTML <think>x</think> is no tag", null, "In HTML <think>x</think> is no tag")]
    [InlineData("<thi", null, "<thi")]
    public async Task Thinking_at_the_beginning_of_the_content_is_reasoning(string content, string? reasoning, string text)
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = _ => content });
        bench.Server.Enqueue(Fault.None);

        var whole = await bench.AskAsync();
        (whole.Reasoning, whole.Text, whole.Conversation.Messages[^1].Text, whole.Conversation.Messages[^1].Reasoning).ShouldBe((reasoning, text, text, reasoning));
        foreach (var size in new[] { 1, 3, 1000 })
        {
            var chunks = content.Chunk(size).Select(chunk => Event(Delta(System.Text.Json.JsonEncodedText.Encode(new string(chunk)).Value)));
            var streamed = await StreamAsync($"{string.Concat(chunks)}{Event(Finish)}{Done}");

            (streamed.Answer.Reasoning, streamed.Answer.Text).ShouldBe((reasoning, text));
            streamed.Text.ShouldBe(text);
            string.Concat(streamed.Deltas.Select(delta => delta.Reasoning)).ShouldBe(reasoning ?? "");
        }
    }

    [Theory]
    [InlineData("Hm, 2 + 2.\nThat is 4.\n</think>\n\nThe answer is 4.", "Hm, 2 + 2.\nThat is 4.", "The answer is 4.")]
    [InlineData("\nHm. \n </think> \r\nThe answer.\n</think>\n", "Hm.", "The answer.\n</think>\n")]
    [InlineData("</think>\n\nThe answer.", null, "The answer.")]
    [InlineData("Hm.\n</think>", "Hm.", "")]
    [InlineData("The tag </think> closes it.", null, "The tag </think> closes it.")]
    [InlineData("Hm, `</think>` is inline.\n</think>\nThe answer.", "Hm, `</think>` is inline.", "The answer.")]
    [InlineData("Write:\n<think>\nx\n</think>\nThat is it.", null, "Write:\n<think>\nx\n</think>\nThat is it.")]
    [InlineData("```\nx\n</think>\n```\nThat is it.", null, "```\nx\n</think>\n```\nThat is it.")]
    public async Task Thinking_whose_opening_tag_was_in_the_prompt_is_reasoning_of_the_answer(string content, string? reasoning, string text)
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = _ => content });
        bench.Server.Enqueue(Fault.None);

        var whole = await bench.AskAsync();
        (whole.Reasoning, whole.Text, whole.Conversation.Messages[^1].Text, whole.Conversation.Messages[^1].Reasoning).ShouldBe((reasoning, text, text, reasoning));
        foreach (var size in new[] { 1, 3, 1000 })
        {
            var chunks = content.Chunk(size).Select(chunk => Event(Delta(System.Text.Json.JsonEncodedText.Encode(new string(chunk)).Value)));
            var streamed = await StreamAsync($"{string.Concat(chunks)}{Event(Finish)}{Done}");

            // The chunks were shown before the tag arrived.
            (streamed.Answer.Reasoning, streamed.Answer.Text).ShouldBe((reasoning, text));
            streamed.Text.ShouldBe(content);
        }
    }

    [Fact]
    public async Task A_tag_in_the_text_is_text_if_the_service_separates_the_reasoning()
    {
        var streamed = await StreamAsync($"{Event(Reasoning("Hm."))}{Event(Delta("One.\\n</think>\\nTwo."))}{Event(Finish)}{Done}");

        (streamed.Answer.Reasoning, streamed.Answer.Text).ShouldBe(("Hm.", "One.\n</think>\nTwo."));
    }

    [Fact]
    public async Task Text_before_an_expected_closing_tag_is_kept_if_the_stream_breaks()
    {
        (await StreamAsync(Event(Delta("<thi")))).Exception!.PartialAnswer.ShouldBe("<thi");
        (await StreamAsync(Event(Delta("<think>hm")))).Exception!.PartialAnswer.ShouldBeNull();
    }

    [Theory]
    [InlineData("<think>short</think>{\"a\":1}")]
    [InlineData("<think>\nshort {\"a\":2}\n</think>\n\n```json\n{\"a\":1}\n```")]
    public async Task JSON_after_thinking_is_read_as_the_object(string content)
    {
        await using var bench = await ChatBench.StartAsync(new() { Reply = _ => content });

        StructuredAnswer.Parse(await bench.AskAsync()).GetProperty("a").GetInt32().ShouldBe(1);
        StructuredAnswer.Parse((await bench.StreamAsync()).Answer).GetProperty("a").GetInt32().ShouldBe(1);
    }

    private static string Event(string json) => $"data: {json}\n\n";

    private static string Delta(string content) => $$$"""{"choices":[{"delta":{"content":"{{{content}}}"}}]}""";

    private static string Reasoning(string content) => $$$"""{"choices":[{"delta":{"reasoning_content":"{{{content}}}"}}]}""";

    private static async Task<Streamed> StreamAsync(string events)
    {
        await using var bench = await ChatBench.StartAsync();
        bench.Server.Enqueue(Fault.Raw(Encoding.UTF8.GetBytes(events), "text/event-stream"));
        return await bench.StreamAsync();
    }

    private static async Task<ChatAnswer> LastAsync(IAsyncEnumerable<ChatDelta> deltas, TaskCompletionSource? first = null)
    {
        ChatAnswer? answer = null;
        await foreach (var delta in deltas)
        {
            answer = delta.Answer;
            first?.TrySetResult();
        }

        return answer!;
    }
}
