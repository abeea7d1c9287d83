using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

public sealed class SavedNameTests
{
    [Theory]
    [InlineData("2026-11-26-184258")]
    [InlineData("Release notes v1.2")]
    [InlineData("翻译")]
    [InlineData("हिन्दी")]
    [InlineData("a_b")]
    [InlineData("common")]
    public void A_name_is_letters_digits_blanks_and_marks_of_file_names(string name) => SavedName.ReasonAgainst(name).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("c:x")]
    [InlineData("a*")]
    [InlineData("a[b]")]
    [InlineData("$(x)")]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("~")]
    [InlineData("x.")]
    [InlineData("x ")]
    [InlineData(" x")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\u001bb")]
    [InlineData("a\u202eb")]
    [InlineData("NUL")]
    [InlineData("con.x")]
    [InlineData("com1")]
    [InlineData("\ud83d")]
    public void Anything_else_is_rejected(string name) => SavedName.ReasonAgainst(name).ShouldNotBeNull();

    [Theory]
    [InlineData('a', 100)]
    [InlineData('汉', 80)]
    public void A_name_fits_into_a_file_name(char letter, int most)
    {
        SavedName.ReasonAgainst(new string(letter, most)).ShouldBeNull();
        SavedName.ReasonAgainst(new string(letter, most + 1)).ShouldNotBeNull();
    }
}
