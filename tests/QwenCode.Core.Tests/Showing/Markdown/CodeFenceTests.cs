using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class CodeFenceTests
{
    private const string Rule = "───────────────────────────────────────";
    private const string Python = "── python ─────────────────────────────";

    [Theory]
    [InlineData("```python\nx = *1* # `a`\n```\n*b*", $"<dim>{Python}</>\nx = *1* # `a`\n<dim>{Rule}</>\n<i>b</>")]
    [InlineData("```\n  a\n\n\tb   one two three four five six seven eight nine\n```\n", $"<dim>{Rule}</>\n  a\n\n\tb   one two three four five six seven eight nine\n<dim>{Rule}</>\n")]
    [InlineData("~~~~ python\n```\n~~~\n ~~~~ \na", $"<dim>{Python}</>\n```\n~~~\n<dim>{Rule}</>\na")]
    [InlineData("```\n| a |\n|---|\n- b\n> c\n``` d\n", $"<dim>{Rule}</>\n| a |\n|---|\n- b\n> c\n``` d\n<dim>{Rule}</>")]
    [InlineData("```python\na = 1", $"<dim>{Python}</>\na = 1\n<dim>{Rule}</>")]
    [InlineData("```python", $"<dim>{Python}</>\n<dim>{Rule}</>")]
    [InlineData("```\na\n```", $"<dim>{Rule}</>\na\n<dim>{Rule}</>")]
    [InlineData("```a``` b", "<c>a</> b")]
    public void Code_is_shown_as_it_is_between_rules(string text, string screen) => Screen.Of(text, 40).ShouldBe(screen);

    [Theory]
    [InlineData("- a\n  ```\n  x\n    y\n\n  ```\n- b", "• a\n  ─\n  x\n    y\n\n  ─\n• b")]
    [InlineData("1. a\n\n   ```\n   x\n  y\nz\n   ```\n\n   b", "1. a\n\n   ─\n   x\n   y\n   z\n   ─\n\n   b")]
    [InlineData("> ```\n> x\n>  y\n>\n> ```\n> a", "│ ─\n│ x\n│  y\n│\n│ ─\n│ a")]
    [InlineData("> ```\n> x\n*a*", "│ ─\n│ x\n│ ─\na")]
    [InlineData("> > ```\n> > x\n> a", "│ │ ─\n│ │ x\n│ │ ─\n│ a")]
    [InlineData("- ```\n  x\n  ```", "• ─\n  x\n  ─")]
    public void Code_in_a_block_begins_where_the_block_does(string text, string screen) =>
        string.Join('\n', Screen.Plain(text, 40).Split('\n').Select(row => row.TrimEnd('─') + (row.EndsWith('─') ? "─" : ""))).ShouldBe(screen);

    [Fact]
    public void The_rules_of_very_many_blocks_are_short()
    {
        const string Text = "```\n~~~\n";
        var renderer = new AnswerRenderer(80, isStyled: true);

        var length = Enumerable.Range(0, 40_000).Sum(_ => renderer.Next(Text).Length) + renderer.End().Length;

        length.ShouldBeLessThan(5 * 40_000 * Text.Length);
        renderer.Next("---\n").ShouldContain(new string('─', 60));
    }
}
