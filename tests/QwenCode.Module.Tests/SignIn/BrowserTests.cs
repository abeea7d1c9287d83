namespace QwenCode.ModuleTests.SignIn;

/// <summary>The program that opens the sign-in page: never one in the directory in which PowerShell was started.</summary>
public sealed class BrowserTests
{
    private const string LogIn = """
        $lines = Connect-Qwen -Method OAuth -AllowNonInteractive -Verbose 4>&1 6>$null | ForEach-Object { "$_" }
        $lines -join "`n"
        """;

    private static readonly string Name = OperatingSystem.IsMacOS() ? "open" : "xdg-open";

    [PwshTheory]
    [InlineData("")]
    [InlineData(".:")]
    [InlineData(":")]
    [InlineData("bin:./bin:..:")]
    public async Task A_browser_program_in_the_current_directory_is_not_started(string entries)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows opens a page itself.");
        await using var stage = await SignInStage.StartAsync();
        var mark = PlantPrograms(stage);
        AllowBrowser(stage).With("PATH", entries + UsualPath());
        stage.Server.OAuth.Approve();

        var result = await stage.Pwsh.RunAsync(LogIn);

        (result.Errors, result.ExitCode).ShouldBe(("", 0));
        result.Output.ShouldContain("No browser could be started.");
        result.Output.ShouldContain("Signed in:");
        File.Exists(mark).ShouldBeFalse();
    }

    [PwshFact]
    public async Task A_browser_program_on_an_absolute_entry_is_started_with_the_page_as_its_one_argument_outside_the_current_directory()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows opens a page itself.");
        await using var stage = await SignInStage.StartAsync();
        var mark = PlantPrograms(stage);
        var opened = Path.Join(stage.Pwsh.Root, "opened");
        Plant(stage, "usual/bin", $"printf '%s\\n' \"$#\" \"$1\" \"$PWD\" \"$PATH\" > '{opened}.new'; mv '{opened}.new' '{opened}'");
        AllowBrowser(stage).With("PATH", $".::bin:{Path.Join(stage.Pwsh.Root, "usual/bin")}:{UsualPath()}");
        stage.Server.OAuth.Approve();

        using var process = stage.Pwsh.Start(LogIn);
        while (!File.Exists(opened))
            await Task.Delay(20, process.Deadline);
        var result = await process.EndAsync();

        (result.Errors, result.ExitCode).ShouldBe(("", 0));
        var code = stage.Server.OAuth.UserCodes.Single();
        var lines = await File.ReadAllLinesAsync(opened, TestContext.Current.CancellationToken);
        lines[..3].ShouldBe(["1", $"{stage.Server.Origin}authorize?user_code={code}&client=qwen-code", "/"]);
        lines[3].Split(':').ShouldAllBe(entry => entry.StartsWith('/'));
        File.Exists(mark).ShouldBeFalse();
    }

    private static PwshRun AllowBrowser(SignInStage stage)
    {
        foreach (var name in new[] { "NO_BROWSER", "DEBIAN_FRONTEND", "BROWSER", "SSH_CONNECTION" })
            stage.Pwsh.With(name, "");
        return stage.Pwsh.With("DISPLAY", ":0");
    }

    private static string PlantPrograms(SignInStage stage)
    {
        var mark = Path.Join(stage.Pwsh.Root, "ran");
        foreach (var folder in new[] { "project", "project/bin", "" })
            Plant(stage, folder, $"touch '{mark}'");
        return mark;
    }

    private static void Plant(SignInStage stage, string folder, string command)
    {
        var file = stage.Pwsh.Write(Path.Join(folder, Name), $"#!/bin/sh\n{command}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string UsualPath() => string.Join(':', (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(entry => !File.Exists(Path.Join(entry, Name))));
}
