using System.Text;
using QwenCode.Chat;
using QwenCode.Http;
using QwenCode.Receiving;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Streams of a service that wants memory or time: what is kept and what is waited for has a limit.</summary>
public sealed class AnswerStreamTests
{
    private const string End = """data: {"choices":[{"delta":{"content":"one"},"finish_reason":"stop"}]}""" + "\n\n";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(": keep\n\n")]
    [InlineData("data: {\"choices\":[]}\n\n")]
    [InlineData("data:\n\n")]
    [InlineData("event: ping\n\n")]
    public async Task Chunks_after_the_finish_reason_do_not_prolong_the_wait(string keepAlive)
    {
        using var body = new TricklingStream(End, keepAlive, () => _time.Advance(TimeSpan.FromSeconds(0.5)));

        var answer = await ReadAsync(body);

        answer.Text.ShouldBe("one");
        answer.Duration.ShouldBe(TimeSpan.FromSeconds(2));
        body.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Chunks_without_a_pause_after_the_finish_reason_end_as_well()
    {
        using var body = new TricklingStream(End, ": keep\n\n", () => _time.Advance(TimeSpan.FromSeconds(0.5))) { IsImmediate = true };

        (await ReadAsync(body)).Duration.ShouldBe(TimeSpan.FromSeconds(2));
        body.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_choice_that_begins_after_the_end_of_another_has_its_own_wait()
    {
        var others = 0;
        using var body = new TricklingStream(End, ": keep\n\n", () => _time.Advance(TimeSpan.FromSeconds(1.5)))
        {
            Next = () => others++ switch
            {
                0 => """data: {"choices":[{"index":1,"delta":{"content":"two"}}]}""" + "\n\n",
                1 => """data: {"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}""" + "\n\n",
                2 => """data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""" + "\n\ndata: [DONE]\n\n",
                _ => null,
            },
        };

        var answer = await ReadAsync(body);

        (answer.OtherAnswers.ShouldHaveSingleItem().Text, answer.Usage!.TotalTokens).ShouldBe(("two", 3));
    }

    [Theory]
    [InlineData("1e999999999")]
    [InlineData("-1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("\"1e999\"")]
    public async Task Numbers_out_of_range_are_ignored_in_chunks_as_in_whole_answers(string number)
    {
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(
            $$$"""data: {"created":{{{number}}},"choices":[{"index":0,"delta":{"content":"one"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":{{{number}}}}}""" + "\n\ndata: [DONE]\n\n"));

        var answer = await ReadAsync(body);

        (answer.Text, answer.Usage!.TotalTokens).ShouldBe(("one", 3));
    }

    [Theory]
    [InlineData("\"index\":0,\"delta\":{\"content\":\"@\"}")]
    [InlineData("\"delta\":{\"reasoning_content\":\"@\"}")]
    [InlineData("\"delta\":{\"content\":\"\",\"refusal\":\"@\"}")]
    [InlineData("\"delta\":{\"content\":\"a\",\"refusal\":\"@\"}")]
    [InlineData("\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"@\"}]}")]
    [InlineData("\"delta\":{\"tool_calls\":[{\"function\":{\"name\":\"@\"}}]}")]
    [InlineData("\"delta\":{\"tool_calls\":[{\"function\":{\"arguments\":\"@\"}}]}")]
    [InlineData("\"delta\":{\"function_call\":{\"arguments\":\"@\"}}")]
    [InlineData("\"delta\":{},\"finish_reason\":\"@\"")]
    [InlineData("\"index\":7,\"delta\":{\"content\":\"@\"}")]
    [InlineData("\"index\":7,\"delta\":{\"content\":\"a\",\"refusal\":\"@\"}")]
    [InlineData("\"index\":7,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"@\"}]}")]
    [InlineData("\"index\":7,\"delta\":{},\"finish_reason\":\"@\"")]
    public void All_kept_content_of_a_chunk_counts_toward_the_limit(string choice)
    {
        const int Length = 1000;
        var builder = Builder();
        var chunk = Chunk($$$"""{"choices":[{{{{choice.Replace("@", new string('x', Length), StringComparison.Ordinal)}}}}]}""");

        builder.TryCount(chunk, (2 * Length) + 10).ShouldBeTrue();
        builder.TryCount(chunk, (2 * Length) + 10).ShouldBeTrue();
        builder.TryCount(chunk, (2 * Length) + 10).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stream_of_refusals_beside_text_ends_at_the_limit()
    {
        const int Limit = 1024 * 1024;
        var chunk = $$$"""data: {"choices":[{"delta":{"content":"a","refusal":"{{{new string('x', 1000)}}}"}}]}""" + "\n\n";
        using var body = new TricklingStream(chunk, chunk, static () => { });

        var exception = await Should.ThrowAsync<QwenRequestException>(() => ReadAsync(body, Limit));

        exception.ErrorId.ShouldBe("AnswerTooLarge");
        body.Count.ShouldBeLessThan(Limit / 1000 * 2);
    }

    [Fact]
    public void An_id_or_a_model_s_name_of_megabytes_is_not_kept()
    {
        var builder = Builder();
        var text = new string('x', ReceiveLimits.Name + 1);

        builder.TakeHead(Chunk($$"""{"id":"{{text}}","model":"{{text}}","choices":[]}"""));
        builder.TakeHead(Chunk("""{"id":"i","model":"m","choices":[]}"""));
        var answer = builder.Build(1, TimeSpan.Zero, TimeSpan.Zero);

        (answer.Id, answer.Model).ShouldBe(("i", "m"));
    }

    private static Completion Chunk(string json) => new CompletionReader().Read(Encoding.UTF8.GetBytes(json))!;

    private static AnswerBuilder Builder() => new(() => Conversation.Empty, "Custom", "m", "m");

    private async Task<ChatAnswer> ReadAsync(Stream body, int limit = ReceiveLimits.DefaultAnswer)
    {
        var response = Answers.Response(200, "text/event-stream");
        var call = Answers.CallOf(new CallOptions { MaximumAnswer = limit }, _time);
        var stream = new AnswerStream(response, body, Builder(), call, _time, _time.GetTimestamp());
        ChatAnswer? answer = null;
        await foreach (var delta in stream.ReadAsync())
            answer = delta.Answer;
        return answer!;
    }

    // Begins with an answer and continues with something else, usually for so long that no test waits for its end.
    private sealed class TricklingStream(string begin, string rest, Action pass) : MemoryStream
    {
        private const int Most = 10_000;

        private bool _hasBegun;

        public int Count { get; private set; }

        public bool IsImmediate { get; init; }

        public Func<string?> Next { get; init; } = () => rest;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!_hasBegun)
            {
                _hasBegun = true;
                return Encoding.UTF8.GetBytes(begin, buffer.Span);
            }

            if (!IsImmediate)
                await Task.Yield();
            pass();
            return ++Count < Most && Next() is { } next ? Encoding.UTF8.GetBytes(next, buffer.Span) : 0;
        }
    }
}
