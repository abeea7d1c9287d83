using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>One variable is set, every reader of the format reads it back exactly, and all other lines stay.</summary>
public sealed class DotenvEditorTests
{
    private static readonly string[] KeyPieces = ["'", "\"", "`", "\\", "#", "$", "${A}", "\\n", "=", "a", "Z", "9", "-", "!", ";", "&", "export"];

    [Theory]
    [InlineData("", "KEY=new\n")]
    [InlineData("A=1", "A=1\nKEY=new\n")]
    [InlineData("A=1\r\n# c\r\n", "A=1\r\n# c\r\nKEY=new\r\n")]
    [InlineData("A=1\nKEY=old\nB=2\n", "A=1\nKEY=new\nB=2\n")]
    [InlineData("  export KEY = old # mine\r\nB='2'\r\n", "  export KEY=new # mine\r\nB='2'\r\n")]
    [InlineData("KEY='a\nb' # c\nB=2", "KEY=new # c\nB=2")]
    [InlineData("KEY=old#more\nB=2", "KEY=new\nB=2")]
    [InlineData("KEY=old", "KEY=new")]
    [InlineData("KEY=\nB=2", "KEY=new\nB=2")]
    [InlineData("KEY: old\n", "KEY=new\n")]
    [InlineData("KEY=1\n# a\nKEY=\"2\n2\" # x\nB=1\nexport KEY=3\nC=1\n", "# a\nB=1\nexport KEY=new\nC=1\n")]
    [InlineData("# KEY=old\nOTHER_KEY=1\nKEY2=2\n", "# KEY=old\nOTHER_KEY=1\nKEY2=2\nKEY=new\n")]
    [InlineData("not an assignment\nA='unclosed\n", "not an assignment\nA='unclosed\nKEY=new\n")]
    public void The_value_is_set_and_all_other_lines_stay(string text, string expected) => DotenvEditor.Set(text, "KEY", "new").ShouldBe(expected);

    [Theory]
    [InlineData("sk-0123", "KEY=sk-0123\n")]
    [InlineData("a#b", "KEY='a#b'\n")]
    [InlineData("a$b", "KEY='a$b'\n")]
    [InlineData("it's", "KEY=`it's`\n")]
    [InlineData("'`", "KEY=\"'`\"\n")]
    [InlineData("'`\"\\nx", "KEY='`\"\\nx\n")]
    public void The_value_is_quoted_if_it_has_to_be(string value, string expected)
    {
        if (value.StartsWith("'`\"", StringComparison.Ordinal))
            DotenvExpression.Read(DotenvEditor.Set("", "KEY", value)!).Single().Value.ShouldBe(value);
        else
            DotenvEditor.Set("", "KEY", value).ShouldBe(expected);
    }

    [Fact]
    public void Every_key_is_read_back_exactly_by_both_readers_among_any_other_lines_or_is_refused()
    {
        var random = new Random(20261126);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var text = i % 3 == 0 ? "" : DotenvTexts.Generate(random);
            var key = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => KeyPieces[random.Next(KeyPieces.Length)]));
            if (DotenvEditor.Set(text, "A", key) is not { } edited)
            {
                refused++;
                continue;
            }

            var shown = $"{DotenvTexts.Escape(key)} in {DotenvTexts.Escape(text)} -> {DotenvTexts.Escape(edited)}";
            DotenvReader.Read(edited).Last(a => a.Name == "A").Value.ShouldBe(key, shown);
            var read = DotenvExpression.Read(edited).ToList();
            read.Where(a => a.Name == "A").Select(a => a.Value).ShouldBe([key], shown);
            read.Where(a => a.Name != "A").Select(a => (a.Name, a.Value)).ShouldBe(DotenvExpression.Read(text).Where(a => a.Name != "A").Select(a => (a.Name, a.Value)), shown);
        }

        refused.ShouldBeLessThan(2000);
    }

    [Fact]
    public void A_file_in_which_the_value_would_be_read_differently_is_refused() =>
        DotenvEditor.Set("B='\n", "KEY", "`'#\"").ShouldBeNull();
}
