using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class CellWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc é", 5)]
    [InlineData("天空", 4)]
    [InlineData("，。「」", 8)]
    [InlineData("ｶﾅ", 2)]
    [InlineData("カナ", 4)]
    [InlineData("ＡＢ", 4)]
    [InlineData("한글", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("𠮷", 2)]
    [InlineData("😀", 2)]
    [InlineData("✅⭐", 4)]
    [InlineData("…—", 2)]
    public void A_text_takes_the_columns_of_its_characters(string text, int cells) => CellWidth.Of(text).ShouldBe(cells);

    [Theory]
    [InlineData("天空是蓝色的", 12, "天空是蓝色的")]
    [InlineData("天空是蓝色的", 11, "天空是蓝色…")]
    [InlineData("天空是蓝色的", 10, "天空是蓝…")]
    [InlineData("one two", 5, "one…")]
    [InlineData("abe\u0301d", 3, "ab…")]
    [InlineData("a😀😀", 4, "a😀…")]
    public void A_text_is_truncated_between_characters_and_never_longer_than_specified(string text, int cells, string cut)
    {
        CellWidth.Cut(text, cells).ShouldBe(cut);
        CellWidth.Of(cut).ShouldBeLessThanOrEqualTo(cells);
    }
}
