using System.Globalization;
using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

public sealed class TypeTextTests
{
    [Theory]
    [InlineData(typeof(DateTime), "2026-03-04")]
    [InlineData(typeof(DateTime), "2026-3-4")]
    [InlineData(typeof(DateTime), "2026-03-04T05:06")]
    [InlineData(typeof(DateTime), "2026-03-04 05:06:07")]
    [InlineData(typeof(DateTime), "2026-03-04t05:06:07z")]
    [InlineData(typeof(DateTime), "2026-03-04T05:06:07.5+01:00")]
    [InlineData(typeof(DateTime), "2026-03-04T05:06:07.123456789-08:00")]
    [InlineData(typeof(DateTimeOffset), "2026-03-04T05:06:07Z")]
    [InlineData(typeof(DateTimeOffset), "2026-03-04 05:06+01:00")]
    [InlineData(typeof(DateOnly), "2026-03-04")]
    [InlineData(typeof(TimeOnly), "05:06")]
    [InlineData(typeof(TimeOnly), "5:06:07.25")]
    public void A_text_with_one_meaning_is_left_to_PowerShell(Type type, string text) => TypeText.Read(text, type).ShouldBe(text);

    [Theory]
    [InlineData("PT5M", "00:05:00")]
    [InlineData("P1DT2H3M4.5S", "1.02:03:04.5000000")]
    [InlineData("-PT36H", "-1.12:00:00")]
    [InlineData("p2w", "14.00:00:00")]
    [InlineData("1.02:03:04", "1.02:03:04")]
    [InlineData("00:05:00", "00:05:00")]
    [InlineData("-0:00:00.5", "-00:00:00.5000000")]
    public void A_duration_is_that_of_ISO_8601_or_NET(string text, string expected) =>
        TypeText.Read(text, typeof(TimeSpan)).ShouldBe(TimeSpan.ParseExact(expected, "c", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(typeof(DateTime), "03/04/2026")]
    [InlineData(typeof(DateTime), "04.03.2026")]
    [InlineData(typeof(DateTime), "March 4")]
    [InlineData(typeof(DateTime), "05:06")]
    [InlineData(typeof(DateTime), "2026")]
    [InlineData(typeof(DateTime), "2026-13-04")]
    [InlineData(typeof(DateTime), "")]
    [InlineData(typeof(DateTimeOffset), "2026-03-04")]
    [InlineData(typeof(DateTimeOffset), "2026-03-04T05:06:07")]
    [InlineData(typeof(DateOnly), "03/04/2026")]
    [InlineData(typeof(DateOnly), "2026-03-04T05:06:07Z")]
    [InlineData(typeof(TimeOnly), "05:06:07Z")]
    [InlineData(typeof(TimeOnly), "5")]
    [InlineData(typeof(TimeSpan), "5")]
    [InlineData(typeof(TimeSpan), "5:06")]
    [InlineData(typeof(TimeSpan), "24:00:00")]
    [InlineData(typeof(TimeSpan), "P1M")]
    [InlineData(typeof(TimeSpan), "P1Y2D")]
    [InlineData(typeof(TimeSpan), "P")]
    [InlineData(typeof(TimeSpan), "PW")]
    [InlineData(typeof(TimeSpan), "P2147483647W")]
    [InlineData(typeof(TimeSpan), "P99999999999D")]
    [InlineData(typeof(TimeSpan), "stop")]
    public void A_text_with_several_meanings_is_not_read(Type type, string text)
    {
        TypeText.Read(text, type).ShouldBeNull();
        TypeText.ExpectedOf(type).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(typeof(Guid))]
    [InlineData(typeof(Uri))]
    [InlineData(typeof(string))]
    [InlineData(typeof(int))]
    public void Other_types_are_left_to_PowerShell(Type type) => TypeText.ExpectedOf(type).ShouldBeNull();
}
