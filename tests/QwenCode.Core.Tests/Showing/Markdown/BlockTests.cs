namespace QwenCode.Core.Tests.Showing;

public sealed class BlockTests
{
    private const string Rule = "────────────────────────────────────────────────────────────";

    [Theory]
    [InlineData("# One", "<b,u>One</>")]
    [InlineData("## One *two* ##\ntext", "<b>One </><b,i>two</>\ntext")]
    [InlineData("### C#\n#hash ####### seven", "<b>C#</>\n#hash ####### seven")]
    [InlineData("a\n\nb\nc\n", "a\n\nb\nc\n")]
    [InlineData("a\r\nb", "a\nb")]
    [InlineData("---", $"<dim>{Rule}</>")]
    [InlineData("* * *\na", $"<dim>{Rule}</>\na")]
    [InlineData("___\n**", $"<dim>{Rule}</>\n**")]
    [InlineData("    x = *1*\n    y\nz", "    x = *1*\n    y\nz")]
    [InlineData("{\"a\": \"*b*\"}\n[\"*b*\"]\n<?xml *b*?>\n  *b*", "{\"a\": \"*b*\"}\n[\"*b*\"]\n<?xml *b*?>\n  <i>b</>")]
    [InlineData("$$\na_1 *b*\n$$\n*c*", "$$\na_1 *b*\n$$\n<i>c</>")]
    [InlineData("\\[\na_1 *b*\n\\]\n*c*", "\\[\na_1 *b*\n\\]\n<i>c</>")]
    [InlineData("a\u001B[31mb", "a\\u001B[31mb")]
    public void A_line_is_shown_as_its_kind(string text, string screen) => Screen.Of(text).ShouldBe(screen);

    [Theory]
    [InlineData("- a\n- b", "• a\n• b")]
    [InlineData("* a\n  - b\n    + c\n- d", "• a\n  • b\n    • c\n• d")]
    [InlineData("1. a\n  - b\n2. c\n10) d", "1. a\n   • b\n2. c\n10) d")]
    [InlineData("- [ ] a\n- [x] b", "• [ ] a\n• [x] b")]
    [InlineData("- a\n\n  b\n\nc", "• a\n\n  b\n\nc")]
    [InlineData("1. a\n\n     b\n\n        c *d*\n- e\nf", "1. a\n\n   b\n\n        c *d*\n• e\nf")]
    [InlineData("- a\n-\n1.\n+1 -5 *x", "• a\n•\n1.\n+1 -5 *x")]
    [InlineData("- - a\n  - b", "• • a\n  • b")]
    [InlineData("- # a", "• <b,u>a</>")]
    [InlineData("- one two three four five six seven eight nine ten", "• one two three four five six seven\n  eight nine ten")]
    [InlineData("10. one two three four five six seven eight\n    - one two three four five six seven eight", "10. one two three four five six seven\n    eight\n    • one two three four five six seven\n      eight")]
    [InlineData("- 天空为什么是蓝色的天空为什么是蓝色的天空，为什么", "• 天空为什么是蓝色的天空为什么是蓝色的\n  天空，为什么")]
    public void A_list_is_indented(string text, string screen) => Screen.Of(text, 40).ShouldBe(screen);

    [Theory]
    [InlineData("> a\n> b", "<dim>│</> a\n<dim>│</> b")]
    [InlineData("> a\n>\n> > b\nc", "<dim>│</> a\n<dim>│</>\n<dim>│</> <dim>│</> b\nc")]
    [InlineData("> - a\n>   - b\n> # c", "<dim>│</> • a\n<dim>│</>   • b\n<dim>│</> <b,u>c</>")]
    [InlineData("- a\n  > b\n- c", "• a\n  <dim>│</> b\n• c")]
    [InlineData("> one two three *four five six seven eight* nine", "<dim>│</> one two three <i>four five six seven</>\n<dim>│</> <i>eight</> nine")]
    public void A_quote_has_a_bar(string text, string screen) => Screen.Of(text, 40).ShouldBe(screen);

    [Theory]
    [InlineData("one two **three four five six seven eight nine**", "one two <b>three four five six seven eight</>\n<b>nine</>")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz a", "abcdefghijklmnopqrstuvwxyzabcdefghijklm\nnopqrstuvwxyz a")]
    [InlineData("天空为什么是蓝色的天空为什么是蓝色的天空。", "天空为什么是蓝色的天空为什么是蓝色的天\n空。")]
    [InlineData("😀👨‍👩‍👧🇨🇳e\u0301 aaaaaaaaaaaaaaaaaaaaaaaaaaaaa🇨🇳b", "😀👨‍👩‍👧🇨🇳e\u0301\naaaaaaaaaaaaaaaaaaaaaaaaaaaaa🇨🇳b")]
    [InlineData("a  b   \nc\td", "a  b\nc       d")]
    public void A_row_is_broken_between_words_and_never_in_a_character(string text, string screen) => Screen.Of(text, 40).ShouldBe(screen);

    [Fact]
    public void A_new_width_takes_effect_with_the_next_line()
    {
        foreach (var isStyled in new[] { true, false })
        {
            var renderer = new QwenCode.Showing.AnswerRenderer(20, isStyled);

            var screen = renderer.Next("one two three ");
            renderer.Width = 10;
            screen += renderer.Next("four five six\none two three") + renderer.End();

            screen.ShouldBe("one two three four\nfive six\none two\nthree", $"{isStyled}");
        }
    }

    [Fact]
    public void Without_styles_the_source_stays_as_it_is()
    {
        var renderer = new QwenCode.Showing.AnswerRenderer(13, isStyled: false);
        (renderer.Next("# one **two**") + renderer.Next(" three\n") + renderer.End()).ShouldBe("# one\n**two**\nthree\n");

        renderer = new QwenCode.Showing.AnswerRenderer(null, isStyled: false);
        (renderer.Next("# one **two** three\n- a\u0007") + renderer.End()).ShouldBe("# one **two** three\n- a\\u0007");
    }

    [Fact]
    public void Another_answer_begins_anew()
    {
        var renderer = new QwenCode.Showing.AnswerRenderer(40, isStyled: true);
        _ = renderer.Next("> - **a\n> ```\n> b") + renderer.End();

        (renderer.Next("*a*") + renderer.End()).ShouldBe("\u001B[3ma\u001B[0m");
        renderer.End().ShouldBe("");
    }
}
