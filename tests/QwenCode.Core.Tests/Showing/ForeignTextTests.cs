using System.Diagnostics;
using System.Text;
using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class ForeignTextTests
{
    // What takes milliseconds takes seconds on a busy machine, and the square of a megabyte takes many minutes on an idle one.
    private static readonly TimeSpan QuadraticTime = TimeSpan.FromMinutes(1);

    private const int EveryKind = 65 + 2 + 2048 + 4096;

    // Persian, Malayalam, Devanagari, Mongolian; families, professions, hearts, flags, keycaps.
    private const string Legible = "می‌خواهم ക്‍ഷ क्‍ष ᠠ᠋ᠨ 你好 𠮷 e\u0301 שלום 👩‍👩‍👧‍👦 👩🏽‍🚀 ❤️‍🔥 🏳️‍🌈 🇩🇪 1️⃣ ☺︎ 🙂‍↔️";

    [Fact]
    public void Every_control_and_formatting_character_is_shown_visibly()
    {
        ForeignCharacters.All.Count.ShouldBeGreaterThan(EveryKind);
        foreach (var foreign in ForeignCharacters.All)
        {
            var shown = ForeignText.OneLine($"a{foreign}b");

            shown.ShouldMatch(@"^a(\\[nrt]|\\u[0-9A-F]{4}|\\u\{[0-9A-F]{5}\})b$");
            ForeignText.Lines($"a{foreign}b").ShouldBe(foreign is "\n" or "\t" ? $"a{foreign}b" : shown);
            ForeignText.IsHarmless(foreign).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("a\u001b]52;c;cm0=\u0007b", @"a\u001B]52;c;cm0=\u0007b")]
    [InlineData("a\u009b2Jb\u009d0;t\u009c", @"a\u009B2Jb\u009D0;t\u009C")]
    [InlineData("abc\u202Efdp.exe", @"abc\u202Efdp.exe")]
    [InlineData("a\u2028b\u2029c\u0085d", @"a\u2028b\u2029c\u0085d")]
    [InlineData("a\udb40\udc41b", @"a\u{E0041}b")]
    [InlineData("a\u3164b\u115fc\u034fd\u2065e", @"a\u3164b\u115Fc\u034Fd\u2065e")]
    [InlineData("a\r\nb\rc\td\u007fe", @"a\r\nb\rc\td\u007Fe")]
    public void Control_sequences_are_text_on_one_line(string text, string shown) => ForeignText.OneLine(text).ShouldBe(shown);

    [Theory]
    [InlineData("a\r\nb\r\n", "a\nb\n")]
    [InlineData("a\nb\tc", "a\nb\tc")]
    [InlineData("safe\rrm -rf", @"safe\rrm -rf")]
    [InlineData("a\r\r\nb\r", "a\\r\nb\\r")]
    [InlineData("a\u000bb\fc", @"a\u000Bb\u000Cc")]
    public void Line_breaks_and_tabs_stay_if_lines_are_shown(string text, string shown) => ForeignText.Lines(text).ShouldBe(shown);

    [Fact]
    public void Scripts_that_join_and_emoji_stay_legible()
    {
        foreach (var text in Legible.Split(' ').Append(Legible))
        {
            ForeignText.Lines(text).ShouldBeSameAs(text);
            ForeignText.OneLine(text).ShouldBeSameAs(text);
        }
    }

    [Theory]
    [InlineData("a\u200db", @"a\u200Db")]
    [InlineData("pass\u200cword", @"pass\u200Cword")]
    [InlineData("م\u200d.", @"م\u200D.")]
    [InlineData("م\u200c\u200cن", @"م\u200C\u200Cن")]
    [InlineData("👩\u200d", @"👩\u200D")]
    [InlineData("👩\u200c👩", @"👩\u200C👩")]
    [InlineData("👩\u200dx", @"👩\u200Dx")]
    [InlineData("a\ufe0f☺\ufe0f\ufe0f", "a\\uFE0F☺\ufe0f\\uFE0F")]
    [InlineData("☺\ufe00☺\udb40\udd00", @"☺\uFE00☺\u{E0100}")]
    [InlineData("a\u180b\u180e", @"a\u180B\u180E")]
    [InlineData("🏴\udb40\udc67\udb40\udc7f", @"🏴\u{E0067}\u{E007F}")]
    public void Joiners_and_selectors_are_shown_if_no_character_needs_them(string text, string shown)
    {
        ForeignText.OneLine(text).ShouldBe(shown);
        ForeignText.Lines(text).ShouldBe(shown);
    }

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("ab\u001bd", 7, "ab…")]
    [InlineData("ab\u001bd", 8, @"ab\u001B…")]
    [InlineData("ab\u001b", 8, @"ab\u001B")]
    [InlineData("ab😀", 3, "ab…")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("abe\u0301\u0323", 4, "ab…")]
    [InlineData("a👩‍👩‍👧", 5, "a…")]
    [InlineData("e\u0301", 1, "…")]
    [InlineData("", 3, "")]
    [InlineData(null, 3, null)]
    public void A_long_text_is_truncated_between_graphemes(string? text, int most, string? shown) => ForeignText.OneLine(text, most).ShouldBe(shown);

    [Theory]
    [InlineData("  one\r\n\ttwo\u2028three  ", "one two three")]
    [InlineData("a\u001b[31mb\u0007", @"a\u001B[31mb\u0007")]
    [InlineData(" \n ", "")]
    public void A_sentence_has_single_blanks(string text, string shown) => ForeignText.Shortened(text, 99).ShouldBe(shown);

    [Fact]
    public void A_harmless_text_is_the_same_object()
    {
        string[] texts = ["plain\nlines\t", "天空之所以是蓝色的", "a 😀 é", ""];

        texts.ShouldAllBe(text => ReferenceEquals(ForeignText.Lines(text), text));
        ForeignText.OneLine(["a", "b"]).ShouldBe(["a", "b"]);
        ForeignText.OneLine(["a", "b\u001b"]).ShouldBe(["a", @"b\u001B"]);
        ForeignText.Lines(null).ShouldBeNull();
    }

    [Fact]
    public void A_text_that_is_split_anywhere_is_shown_as_the_whole_text()
    {
        string[] texts = [Legible, "a\r\nb\rc\r", "👩\u200dx م\u200c", "a\ud83d\r\n\u200d\ud83d\ude00\ude00", .. ForeignCharacters.All.Select(foreign => $"m{foreign}\n{foreign}m")];
        foreach (var text in texts)
        {
            var whole = ForeignText.Lines(text);
            for (var place = 0; place <= text.Length; place++)
                Streamed(text[..place], text[place..]).ShouldBe(whole, $"{whole} at {place}");
            Streamed([.. text.Select(unit => unit.ToString())]).ShouldBe(whole);
        }
    }

    [Theory]
    [InlineData("a\r\n\tb\n", "a\n\tb\n", true)]
    [InlineData("", "", true)]
    [InlineData(Legible, Legible, true)]
    [InlineData("a\u001B]52;c;aGk=\u0007\rb\u202E\U000E0041", "a]52;c;aGk=b", false)]
    public void What_is_drawn_has_neither_control_nor_invisible_characters(string text, string expected, bool whole)
    {
        ForeignText.Drawn(text, out var isWhole).ShouldBe(expected);
        isWhole.ShouldBe(whole);
    }

    [Fact]
    public void A_megabyte_takes_milliseconds()
    {
        string[] texts = [new('a', 1_000_000), new('天', 1_000_000), new('\u001b', 500_000), new('\u0301', 1_000_000), string.Concat(Enumerable.Repeat("👩\u200d", 300_000))];

        foreach (var text in texts)
        {
            var clock = Stopwatch.StartNew();
            _ = ForeignText.Lines(text);
            _ = ForeignText.OneLine(text, 500);
            _ = ForeignText.Shortened(text, 500);
            clock.Elapsed.ShouldBeLessThan(QuadraticTime);
        }
    }

    private static string Streamed(params string[] chunks)
    {
        var stream = new ForeignTextStream();
        var shown = chunks.Aggregate(new StringBuilder(), (text, chunk) => text.Append(stream.Next(chunk)));
        return shown.Append(stream.End()).ToString();
    }
}
