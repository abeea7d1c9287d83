namespace QwenCode.Core.Tests.Showing;

public sealed class TableTests
{
    private const string Rows = "| Name | Size |\n|:--|--:|\n| a | 1 |\n| **bb** `c\\|d` | 200 |\n";

    [Fact]
    public void A_table_is_aligned() => Screen.Of(Rows).ShouldBe("""
        <b>Name</>  <dim> │ </><b>Size</>
        <dim>───────┼─────</>
        a     <dim> │ </>   1
        <b>bb</> <c>c|d</><dim> │ </> 200

        """);

    [Fact]
    public void A_table_is_held_back_until_it_is_complete()
    {
        var renderer = new QwenCode.Showing.AnswerRenderer(80, isStyled: true);

        renderer.Next("a\n").ShouldBe("a\n");
        renderer.Next(Rows).ShouldBe("");
        renderer.Next("b ").ShouldStartWith("\u001B[1mName\u001B[0m");
        renderer.End().ShouldBe("");
    }

    [Theory]
    [InlineData("| 名字 | b |\n|:-:|---|\n| 天 | x |\n| é́😀 | y |", "名字 │ b\n─────┼──\n 天  │ x\né́😀  │ y")]
    [InlineData("| a |\n|---|\n| b |\nc", "a\n─\nb\nc")]
    [InlineData("|a|b|\n|-|-|\n|c|\n|d|e|f|", "a │ b │ \n──┼───┼──\nc │   │ \nd │ e │ f")]
    [InlineData("| a | b |\nc", "| a | b |\nc")]
    [InlineData("| a | b |\n| c | d |\n|---|---|", "| a | b |\nc │ d\n──┼──")]
    [InlineData("| a | b |\n|---|---|", "a │ b\n──┼──")]
    [InlineData("| a | b |\n", "| a | b |\n")]
    [InlineData("- | a | b |\n  |---|---|\n  | c | d |\n- e", "• a │ b\n  ──┼──\n  c │ d\n• e")]
    [InlineData("> | a | b |\n> |---|---|\n> | c | d |\ne", "│ a │ b\n│ ──┼──\n│ c │ d\ne")]
    [InlineData("| a | b |\n|---|---|\n| c | d |\n\n| e |", "a │ b\n──┼──\nc │ d\n\n| e |")]
    public void A_table_takes_any_shape(string text, string screen) =>
        Screen.Plain(text).Replace(" ", "").Replace("─", "").ShouldBe(screen.Replace(" ", "").Replace("─", ""));

    [Fact]
    public void Cells_are_wrapped_inside_their_columns() =>
        Screen.Plain("| Key | Meaning |\n|---|---|\n| ab | one two three **four five six** seven |\n| c | d |", 30).ShouldBe("""
            Key │ Meaning
            ────┼────────────────────────
            ab  │ one two three four five
                │ six seven
            ────┼────────────────────────
            c   │ d
            """);

    [Fact]
    public void Without_room_for_columns_the_rows_are_records() =>
        Screen.Of("| One | Two | Three |\n|---|---|---|\n| aaaaaaaaaa | bbbbbbbbbb | cc *d* |\n| e | | f |", 20).ShouldBe("""
            <b>One: </>aaaaaaaaaa
            <b>Two: </>bbbbbbbbbb
            <b>Three: </>cc <i>d</>
            <dim>───────────────────</>
            <b>One: </>e
            <b>Three: </>f
            """);

    [Fact]
    public void The_rows_of_a_long_table_flow_in_the_columns_of_the_first()
    {
        var renderer = new QwenCode.Showing.AnswerRenderer(80, isStyled: true);
        renderer.Next("| Name | B |\n|---|---|\n" + string.Concat(Enumerable.Repeat("| a | b |\n", 199))).ShouldBe("");

        renderer.Next("| a | b |\n").Split('\n').Length.ShouldBe(203);

        renderer.Next("| c | d |\n").ShouldBe("c   \u001B[2m │ \u001B[0md\n");
        renderer.Next("| one two | d | e |\n").ShouldBe("one \u001B[2m │ \u001B[0md\ntwo \u001B[2m │ \u001B[0m|\n    \u001B[2m │ \u001B[0me\n");
    }
}
