using System.Text;
using QwenCode.Chat;
using QwenCode.Core.Tests.Receiving;

namespace QwenCode.Core.Tests.Chat;

public sealed class EventStreamReaderTests
{
    private const string All = "\uFEFF: welcome\r\n\r\nid: 7\revent: message\rdata: {\"a\":\"é\"}\r\rdata:no space\n\ndata:  two\ndata\ndata: lines 中\r\n\r\n:\nretry: 5\n\ndatabase: none\ndata:[DONE]\n\ndata: rest";

    private static readonly string[] AllEvents = ["{\"a\":\"é\"}", "no space", " two\n\nlines 中", "[DONE]", "rest"];

    public static TheoryData<string, string[]> Streams => new()
    {
        { "data: a\n\ndata: b\n\n", ["a", "b"] },
        { "data: a\r\n\r\ndata: b\r\n\r\n", ["a", "b"] },
        { "data: a\r\rdata: b\r\r", ["a", "b"] },
        { "data:a\n\n", ["a"] },
        { "data:  a \n\n", [" a "] },
        { "data: a\ndata: b\n\n", ["a\nb"] },
        { "data: a\r\ndata: b\r\ndata\r\n\r\n", ["a\nb\n"] },
        { "data\n\n", [""] },
        { "data:\ndata: b\n\n", ["\nb"] },
        { ": comment\n\n: another\n\ndata: a\n\n", ["a"] },
        { "event: x\nid: 1\nretry: 10\ndata: a\n\n", ["a"] },
        { "event: x\n\ndata: a\n\n", ["a"] },
        { "datum: x\ndata2: y\n data: z\n\n", [] },
        { "data: a", ["a"] },
        { "data: a\n", ["a"] },
        { "data: a\r", ["a"] },
        { "data: a\ndata: b", ["a\nb"] },
        { "data: a\n\n\n\n\ndata: b\n\n", ["a", "b"] },
        { "\uFEFFdata: a\n\n", ["a"] },
        { "\n\n\uFEFFdata: a\n\ndata: b\n\n", ["b"] },
        { "", [] },
        { "\n", [] },
        { All, AllEvents },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Events_are_read_according_to_the_standard(string text, string[] events) => (await ReadAsync(text, int.MaxValue)).Events.ShouldBe(events);

    [Theory]
    [InlineData(All, "{\"a\":\"é\"}|no space| two\n\nlines 中|[DONE]|rest")]
    [InlineData("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", "a\nb|c")]
    [InlineData("data: a\r\n\ndata: b\r\r\ndata: c\n\r", "a|b|c")]
    [InlineData("\uFEFFdata: a\n\ndata: b\n\n", "a|b")]
    public async Task Events_are_the_same_wherever_the_stream_is_split(string text, string events)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var first = 0; first <= bytes.Length; first++)
        {
            using var stream = new SmallReadStream(bytes, [first]);
            (first, string.Join('|', (await ReadAsync(stream)).Events)).ShouldBe((first, events));
        }
    }

    [Fact]
    public async Task An_unfinished_event_at_the_end_is_returned_once()
    {
        using var stream = new SmallReadStream("data: a\n\ndata: b"u8.ToArray(), []);
        var reader = new EventStreamReader(stream);
        (await reader.FillAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        reader.TryRead().ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Data.Span).ShouldBe("a");

        reader.TryReadRest().ShouldBeTrue();
        Encoding.UTF8.GetString(reader.Data.Span).ShouldBe("b");
        reader.TryReadRest().ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Events_are_the_same_however_small_the_reads_are(int size) => (await ReadAsync(All, size)).Events.ShouldBe(AllEvents);

    [Theory]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task Huge_events_of_one_line_and_of_many_are_complete(int size)
    {
        var line = new string('x', 300_000) + "中";
        var lines = Enumerable.Range(0, 5000).Select(i => $"line {i} of many").ToList();

        var (events, _) = await ReadAsync($"data: {line}\n\n{string.Concat(lines.Select(l => $"data: {l}\n"))}\ndata: after\n\n", size);

        events.ShouldBe([line, string.Join('\n', lines), "after"]);
    }

    [Theory]
    [InlineData("{\n  \"choices\": []\n}\n", 1)]
    [InlineData("<!DOCTYPE html>\r\n<p>Sign in</p>", 5)]
    [InlineData("\uFEFF{}", 2)]
    [InlineData("", 1)]
    public async Task A_body_without_events_is_kept_unchanged(string text, int size)
    {
        var (events, rest) = await ReadAsync(text, size);

        events.ShouldBeEmpty();
        rest.ShouldBe(text);
    }

    [Fact]
    public async Task The_buffer_is_reused_after_an_event_was_read()
    {
        const int Size = 8 * 1024 * 1024;
        using var stream = new SmallReadStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data: piece\n\n", Size / 13))), Enumerable.Repeat(4096, Size / 4096));
        var reader = new EventStreamReader(stream);

        var (allocated, reading) = Allocations.Of(async () =>
        {
            while (await reader.FillAsync(TestContext.Current.CancellationToken))
            {
                while (reader.TryRead())
                {
                    // Only the memory counts here.
                }
            }
        });

        await reading;
        allocated.ShouldBeLessThan(Size / 8);
    }

    [Fact]
    public async Task Nothing_of_a_stream_with_events_is_kept() => (await ReadAsync(": hello\n\ndata: a\n\n", 1)).Kept.ShouldBeEmpty();

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var stream = new SmallReadStream("data: a\n\n"u8.ToArray(), []) { Hangs = true };
        var reader = new EventStreamReader(stream);
        using var cancelled = new CancellationTokenSource();
        (await reader.FillAsync(cancelled.Token)).ShouldBeTrue();
        reader.TryRead().ShouldBeTrue();

        var waiting = reader.FillAsync(cancelled.Token);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await waiting);
    }

    private static async Task<(List<string> Events, string Kept)> ReadAsync(string text, int size)
    {
        using var stream = new SmallReadStream(Encoding.UTF8.GetBytes(text), Enumerable.Repeat(size, size == int.MaxValue ? 1 : 1 + (text.Length * 4 / size)));
        return await ReadAsync(stream);
    }

    private static async Task<(List<string> Events, string Kept)> ReadAsync(Stream stream)
    {
        var reader = new EventStreamReader(stream);
        var events = new List<string>();
        for (var more = true; more;)
        {
            more = await reader.FillAsync(TestContext.Current.CancellationToken);
            while (reader.TryRead() || (!more && reader.TryReadRest()))
                events.Add(Encoding.UTF8.GetString(reader.Data.Span));
        }

        return (events, Encoding.UTF8.GetString(reader.WithoutEvents.Span));
    }
}
