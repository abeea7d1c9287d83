using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class HangingRowsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("one two thre", "one two thre")]
    [InlineData("one two three", "one two thre\n    e")]
    [InlineData("one                 Run it?", "one         \n            \n    Run it?")]
    [InlineData("天空为什么是蓝色的", "天空为什么是\n    蓝色的")]
    [InlineData("éééééééééééé\u0301x", "éééééééééééé\u0301\n    x")]
    public void All_rows_but_the_first_are_indented_and_nothing_is_omitted(string text, string rows)
    {
        HangingRows.Of(text, 13).ShouldBe(rows);

        string.Concat(HangingRows.Of(text, 13).Split("\n    ")).ShouldBe(text);
    }

    [Fact]
    public void A_terminal_that_is_too_narrow_is_taken_as_wider() => HangingRows.Of("0123456789abc", 1).ShouldBe("0123456789ab\n    c");
}
