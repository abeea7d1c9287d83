using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

/// <summary>The results of the reader besides names and values, which the reference does not have.</summary>
public sealed class DotenvReaderTests
{
    [Theory]
    [InlineData("A=b", "Plain")]
    [InlineData("A=", "Plain")]
    [InlineData("A=\"b\"", "Quoted")]
    [InlineData("A='b' # c", "Quoted")]
    [InlineData("A=\"b", "Unbalanced")]
    [InlineData("A='", "Unbalanced")]
    [InlineData("A=\"b\" c", "Unbalanced")]
    [InlineData("A=b # c", "TruncatedByComment")]
    [InlineData("A=b#c", "TruncatedByComment")]
    [InlineData("A= # c", "Plain")]
    [InlineData("A=#c", "Plain")]
    [InlineData("A=b\n# c", "Plain")]
    public void A_value_has_the_kind_of_its_quotes(string text, string kind) => DotenvReader.Read(text).Single().Kind.ToString().ShouldBe(kind);

    [Fact]
    public void An_assignment_has_its_line() =>
        DotenvReader.Read("A=1\n\n# c\r\nB=\"x\ny\"\n\nexport C=3\rD=4").Select(a => (a.Name, a.Line)).ShouldBe([("A", 1), ("B", 4), ("C", 7), ("D", 8)]);

    [Theory]
    [InlineData("A=1\nno\n\n# c\n  no\n \nB=2", new[] { 2, 5 })]
    [InlineData("no", new[] { 1 })]
    [InlineData("=x\nA B=1\nA: 1\nA:1\nA:\n", new[] { 1, 2, 4 })]
    [InlineData("# c", new int[0])]
    [InlineData("\n \n", new int[0])]
    [InlineData("A", new[] { 1 })]
    [InlineData("A:", new[] { 1 })]
    public void Lines_that_are_not_assignments_are_reported(string text, int[] lines)
    {
        var skipped = new List<int>();
        DotenvReader.Read(text, skipped);
        skipped.ShouldBe(lines);
    }
}
