namespace QwenCode.ModuleTests.SignIn;

/// <summary>The sign-in in a real terminal.</summary>
public sealed class SignInScreenTests
{
    private const string Prompt = "PS>";

    [PwshTheory]
    [InlineData(80, true)]
    [InlineData(40, true)]
    [InlineData(30, false)]
    public async Task The_screen_is_readable_at_any_width_and_the_session_usable_after_an_interrupt(int width, bool hasQrCode)
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var stage = await SignInStage.StartAsync();
        using var terminal = await Terminal.OpenAsync(stage.Pwsh, width, height: 24);
        await terminal.TypeAsync("Connect-Qwen -Method OAuth");

        var screen = await terminal.ScreenAsync(text => text.Contains("[14:"));
        var lines = await terminal.ScreenAsync(text => text.Contains("[14:"), unwrapped: true);

        var code = stage.Server.OAuth.UserCodes.Single();
        lines.ShouldContain($"{stage.Server.Origin}authorize?user_code={code}&client=qwen-code");
        screen.ShouldContain(line => line.StartsWith("Waiting for ") && line.Contains("[14:") && line.TrimEnd().Length <= width);
        if (width > 30)
            screen.ShouldContain("Open this page and approve the sign-in:");
        screen.ShouldContain($"Code: {code}");
        var picture = screen.Where(line => line.Contains('█')).ToList();
        (picture.Count > 15).ShouldBe(hasQrCode);
        picture.ShouldAllBe(line => line.Length == picture[0].Length && line.StartsWith('█') && line.EndsWith('█'));
        if (!hasQrCode)
            string.Concat(lines).ShouldContain("too narrow for a QR code");

        await terminal.InterruptAsync();
        await terminal.TypeAsync("\"still $(1 + 1)\"");
        var after = await terminal.ScreenAsync(text => text.Contains("still 2"));
        var asked = stage.LoginRequests;
        after.ShouldNotContain(line => line.StartsWith("Waiting for ") || line.Contains("Exception"));
        await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        stage.LoginRequests.ShouldBe(asked);
        Directory.Exists(stage.Folder).ShouldBeFalse();
        (await terminal.ScreenAsync(text => text.TrimEnd().EndsWith(Prompt, StringComparison.Ordinal))).ShouldNotBeEmpty();
    }
}
