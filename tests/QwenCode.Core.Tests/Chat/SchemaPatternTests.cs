using QwenCode.Chat;

namespace QwenCode.Core.Tests.Chat;

/// <summary>Which regular expressions JSON schema and .NET read alike.</summary>
public sealed class SchemaPatternTests
{
    [Theory]
    [InlineData("")]
    [InlineData("^[a-z]+$")]
    [InlineData(@"^\d{3}-\w*\.\s\\$")]
    [InlineData("(?:a|b)(c)(?=d)(?!e)(?<=f)(?<!g)")]
    [InlineData(@"\(?a")]
    [InlineData(@"\u00e4\t")]
    public void Common_ones_are_written_as_they_are(string pattern) => SchemaPattern.IsCommon(pattern).ShouldBeTrue();

    [Theory]
    [InlineData(@"\Aa\z")]
    [InlineData(@"a\Z")]
    [InlineData(@"\Ga")]
    [InlineData("(?i)a")]
    [InlineData("(?i:a)")]
    [InlineData("(?<name>a)")]
    [InlineData("(?'name'a)")]
    [InlineData("(?>a)")]
    [InlineData("(?#comment)a")]
    [InlineData("(?(a)b|c)")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData(@"\p{L}")]
    [InlineData(@"\P{L}")]
    [InlineData(@"\k<name>")]
    [InlineData(@"\x41")]
    [InlineData(@"a\")]
    public void Those_of_NET_only_are_not(string pattern) => SchemaPattern.IsCommon(pattern).ShouldBeFalse();
}
