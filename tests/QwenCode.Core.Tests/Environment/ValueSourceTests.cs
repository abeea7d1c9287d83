using QwenCode.Environment;

namespace QwenCode.Core.Tests.Environment;

public sealed class ValueSourceTests
{
    private static readonly ValueSource Process = new(ValueSourceKind.Process, "KEY");

    [Fact]
    public void A_place_is_said_in_words_with_what_it_refers_to()
    {
        var file = new ValueSource(ValueSourceKind.EnvFile, "A", "/p/.env", 3, EnvScope.Project);

        file.ToString().ShouldBe("A in /p/.env, line 3");
        (file with { Reference = Process }).ToString().ShouldBe("A in /p/.env, line 3, by process variable KEY");
        new ValueSource(ValueSourceKind.Settings, "a.b", "/s.json") { Reference = Process }.ToString().ShouldBe("a.b in /s.json, by process variable KEY");
    }

    [Theory]
    [InlineData(EnvScope.Project, true)]
    [InlineData(EnvScope.ProjectQwen, true)]
    [InlineData(EnvScope.User, false)]
    [InlineData(EnvScope.UserQwen, false)]
    public void Only_a_projects_file_borrows_from_the_user(EnvScope scope, bool isProject)
    {
        var file = new ValueSource(ValueSourceKind.EnvFile, "A", "/p/.env", 1, scope);

        file.IsFromProject.ShouldBe(isProject);
        file.BorrowsFromUser.ShouldBeFalse();
        (file with { Reference = Process }).BorrowsFromUser.ShouldBe(isProject);
        (file with { Reference = new ValueSource(ValueSourceKind.EnvFile, "B", "/p/.env", 2, EnvScope.Project) }).BorrowsFromUser.ShouldBeFalse();
    }

    [Fact]
    public void The_settings_of_a_workspace_are_the_projects()
    {
        new ValueSource(ValueSourceKind.Settings, "a") { IsWorkspace = true }.IsFromProject.ShouldBeTrue();
        new ValueSource(ValueSourceKind.Settings, "a").IsFromProject.ShouldBeFalse();
        (Process with { IsWorkspace = true }).IsFromProject.ShouldBeFalse();
    }
}
