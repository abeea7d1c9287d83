namespace QwenCode.ModuleTests.Api;

public sealed class SnapshotTests
{
    [Theory]
    [InlineData("a b c", "a b c", "")]
    [InlineData("a b c", "a c", "- b")]
    [InlineData("a c", "a b c d", "+ b|+ d")]
    [InlineData("a b c", "a x c", "- b|+ x")]
    [InlineData("{ a } { b }", "{ b }", "- a|- }|- {")]
    [InlineData("", "a", "- |+ a")]
    public void A_difference_is_reported_line_by_line(string before, string after, string expected) =>
        string.Join('|', Snapshot.Difference(before.Split(' '), after.Split(' '))).ShouldBe(expected);
}
