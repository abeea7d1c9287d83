using QwenCode.OAuth;

namespace QwenCode.Core.Tests.OAuth;

public sealed class BrowserRuleTests
{
    private static readonly OAuthServer OnLoopback = OAuthServer.Default.With("http://127.0.0.1:8089", "test", null);

    [Theory]
    [InlineData("NO_BROWSER=1")]
    [InlineData("CI=true")]
    [InlineData("CI=false")]
    [InlineData("DEBIAN_FRONTEND=noninteractive")]
    [InlineData("BROWSER=www-browser")]
    public void These_variables_prevent_a_browser_on_every_system(string variable)
    {
        foreach (var system in Enum.GetValues<OperatingSystemKind>())
            Rule(system, variable, "DISPLAY=:0").ReasonNotToOpen().ShouldNotBeNull().ShouldContain(variable.Split('=')[0]);
    }

    [Fact]
    public void Linux_needs_a_display_for_a_browser()
    {
        Rule(OperatingSystemKind.Linux).ReasonNotToOpen().ShouldNotBeNull();
        Rule(OperatingSystemKind.Linux, "DISPLAY=").ReasonNotToOpen().ShouldNotBeNull();
        foreach (var display in new[] { "DISPLAY=:0", "WAYLAND_DISPLAY=wayland-0", "MIR_SOCKET=/run/mir" })
            Rule(OperatingSystemKind.Linux, display).ReasonNotToOpen().ShouldBeNull();
    }

    [Fact]
    public void SSH_prevents_a_browser_on_systems_without_a_forwarded_display()
    {
        const string Ssh = "SSH_CONNECTION=10.0.0.1 1 10.0.0.2 22";
        Rule(OperatingSystemKind.Windows, Ssh).ReasonNotToOpen().ShouldNotBeNull();
        Rule(OperatingSystemKind.MacOS, Ssh).ReasonNotToOpen().ShouldNotBeNull();
        Rule(OperatingSystemKind.Linux, Ssh, "DISPLAY=localhost:10").ReasonNotToOpen().ShouldBeNull();
    }

    [Fact]
    public void Empty_variables_prevent_nothing() =>
        Rule(OperatingSystemKind.Windows, "NO_BROWSER=", "CI=", "BROWSER=firefox", "DEBIAN_FRONTEND=dialog").ReasonNotToOpen().ShouldBeNull();

    [Theory]
    [InlineData("https://chat.qwen.ai/authorize?user_code=ABC&client=qwen-code", true)]
    [InlineData("https://login.chat.qwen.ai/", true)]
    [InlineData("http://chat.qwen.ai/", false)]
    [InlineData("https://evil.com/", false)]
    [InlineData("https://evilchat.qwen.ai/", false)]
    [InlineData("https://chat.qwen.ai@evil.com/", false)]
    [InlineData("https://user@chat.qwen.ai/", false)]
    [InlineData("file:///C:/Windows/System32/calc.exe", false)]
    [InlineData("ms-settings:privacy", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("vscode://chat.qwen.ai/x", false)]
    [InlineData("http://127.0.0.1/", false)]
    public void Only_web_pages_of_the_sign_in_host_are_opened(string url, bool isAllowed) =>
        BrowserRule.Allows(new Uri(url), OAuthServer.Default).ShouldBe(isAllowed);

    [Theory]
    [InlineData("http://127.0.0.1:8089/authorize", true)]
    [InlineData("http://localhost:8089/authorize", true)]
    [InlineData("https://localhost:8089/authorize", true)]
    [InlineData("https://chat.qwen.ai/authorize", false)]
    [InlineData("http://evil.com/", false)]
    public void A_sign_in_host_on_this_machine_needs_no_TLS(string url, bool isAllowed) =>
        BrowserRule.Allows(new Uri(url), OnLoopback).ShouldBe(isAllowed);

    [Fact]
    public void A_relative_URL_is_never_opened() => BrowserRule.Allows(new Uri("/authorize", UriKind.Relative), OAuthServer.Default).ShouldBeFalse();

    [Fact]
    public void The_URL_is_one_escaped_argument()
    {
        using var folder = new TemporaryFolder();
        folder.Program(OperatingSystem.IsMacOS() ? "open" : "xdg-open");
        var start = BrowserLauncher.StartInfo(new Uri("https://chat.qwen.ai/a b?x=\"$(id)\" --flag"), folder.Root)!;
        var argument = OperatingSystem.IsWindows() ? start.FileName : start.ArgumentList.ShouldHaveSingleItem();
        argument.ShouldStartWith("https://chat.qwen.ai/a%20b");
        argument.ShouldNotContain(" ");
        argument.ShouldNotContain("\"");
    }

    private static BrowserRule Rule(OperatingSystemKind system, params string[] variables)
    {
        var values = variables.Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]);
        return new BrowserRule(values.GetValueOrDefault, system);
    }
}
