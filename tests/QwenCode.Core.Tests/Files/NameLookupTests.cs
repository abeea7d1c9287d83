using QwenCode.Files;

namespace QwenCode.Core.Tests.Files;

public sealed class NameLookupTests
{
    private static readonly string[] Names = ["night", "Night", "Ärger", "other"];

    [Theory]
    [InlineData("night", "night")]
    [InlineData("Night", "Night")]
    [InlineData("NIGHT", "Night, night")]
    [InlineData("äRGER", "Ärger")]
    [InlineData("A\u0308rger", "Ärger")]
    [InlineData("a\u0308RGER", "Ärger")]
    [InlineData("nigh", "")]
    [InlineData("\ud800", "")]
    public void The_exact_name_is_selected_alone_and_else_those_in_other_case_or_form(string name, string found) =>
        string.Join(", ", NameLookup.Matches(Names, name)).ShouldBe(found);

    [Fact]
    public void Names_that_differ_in_case_or_form_only_have_one_lock_which_no_name_can_have()
    {
        var path = NameLookup.LockOf("folder", "Night");

        NameLookup.LockOf("folder", "nIGHT").ShouldBe(path);
        NameLookup.LockOf("folder", "a\u0308rger").ShouldBe(NameLookup.LockOf("folder", "Ärger"));
        NameLookup.LockOf("folder", "nights").ShouldNotBe(path);
        SavedName.ReasonAgainst(Path.GetFileName(path)).ShouldNotBeNull();
        Path.GetFileName(NameLookup.LockOf("folder", new string('ɐ', 100))).Length.ShouldBe(Path.GetFileName(path).Length);
    }
}
