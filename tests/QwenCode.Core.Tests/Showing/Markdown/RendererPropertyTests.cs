using System.Diagnostics;
using System.Text;
using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class RendererPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a", "bc", "天空", " ", "  ", "    ", "\n", "\n", "\n\n", "\t", "*", "**", "***", "_", "__", "~~", "~", "`", "``", "```", "~~~", "\n```\n", "\n~~~x\n",
        "[", "]", "](", "(", ")", "![", "[t](u)", "<", ">", "> ", "\n> ", "<https://x.y>", "- ", "\n- ", "\n  - ", "1. ", "\n2. ", "\n    ", "#", "\n# ", "\n## ",
        "---", "\n---\n", "\\", "\\*", "$", "$$", "\n$$\n", "\\[", "\\]", "|", "\n| a | b |\n", "|---|:-:|\n", "| c | d |\n", "|-", "\r\n", "e\u0301", "😀", "👨‍👩‍👧", "🇨🇳", "\u001B[2J",
        "word", "averyveryverylongwordindeed", "1", "23", ".", "，", "「", "+", "{", "=", "\u200B", "x_y_z",
    ];

    [Fact]
    public void The_result_is_the_same_wherever_the_answer_is_divided()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var text = RandomText(random, 40);
            int? width = random.Next(5) == 0 ? null : random.Next(20, 90);
            var whole = Screen.Raw(text, width);

            var renderer = new AnswerRenderer(width, isStyled: true);
            var parts = new StringBuilder();
            for (var position = 0; position < text.Length;)
            {
                var length = Math.Min(random.Next(1, random.Next(2, 12)), text.Length - position);
                var part = renderer.Next(text.Substring(position, length));
                IsClosed(part).ShouldBeTrue(text);
                parts.Append(part);
                position += length;
            }

            parts.Append(renderer.End());
            parts.ToString().ShouldBe(whole, text);
        }
    }

    [Fact]
    public void No_letter_and_no_digit_is_lost()
    {
        var random = new Random(11);
        for (var i = 0; i < 10_000; i++)
        {
            var text = RandomText(random, 30);

            // Cells that are wrapped stand next to each other.
            int? width = text.Contains("|-", StringComparison.Ordinal) ? null : random.Next(20, 60);
            Letters(Screen.Plain(text, width)).ShouldBe(Letters(ForeignText.Lines(text)), text);
        }
    }

    [Fact]
    public void A_row_outside_code_fits_and_stands_alone()
    {
        var random = new Random(13);
        for (var i = 0; i < 10_000; i++)
        {
            var text = RandomText(random, 30);
            var isVerbatim = text.Contains("```", StringComparison.Ordinal) || text.Contains("~~~", StringComparison.Ordinal) || text.Contains("$$", StringComparison.Ordinal)
                || text.Contains("\\[", StringComparison.Ordinal) || text.Contains("    ", StringComparison.Ordinal) || text.Contains('{') || text.Contains("[[", StringComparison.Ordinal) || text.Contains('\t') || text.Contains("  ", StringComparison.Ordinal);

            foreach (var row in Screen.Raw(text, 40).Split('\n'))
            {
                IsClosed(row).ShouldBeTrue(row);
                row.Replace("\u001B[", "", StringComparison.Ordinal).Contains('\u001B').ShouldBeFalse(row);
            }

            if (!isVerbatim)
                Screen.Plain(text, 40).Split('\n').Max(CellWidth.Of).ShouldBeLessThanOrEqualTo(39, text);
        }
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("a* *b **c ")]
    [InlineData("_a_")]
    [InlineData("_a *b c_ ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("[a](b ")]
    [InlineData("![")]
    [InlineData("`")]
    [InlineData("` `` ``` ```` ````` `````` ")]
    [InlineData("<a ")]
    [InlineData("$$ $")]
    [InlineData("\\")]
    [InlineData(">")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("-")]
    [InlineData("1. ")]
    [InlineData("#")]
    [InlineData("# ")]
    [InlineData("|")]
    [InlineData("| a |\n|---|\n")]
    [InlineData("a")]
    [InlineData("a ")]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("天")]
    [InlineData("。")]
    [InlineData("\u0301")]
    [InlineData("🇨")]
    [InlineData("```\n")]
    [InlineData("> ```\n")]
    [InlineData("~~")]
    public void The_time_grows_with_the_length_and_not_faster(string piece)
    {
        Check(length => string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
        Check(length => "| a | b |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| " + piece, length / (piece.Length + 2))));
    }

    [Fact]
    public void The_time_for_tables_and_lists_grows_with_the_length_and_not_faster()
    {
        Check(length => "| a | b |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| *c* | `d` |\n", length / 14)));
        Check(length => "| a | b |\n|---|---|\n| " + string.Concat(Enumerable.Repeat("c ", length / 2)));
        Check(length => string.Concat(Enumerable.Range(0, (int)Math.Sqrt(length)).Select(depth => new string(' ', 2 * depth) + "- a\n")));
    }

    [Theory]
    [InlineData("*a ")]
    [InlineData("`")]
    [InlineData("a` ``b` ")]
    [InlineData("[a](b")]
    [InlineData("天")]
    [InlineData("a")]
    [InlineData("| a ")]
    public void The_number_of_chunks_does_not_matter(string piece) =>
        Check(length => string.Concat(Enumerable.Repeat(piece, length / piece.Length)), TimeOfUnits);

    private static void Check(Func<int, string> text, Func<string, double>? time = null)
    {
        time ??= Time;
        var (small, large) = (text(30_000), text(300_000));
        time(small);

        // Only what the machine does besides differs between the attempts.
        Enumerable.Range(0, 20).Any(_ => time(large) / Math.Max(Math.Min(time(small), time(small)), 2) < 30).ShouldBeTrue();
    }

    private static double Time(string text)
    {
        var clock = Stopwatch.StartNew();
        _ = Screen.Raw(text, 80);
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double TimeOfUnits(string text)
    {
        var clock = Stopwatch.StartNew();
        var renderer = new AnswerRenderer(80, isStyled: true);
        foreach (var unit in text)
            _ = renderer.Next(unit.ToString());
        _ = renderer.End();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static bool IsClosed(string text)
    {
        var last = text.LastIndexOf("\u001B[", StringComparison.Ordinal);
        return last < 0 || text[last..].StartsWith("\u001B[0m", StringComparison.Ordinal);
    }

    private static string RandomText(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Letters(string text) => string.Concat(text.EnumerateRunes().Where(Rune.IsLetterOrDigit));
}
