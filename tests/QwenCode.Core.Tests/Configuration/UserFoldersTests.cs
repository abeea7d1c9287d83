using QwenCode.Configuration;

namespace QwenCode.Core.Tests.Configuration;

public sealed class UserFoldersTests
{
    private static readonly string Home = OperatingSystem.IsWindows() ? @"C:\u" : "/u";

    [Theory]
    [InlineData(null, ".qwen")]
    [InlineData("", ".qwen")]
    [InlineData(" ", ".qwen")]
    [InlineData("q\0", ".qwen")]
    [InlineData("~", "")]
    [InlineData("~/q", "q")]
    [InlineData("q", "q")]
    [InlineData("~q", "~q")]
    [InlineData("a/../q", "q")]
    public void QWEN_HOME_moves_the_folder_of_Qwen_Code(string? value, string belowHome) =>
        Path.TrimEndingDirectorySeparator(Folders(value).QwenHome).ShouldBe(Path.TrimEndingDirectorySeparator(Path.GetFullPath(belowHome, Home)));

    [Fact]
    public void An_absolute_QWEN_HOME_is_used_unchanged()
    {
        var elsewhere = OperatingSystem.IsWindows() ? @"D:\q" : "/elsewhere/q";

        Folders(elsewhere).QwenHome.ShouldBe(elsewhere);
    }

    [Fact]
    public void Another_name_of_the_home_directory_moves_the_default_folder_with_it()
    {
        var real = Path.GetFullPath("real", Home);

        Folders(null).WithHome(real).ShouldBe(new UserFolders(real, Path.Join(real, ".qwen")));
        Folders("~/q").WithHome(real).QwenHome.ShouldBe(Path.Join(Home, "q"));
    }

    private static UserFolders Folders(string? qwenHome) => UserFolders.FromHome(Home, name => name == "QWEN_HOME" ? qwenHome : null);
}
