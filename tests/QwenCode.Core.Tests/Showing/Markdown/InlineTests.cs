namespace QwenCode.Core.Tests.Showing;

public sealed class InlineTests
{
    [Theory]
    [InlineData("a *b* c", "a <i>b</> c")]
    [InlineData("a **b* c_", "a *<i>b</> c_")]
    [InlineData("a _b_ c", "a <i>b</> c")]
    [InlineData("a **b** c", "a <b>b</> c")]
    [InlineData("a __b__ c", "a <b>b</> c")]
    [InlineData("a ***b*** c", "a <b,i>b</> c")]
    [InlineData("***a* b**", "<b,i>a</><b> b</>")]
    [InlineData("**a *b* c**", "<b>a </><b,i>b</><b> c</>")]
    [InlineData("*foo**bar**baz*", "<i>foo</><b,i>bar</><i>baz</>")]
    [InlineData("a ~~b~~ c ~d~", "a <s>b</> c ~d~")]
    [InlineData("a `b` c", "a <c>b</> c")]
    [InlineData("a ``b ` c`` d", "a <c>b ` c</> d")]
    [InlineData("`` ` ``", "<c>`</>")]
    [InlineData("`a *b*` *c*", "<c>a *b*</> <i>c</>")]
    [InlineData("*a `b*` c*", "<i>a </><i,c>b*</><i> c</>")]
    [InlineData(@"a \*b\* \a", @"a *b* \a")]
    [InlineData(@"\", @"\")]
    [InlineData("[a b](https://x.y)", "<u>a b</> (https://x.y)")]
    [InlineData("[a **b**](https://x.y \"t\") c", "<u>a </><b,u>b</> (https://x.y \"t\") c")]
    [InlineData("[a](x_(y)) b", "<u>a</> (x_(y)) b")]
    [InlineData("[https://x.y](https://x.y)", "<u>https://x.y</>")]
    [InlineData("![a](b.png) c", "a (b.png) c")]
    [InlineData("[![a](b.png)](c)", "<u>a (b.png)</> (c)")]
    [InlineData("<https://x.y/a_b_c> <div class=\"a_b_c *d*\">", "<u>https://x.y/a_b_c</> <div class=\"a_b_c *d*\">")]
    [InlineData("$$a_1 * b_2 *c*$$ $5 *and* $6", "$$a_1 * b_2 *c*$$ $5 <i>and</> $6")]
    [InlineData("注意**“引用”**请", "注意<b>“引用”</>请")]
    [InlineData("**注意：**请看", "<b>注意：</>请看")]
    public void Markup_becomes_style(string text, string screen) => Screen.Of(text).ShouldBe(screen);

    [Theory]
    [InlineData("2 * 3 * 4")]
    [InlineData("snake_case_name and _a")]
    [InlineData("a ** b ** c")]
    [InlineData("*a")]
    [InlineData("[x] and [y][z] [a]( ) []()")]
    [InlineData("[a](see the note)")]
    [InlineData("a `b and ``c")]
    [InlineData("x < y > z, List<int> <br/> <a")]
    [InlineData("**")]
    [InlineData("!")]
    [InlineData("[")]
    [InlineData("![x")]
    [InlineData("&amp; $5 $$ a")]
    public void Markup_without_a_meaning_is_text(string text) => Screen.Of(text).ShouldBe(text);

    [Fact]
    public void Markup_is_held_back_until_its_end_is_known_and_not_for_ever()
    {
        var renderer = new QwenCode.Showing.AnswerRenderer(80, isStyled: true);

        renderer.Next("one two *three four").ShouldBe("one two");
        renderer.Next("* five six").ShouldBe(" \u001B[3mthree\u001B[0m\u001B[3m four\u001B[0m five");
        renderer.Next(" *a" + new string('b', 10)).ShouldBe(" six");
        renderer.Next("\n").ShouldBe(" *a" + new string('b', 10) + "\n");
        renderer.Next("*a" + string.Concat(Enumerable.Repeat(" a", 200))).ShouldBe("");
        renderer.Next(string.Concat(Enumerable.Repeat(" b", 200))).Length.ShouldBeGreaterThan(700);
        renderer.End();
    }
}
