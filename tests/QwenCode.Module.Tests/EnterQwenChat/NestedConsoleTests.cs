namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>A console in the console, in a real terminal.</summary>
public sealed class NestedConsoleTests
{
    [PwshFact]
    public async Task CtrlC_ends_the_program_of_the_inner_console_and_neither_console()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        await using var stage = await ConsoleStage.EnterAsync(command: "$inner = $null; $c = Enter-QwenChat");
        await stage.Terminal.TypeAsync("!!$inner = Enter-QwenChat -SystemPrompt within");
        await stage.Terminal.ScreenAsync(screen => screen.Split(" at 127.0.0.1").Length == 3 && screen.TrimEnd().EndsWith("\n>", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("!!sh -c 'echo > asleep.txt; exec sleep 60'");
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "asleep.txt")));

        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync(after: "sleep 60'");

        await stage.Terminal.TypeAsync("inside");
        await stage.ReadyAsync(after: "You said: inside");
        await stage.Terminal.TypeAsync("/exit");
        await stage.ReadyAsync(after: "> /exit");
        await stage.Terminal.TypeAsync("outside");
        await stage.ReadyAsync(after: "You said: outside");
        (await stage.ExitAsync("Remove-Item asleep.txt; $inner.Messages.Text -join '|'; $c.Messages.Text -join '|'"))
            .ShouldBe("within|inside|You said: inside\noutside|You said: outside");
    }
}
