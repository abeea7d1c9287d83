using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

/// <summary>What is started for a page.</summary>
public sealed class BrowserLauncherTests : IDisposable
{
    private static readonly Uri Page = new("https://chat.qwen.ai/authorize?user_code=ABC");

    private readonly TemporaryFolder _folder = new();
    private readonly string _opener = OperatingSystem.IsMacOS() ? "open" : "xdg-open";

    public BrowserLauncherTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows opens a page itself.");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_program_is_started_by_its_absolute_path_with_the_page_as_its_one_argument()
    {
        var program = _folder.Program($"bin/{_opener}");

        var start = BrowserLauncher.StartInfo(Page, $".:{_folder.At("bin")}:relative:")!;

        start.FileName.ShouldBe(program);
        start.ArgumentList.ShouldBe([Page.AbsoluteUri]);
        start.UseShellExecute.ShouldBeFalse();
    }

    [Fact]
    public void Programs_that_it_starts_are_not_found_in_the_current_directory_either()
    {
        _folder.Program($"bin/{_opener}");

        var start = BrowserLauncher.StartInfo(Page, $".::{_folder.At("bin")}:relative")!;

        start.Environment["PATH"].ShouldBe(_folder.At("bin"));
        start.WorkingDirectory.ShouldBe("/");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("bin:.:")]
    public void Without_a_program_on_an_absolute_entry_nothing_is_started(string path) => BrowserLauncher.StartInfo(Page, path).ShouldBeNull();

    [Theory]
    [InlineData("file:///usr/bin/xcalc")]
    [InlineData("http://chat.qwen.ai/")]
    [InlineData("vscode://chat.qwen.ai/x")]
    [InlineData("ftp://127.0.0.1/x")]
    public void A_page_that_is_not_safe_is_not_opened(string url)
    {
        _folder.Program($"bin/{_opener}");

        BrowserLauncher.StartInfo(new Uri(url), _folder.At("bin")).ShouldBeNull();
        BrowserLauncher.TryOpen(new Uri(url)).ShouldBeFalse();
    }

    [Fact]
    public void A_page_on_this_machine_needs_no_TLS()
    {
        _folder.Program($"bin/{_opener}");

        BrowserLauncher.StartInfo(new Uri("http://127.0.0.1:8089/"), _folder.At("bin")).ShouldNotBeNull();
    }
}
