namespace QwenCode.Core.Tests.Authentication;

/// <summary>The value in effect, its source and what it overrides, for many combinations of sources.</summary>
public sealed class SelectionTableTests
{
    public static TheoryData<string, string> Lines =>
    [
        .. SelectionTable.Methods.Concat(SelectionTable.Keys).Concat(SelectionTable.Urls).Concat(SelectionTable.Models).Concat(SelectionTable.Combinations)
            .Select(line => new TheoryDataRow<string, string>(line.Given, line.Expected)),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void The_values_and_their_sources_are_those_of_the_table(string given, string expected)
    {
        using var folder = new TemporaryFolder();

        new SelectionCase(given, expected).Run(folder).ShouldBe(expected);
    }

    [Fact]
    public void The_table_has_enough_rows() => Lines.Count.ShouldBeGreaterThan(280);
}
