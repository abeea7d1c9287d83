using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class DotenvLintTests
{
    [Theory]
    [InlineData("A=b#c", "Line 1 has an unquoted # that truncates the value of A")]
    [InlineData("A=\"b", "Line 1 begins the value of A with a quote that is not closed")]
    [InlineData("A=\"C:\\root\"", "Line 1 puts a carriage return")]
    [InlineData("A=<your key>", "Line 1 sets A to what looks like a placeholder")]
    [InlineData("A=sk-xxx", "Line 1 sets A to what looks like a placeholder")]
    [InlineData("A=changeme", "Line 1 sets A to what looks like a placeholder")]
    [InlineData("OPENAI_APIKEY=b", "Line 1 sets OPENAI_APIKEY, which is not read. Did you mean OPENAI_API_KEY?")]
    [InlineData("OPENAI_MODEL=", "Line 1 sets OPENAI_MODEL to an empty value")]
    [InlineData("\n\nno assignment\nA=b", "Line 3 is not a NAME=value assignment")]
    public void A_value_that_looks_wrong_is_reported_with_its_line(string text, string words) => Check(text).ShouldHaveSingleItem().ShouldStartWith(words);

    [Theory]
    [InlineData("A=b # comment")]
    [InlineData("A=\"b # c\"")]
    [InlineData("A=b\r\nC=d\r\n")]
    [InlineData("A=")]
    [InlineData("OPENAI_MODEL=m")]
    [InlineData("A=it's")]
    [InlineData("# a comment\n\nA=b\n  # another")]
    public void A_value_that_looks_right_causes_no_warning(string text) => Check(text).ShouldBeEmpty();

    [Fact]
    public void A_long_value_is_not_a_placeholder()
    {
        Check($"A=<{new string('a', 198)}>").ShouldHaveSingleItem();
        Check($"A=<{new string('a', 199)}>").ShouldBeEmpty();
    }

    [Fact]
    public void Warnings_are_in_the_order_of_the_lines() =>
        Check("A=b#c\nwrong\nB=\"d\nwrong\n").Select(text => text.Split(' ')[1]).ShouldBe(["1", "2", "3", "4"]);

    [Fact]
    public void All_lines_with_the_same_error_are_reported() => Check("wrong\nwrong\nA=b").Count.ShouldBe(2);

    [Fact]
    public void The_first_warning_of_a_file_without_variables_is_that_it_has_none()
    {
        var warnings = Check("wrong\n");

        warnings.Count.ShouldBe(2);
        warnings[0].ShouldStartWith("The file sets no variable");
    }

    [Fact]
    public void A_file_of_invalid_lines_causes_a_limited_number_of_warnings()
    {
        var warnings = Check($"A=b\n{string.Concat(Enumerable.Repeat("wrong\n", 100_000))}");

        warnings.Count.ShouldBe(21);
        warnings[^1].ShouldBe("99980 more lines look wrong.");
    }

    private static List<string> Check(string text)
    {
        var skipped = new List<int>();
        var assignments = DotenvReader.Read(text, skipped);
        return [.. DotenvLint.Check(assignments, skipped)];
    }
}
