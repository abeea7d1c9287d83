using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class EnvFileSearchTests
{
    private static readonly string Base = OperatingSystem.IsWindows() ? @"C:\" : "/";

    [Fact]
    public void The_search_goes_up_to_the_root_and_ends_with_the_users_own_files()
    {
        Search("work/a", User("home")).ShouldBe(
        [
            ("work/a/.qwen/.env", EnvScope.ProjectQwen),
            ("work/a/.env", EnvScope.Project),
            ("work/.qwen/.env", EnvScope.ProjectQwen),
            ("work/.env", EnvScope.Project),
            (".qwen/.env", EnvScope.ProjectQwen),
            (".env", EnvScope.Project),
            ("home/.qwen/.env", EnvScope.UserQwen),
            ("home/.env", EnvScope.User),
        ]);
    }

    [Fact]
    public void The_home_directory_keeps_its_position_in_the_search_and_does_not_end_it()
    {
        Search("u/home/w", User("u/home")).ShouldBe(
        [
            ("u/home/w/.qwen/.env", EnvScope.ProjectQwen),
            ("u/home/w/.env", EnvScope.Project),
            ("u/home/.qwen/.env", EnvScope.UserQwen),
            ("u/home/.env", EnvScope.User),
            ("u/.qwen/.env", EnvScope.ProjectQwen),
            ("u/.env", EnvScope.Project),
            (".qwen/.env", EnvScope.ProjectQwen),
            (".env", EnvScope.Project),
        ]);
    }

    [Fact]
    public void A_moved_Qwen_home_precedes_the_location_that_it_replaces()
    {
        Search("", User("home", "elsewhere/qwen")).ShouldBe(
        [
            (".qwen/.env", EnvScope.ProjectQwen),
            (".env", EnvScope.Project),
            ("elsewhere/qwen/.env", EnvScope.UserQwen),
            ("home/.qwen/.env", EnvScope.UserQwen),
            ("home/.env", EnvScope.User),
        ]);
    }

    [Fact]
    public void A_moved_Qwen_home_is_searched_at_the_position_of_the_home_directory()
    {
        Search("home", User("home", "q")).Take(3).ShouldBe(
        [
            ("q/.env", EnvScope.UserQwen),
            ("home/.qwen/.env", EnvScope.UserQwen),
            ("home/.env", EnvScope.User),
        ]);
    }

    [Theory]
    [InlineData("p/.qwen")]
    [InlineData("home")]
    [InlineData("p")]
    public void Each_location_is_listed_once_wherever_Qwen_home_is(string qwenHome)
    {
        var paths = Search("p/a", User("home", qwenHome)).Select(c => c.Path).ToList();

        paths.ShouldBeUnique();
    }

    [Fact]
    public void A_separator_at_the_end_of_the_home_directory_changes_nothing() =>
        Search("home/w", User("home/")).ShouldBe(Search("home/w", User("home")));

    private static List<(string Path, EnvScope Scope)> Search(string directory, UserFolders user) =>
        [.. EnvFileSearch.Candidates(At(directory), user).Select(c => (Path.GetRelativePath(Base, c.Path).Replace('\\', '/'), c.Scope))];

    private static UserFolders User(string home, string? qwenHome = null) =>
        new(At(home), qwenHome is null ? Path.Combine(At(home), ".qwen") : At(qwenHome));

    private static string At(string path) => Path.GetFullPath(path, Base);
}
