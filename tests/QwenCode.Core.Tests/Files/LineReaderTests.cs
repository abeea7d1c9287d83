using System.Text;
using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("\uFEFF", "")]
    [InlineData("a", "0 a 1")]
    [InlineData("\uFEFFa\n\nbc\n", "3 a 5|5  6|6 bc 9")]
    [InlineData("a\n\uFEFFb", "0 a 2|2 \uFEFFb 6")]
    [InlineData("\uFEFF\uFEFFb", "3 \uFEFFb 7")]
    public void Lines_have_their_offsets_and_a_byte_order_mark_is_skipped_at_the_beginning_only(string text, string expected)
    {
        foreach (var atOnce in new[] { 1, 2, 100 })
        {
            using var stream = new ShortReads(Encoding.UTF8.GetBytes(text), atOnce);
            var lines = new LineReader(stream, bufferSize: 4);
            var found = new List<string>();
            while (lines.Next(100) is { } line)
                found.Add($"{lines.Start} {Encoding.UTF8.GetString(line.Span)} {lines.End}");

            string.Join('|', found).ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBE })]
    public void A_part_of_a_mark_belongs_to_the_line(byte[] content)
    {
        using var stream = new MemoryStream(content);

        new LineReader(stream).Next(100)!.Value.ToArray().ShouldBe(content);
    }

    /// <summary>A stream that returns only a few bytes at once.</summary>
    private sealed class ShortReads(byte[] content, int atOnce) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, atOnce));
    }
}
