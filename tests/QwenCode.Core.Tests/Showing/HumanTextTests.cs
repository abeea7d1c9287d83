using System.Globalization;
using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class HumanTextTests
{
    public HumanTextTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(4.4, "4 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(2_414, "2.41 s")]
    [InlineData(9_996, "10.0 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(59_960, "1 min 0 s")]
    [InlineData(65_000, "1 min 5 s")]
    [InlineData(3_599_900, "1 h 0 min")]
    [InlineData(7_380_000, "2 h 3 min")]
    [InlineData(180_000_000, "50 h 0 min")]
    public void A_duration_has_the_unit_that_fits_it(double milliseconds, string text) =>
        HumanText.Duration(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Fact]
    public void Numbers_are_written_as_the_culture_writes_them()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

        HumanText.Duration(TimeSpan.FromSeconds(2.5)).ShouldBe("2,50 s");
        HumanText.Size(3 * 512).ShouldBe("1,5 KB");
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1023, "1023 bytes")]
    [InlineData(1024, "1.0 KB")]
    [InlineData(12_000, "12 KB")]
    [InlineData(1_048_575, "1.0 MB")]
    [InlineData(20_971_520, "20 MB")]
    public void A_size_is_counted_as_PowerShell_counts(long bytes, string text) => HumanText.Size(bytes).ShouldBe(text);

    [Theory]
    [InlineData("https://example.com/a.png", "https://example.com/a.png")]
    [InlineData("data:image/png;base64,aGVsbG8h", "image/png, 6 bytes")]
    [InlineData("data:image/jpeg;base64,aGVsbG8=", "image/jpeg, 5 bytes")]
    [InlineData(null, "")]
    public void An_image_is_its_URL_or_its_type_and_size(string? url, string text) => HumanText.Image(url).ShouldBe(text);

    [Theory]
    [InlineData(null, "")]
    [InlineData("  \n ", "")]
    [InlineData("one", "one")]
    [InlineData("\n\none\ntwo", "one …")]
    [InlineData("one\n\n", "one")]
    [InlineData("a\tb", @"a\tb")]
    public void The_first_line_shows_whether_more_follows(string? text, string line) => HumanText.FirstLine(text).ShouldBe(line);

    [Fact]
    public void A_first_line_takes_at_most_72_columns_of_a_terminal()
    {
        HumanText.FirstLine(new string('a', 72)).ShouldBe(new string('a', 72));
        HumanText.FirstLine(new string('a', 73)).ShouldBe(new string('a', 71) + '…');
        HumanText.FirstLine(new string('天', 36)).ShouldBe(new string('天', 36));
        HumanText.FirstLine(new string('天', 37)).ShouldBe(new string('天', 35) + '…');
        HumanText.FirstLine(new string('a', 72) + "\nmore").ShouldBe(new string('a', 71) + '…');
    }

    [Fact]
    public void No_character_of_a_line_moves_the_cursor() => HumanText.OneLine("a\r\nb\tc\u001b[2Jd\u0085e\\n").ShouldBe(@"a\r\nb\tc\u001B[2Jd\u0085e\n");
}
