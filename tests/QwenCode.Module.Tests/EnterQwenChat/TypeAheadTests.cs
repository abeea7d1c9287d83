namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>What is typed while a program runs, for which the terminal edits the lines.</summary>
public sealed class TypeAheadTests
{
    private const string Wait = "sh -c 'echo > started.txt; until [ -e go.txt ]; do sleep 0.1; done; rm started.txt go.txt; echo over'";
    private const string Number = "Number (Enter takes 3, Esc cancels):";

    [PwshTheory]
    [InlineData("!!")]
    [InlineData("!")]
    public async Task Each_line_is_queued_and_the_rest_is_in_the_line(string prefix)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        await using var stage = await ConsoleStage.EnterAsync();
        await BeginAsync(stage, prefix + Wait);

        await stage.Terminal.TypeAsync("typed ahead");
        await stage.Terminal.TypeAsync("and more");
        await stage.Terminal.SendAsync("half");
        await stage.ShowsAsync("half");
        End(stage);

        if (prefix == "!")
        {
            await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("y or n (Enter means n):", StringComparison.Ordinal));
            await stage.Terminal.TypeAsync("n");
        }

        await stage.Terminal.ScreenAsync(screen => screen.Contains("You said: and more") && screen.TrimEnd().EndsWith("\n> half", StringComparison.Ordinal));
        stage.Prompts.ShouldBe(["typed ahead", "and more"]);
        await stage.Terminal.PressAsync("C-j");
        await stage.Terminal.SendAsync("of it");
        await stage.ShowsAsync("> half\n  of it");
        stage.Prompts.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task What_is_queued_is_in_the_line_again_after_CtrlC_in_a_command()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        await using var stage = await ConsoleStage.EnterAsync();
        await BeginAsync(stage, $"!!{Wait}");
        await stage.Terminal.TypeAsync("!'a' > asleep.txt; Start-Sleep 60");
        await stage.Terminal.TypeAsync("then this");
        await stage.ShowsAsync("then this");
        End(stage);
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "asleep.txt")));

        await stage.Terminal.PressAsync("C-c");

        await stage.Terminal.ScreenAsync(screen => screen.Contains("Canceled.") && screen.TrimEnd().EndsWith("\n> then this", StringComparison.Ordinal));
        File.Delete(Path.Join(stage.Pwsh.Project, "asleep.txt"));
        stage.Prompts.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task What_is_queued_is_in_the_line_again_after_CtrlC_at_a_question()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        await using var stage = await ConsoleStage.EnterAsync();
        await BeginAsync(stage, $"!{Wait}");
        await stage.Terminal.TypeAsync("then this");
        End(stage);
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("y or n (Enter means n):", StringComparison.Ordinal));

        await stage.Terminal.PressAsync("C-c");

        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("\n> then this", StringComparison.Ordinal));
        stage.Prompts.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task CtrlC_that_is_reported_after_the_end_of_the_program_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var stage = await ConsoleStage.EnterAsync();

        await stage.Terminal.TypeAsync("!!/bin/sh -c \"(sleep 0.05; kill -INT $PID) > /dev/null 2>&1 &\"");

        await stage.ReadyAsync(after: "\nCanceled.");
        await stage.Terminal.TypeAsync("go on");
        await stage.ReadyAsync(after: "You said: go on");
    }

    [PwshTheory]
    [InlineData("", "> y")]
    [InlineData("4", "> y")]
    [InlineData(null, "> y")]
    [InlineData("1", "You said: y")]
    public async Task No_line_answers_the_prompt_of_the_next_tool_and_after_a_denial_none_is_sent(string? choice, string shown)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no sh.");
        var script = ToolScript.Of(new ScriptedRound(new ScriptedCall("Wait-Program"), new ScriptedCall("Get-Mark")));
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { ToolScript = script },
            command: $"function Get-Mark {{ 'a mark' }}; function Wait-Program {{ {Wait} }}; $c = Enter-QwenChat -Tool Wait-Program, Get-Mark -ApproveTool Wait-Program");
        await BeginAsync(stage, "go");

        await stage.Terminal.TypeAsync("y");
        End(stage);

        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith(Number, StringComparison.Ordinal));
        stage.Server.Options.ToolScript = null;
        if (choice is null)
            await stage.Terminal.PressAsync("Escape");
        else
            await stage.Terminal.TypeAsync(choice);

        var isSent = choice == "1";
        await stage.Terminal.ScreenAsync(screen => screen.Contains(shown) && screen.TrimEnd().EndsWith(isSent ? "\n>" : $"\n{shown}", StringComparison.Ordinal));
        stage.Prompts.Count(prompt => prompt == "y").ShouldBe(isSent ? 1 : 0);
        if (choice?.Length != 0)
            return;

        // The line is back as soon as the call is denied, before the model is told.
        await stage.Terminal.ScreenAsync(_ => stage.Server.Requests[^1].ToolMessages.Count > 0);
        stage.Server.Requests[^1].ToolMessages[^1].Text.ShouldContain("denied");
    }

    private static async Task BeginAsync(ConsoleStage stage, string line)
    {
        await stage.Terminal.TypeAsync(line);
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "started.txt")));
    }

    private static void End(ConsoleStage stage) => File.WriteAllText(Path.Join(stage.Pwsh.Project, "go.txt"), "");
}
