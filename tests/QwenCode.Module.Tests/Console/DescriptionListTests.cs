using QwenCode.Console;

namespace QwenCode.ModuleTests.Console;

/// <summary>Lists of names with descriptions.</summary>
public sealed class DescriptionListTests
{
    private static readonly (string, string)[] Items = [("one", "The first of the items, which is described in more words than a row of the column holds"), ("中文", ""), ("three\u001b", "The third"), ("a name that takes more than half of a row", "The last")];

    [Fact]
    public void A_long_name_does_not_move_the_column_and_foreign_text_is_harmless() =>
        DescriptionList.Rows(Items, 72).ShouldBe(
        [
            "  one          The first of the items, which is described in more words",
            "               than a row of the column holds",
            "  中文",
            "  three\\u001B  The third",
            "  a name that takes more than half of a row",
            "               The last",
        ]);

    [Theory]
    [InlineData(40)]
    [InlineData(10)]
    [InlineData(1)]
    public void On_a_narrow_screen_descriptions_are_below_the_names(int width)
    {
        var rows = DescriptionList.Rows(Items, width).SelectMany(row => row.Split('\n')).ToList();

        rows[0].ShouldBe("  one");
        rows[1].ShouldStartWith("      The");
        if (width == 40)
            rows.ShouldAllBe(row => row.Length < width);
    }
}
