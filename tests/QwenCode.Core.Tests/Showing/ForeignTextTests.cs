using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" \r\n\t ", "")]
    [InlineData(" a \r\n b ", "a b")]
    [InlineData("a\u001b]52;c;x\u0007b", "a ]52;c;x b")]
    [InlineData("a\u009b31mb\u0085c\u00a0d", "a 31mb c d")]
    [InlineData("\u202eevil\u2066\u200b\ufeff.", "evil .")]
    public void A_text_is_one_line_without_what_a_console_would_obey(string text, string shown) => ForeignText.Shorten(text, 100).ShouldBe(shown);

    [Theory]
    [InlineData("abcde", 5, "abcde")]
    [InlineData("abcdef", 5, "abcde…")]
    [InlineData("abcde \n", 5, "abcde")]
    [InlineData("abcd  e", 5, "abcd…")]
    [InlineData("abcd😀", 5, "abcd…")]
    [InlineData("abc😀", 5, "abc😀")]
    public void A_long_text_is_cut_between_characters(string text, int most, string shown) => ForeignText.Shorten(text, most).ShouldBe(shown);
}
