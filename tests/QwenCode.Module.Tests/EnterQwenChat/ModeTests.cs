namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>Sessions in which nobody can type.</summary>
public sealed class ModeTests
{
    private const string Enter = "try { Enter-QwenChat hi } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }";

    [PwshTheory]
    [InlineData(true, "", "-NonInteractive")]
    [InlineData(false, "", "the input is redirected")]
    [InlineData(false, "true", "the variable CI is set")]
    public async Task A_session_that_cannot_prompt_fails_at_once_and_names_what_does(bool isNonInteractive, string ci, string reason)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions());
        using var pwsh = new PwshRun { IsNonInteractive = isNonInteractive }.WithServer(server).With("CI", ci);

        var result = await pwsh.RunAsync(Enter);

        result.Output.ShouldStartWith("ConsoleUnavailable,");
        result.Output.ShouldContain(reason);
        result.Output.ShouldContain("Invoke-QwenChat '<prompt>'");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Several_conversations_are_not_taken_for_one()
    {
        await using var stage = await ConsoleStage.OpenAsync();

        await stage.Terminal.TypeAsync("(New-QwenConversation -SystemPrompt a), (New-QwenConversation -SystemPrompt b) | Enter-QwenChat");

        await stage.ShowsAsync("A console continues one conversation, and 2 were piped.");
    }

    [PwshFact]
    public async Task Where_the_output_is_redirected_the_text_goes_there_plain_and_the_host_reads_the_lines()
    {
        await using var stage = await ConsoleStage.OpenAsync(new LoopbackOptions { Reply = _ => "# Title\n\n**bold**" });
        var pwsh = PinnedPowerShell.CommandLine("-NoLogo", "-NoProfile", "-File", stage.Pwsh.Write("project/talk.ps1", $"Import-Module '{ModulePackage.Manifest}'; Enter-QwenChat -NoSave"));

        await stage.Terminal.TypeAsync($"cls; sh -c '{string.Join(' ', pwsh)} > out.txt'");
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "out.txt")) && ReadShared(Path.Join(stage.Pwsh.Project, "out.txt")).Contains("/help lists"));
        await stage.Terminal.TypeAsync("hello");
        await stage.Terminal.ScreenAsync(_ => ReadShared(Path.Join(stage.Pwsh.Project, "out.txt")).Contains("**bold**"));
        await stage.Terminal.TypeAsync("!'out'");
        await stage.Terminal.ScreenAsync(_ => ReadShared(Path.Join(stage.Pwsh.Project, "out.txt")).TrimEnd().EndsWith("y or n (Enter means n):", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("maybe");
        await stage.Terminal.ScreenAsync(_ => ReadShared(Path.Join(stage.Pwsh.Project, "out.txt")).Contains("'maybe' is not y or n."));
        await stage.Terminal.TypeAsync("n");
        await stage.Terminal.TypeAsync("/exit");

        (await stage.RunAsync("(Get-Content out.txt -Raw).Contains([char]27)")).ShouldBe("False");
        ReadShared(Path.Join(stage.Pwsh.Project, "out.txt")).ShouldContain("# Title\n\n**bold**\n");
    }

    private static string ReadShared(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
