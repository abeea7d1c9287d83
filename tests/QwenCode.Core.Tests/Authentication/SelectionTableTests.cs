namespace QwenCode.Core.Tests.Authentication;

/// <summary>What is used, where it came from and what it beat, for many combinations of who says what.</summary>
public sealed class SelectionTableTests
{
    public static TheoryData<string, string> Lines =>
    [
        .. SelectionTable.Methods.Concat(SelectionTable.Keys).Concat(SelectionTable.Urls).Concat(SelectionTable.Models).Concat(SelectionTable.Combinations)
            .Select(line => new TheoryDataRow<string, string>(line.Given, line.Expected)),
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Uses_what_the_rules_say_and_tells_from_where(string given, string expected)
    {
        using var folder = new TemporaryFolder();

        new SelectionCase(given, expected).Run(folder).ShouldBe(expected);
    }

    [Fact]
    public void The_table_is_long_enough() => Lines.Count.ShouldBeGreaterThan(280);
}
