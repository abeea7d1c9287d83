using QwenCode.Showing;

namespace QwenCode.Core.Tests.Showing;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("one two three", 7, "one two\nthree")]
    [InlineData("one two three", 13, "one two three")]
    [InlineData("from OPENAI_API_KEY in /a/long/path/.env, line 1", 20, "from OPENAI_API_KEY\nin\n/a/long/path/.env,\nline 1")]
    [InlineData("/a/path/that/is/wider/than/a/line x", 10, "/a/path/that/is/wider/than/a/line\nx")]
    [InlineData("你好 你好", 5, "你好\n你好")]
    [InlineData("a b\n\nc d", 2, "a\nb\n\nc\nd")]
    [InlineData("one two", 0, "one two")]
    [InlineData("", 5, "")]
    public void Lines_break_at_blanks_alone(string text, int columns, string expected) => WordWrap.Of(text, columns).ShouldBe(expected);
}
