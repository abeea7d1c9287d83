using System.Text.Json;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>Tools in the console: prompts, <c>/tools</c>, and what a canceled call leaves.</summary>
public sealed class ToolTests
{
    private const string Tool = "function Get-Mark { param([string] $Name = 'none') Add-Content marks.txt $Name; \"mark $Name\" }";
    private const string Question = "Run the tool Get-Mark?";
    private const string Number = "Number (Enter takes 3, Esc cancels):";

    [PwshFact]
    public async Task Each_choice_does_what_it_says_and_approval_holds_for_the_session_until_it_is_revoked()
    {
        await using var stage = await EnterAsync(new ScriptedRound(new ScriptedCall("Get-Mark", """{"Name":"it's"}""")) { Text = "Let me look." });

        await stage.Terminal.TypeAsync("first");
        var asked = await AskedAsync(stage);
        await stage.Terminal.TypeAsync("y");
        var yes = await stage.ReadyAsync("mark it's");
        await stage.Terminal.TypeAsync("second");
        await AskedAsync(stage);
        await stage.Terminal.TypeAsync("");
        var no = await stage.ReadyAsync("the user denied it");
        await stage.Terminal.TypeAsync("third");
        await AskedAsync(stage);
        await stage.Terminal.TypeAsync("4");
        var stopped = await stage.ReadyAsync("You stopped the request");
        await stage.Terminal.TypeAsync("fourth");
        await AskedAsync(stage);
        await stage.Terminal.TypeAsync("2");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("fifth");
        var all = await stage.ReadyAsync("Tool: Get-Mark");
        await stage.Terminal.TypeAsync("/tools revoke get-mark");
        await stage.ReadyAsync("prompts for each call");
        await stage.Terminal.TypeAsync("sixth");
        await AskedAsync(stage);
        await stage.Terminal.PressAsync("Escape");
        await stage.ReadyAsync("Canceled");
        var marks = await stage.ExitAsync("Get-Content marks.txt; Remove-Item marks.txt");

        asked.ShouldContain("Let me look.");
        asked.ShouldContain(Question);
        asked.ShouldContain("Get-Mark -Name 'it''s'");
        yes.ShouldContain(line => line.StartsWith("Get-Mark: completed in ", StringComparison.Ordinal));
        no.ShouldContain(line => line.Contains("Get-Mark: not run, the user denied it."));
        stopped.ShouldNotContain(line => line.Contains("exception's"));
        all.Count(line => line.StartsWith(Number, StringComparison.Ordinal)).ShouldBe(4);
        marks.ShouldBe("it's\nit's\nit's");
    }

    [PwshTheory]
    [InlineData(80, 24)]
    [InlineData(40, 12)]
    public async Task A_prompt_shows_each_blank_of_a_command_and_what_it_asks_stays_in_view(int width, int height)
    {
        var name = $"a{new string(' ', width + 5)}Run the tool Get-Item?";
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark", JsonSerializer.Serialize(new { Name = name }))) },
            width,
            height,
            $"{Tool}; $c = Enter-QwenChat -Tool Get-Mark");

        await stage.Terminal.TypeAsync("go");
        var asked = await stage.Terminal.ScreenAsync(screen => screen.Contains("Number (") && screen.TrimEnd().EndsWith(':'));
        await stage.Terminal.PressAsync("1", "Enter");
        await stage.ReadyAsync("completed");
        var marks = await stage.ExitAsync("(Get-Content -Raw marks.txt).Trim().Length; Remove-Item marks.txt");

        var rows = asked.SkipWhile(line => line != Question).Skip(1).TakeWhile(line => !line.TrimStart().StartsWith("1  Yes", StringComparison.Ordinal)).ToList();
        rows[0].TrimEnd().ShouldBe("Get-Mark -Name 'a");
        rows.Skip(1).ShouldAllBe(row => row.Length == 0 || row.StartsWith("    ", StringComparison.Ordinal));
        rows.Count.ShouldBe(1 + ((("Get-Mark -Name ''".Length + name.Length - (width - 1)) + (width - 6)) / (width - 5)));
        string.Concat(rows).Replace(" ", "", StringComparison.Ordinal).ShouldEndWith("RunthetoolGet-Item?'");
        marks.ShouldBe($"{name.Length}");
    }

    [PwshFact]
    public async Task Slash_tools_lists_offers_shows_approves_and_removes()
    {
        await using var stage = await EnterAsync(ScriptedRound.Call("Get-Date", """{"Format":"'one'"}"""), command: "$c = Enter-QwenChat");

        await stage.Terminal.TypeAsync("/tools");
        await stage.ReadyAsync("The model may call no commands.");
        await stage.Terminal.TypeAsync("/tools add no-such-command");
        await stage.ReadyAsync("there is no such command");
        await stage.Terminal.TypeAsync("/tools add Get-Date");
        await stage.ReadyAsync("The model may call Get-Date");
        await stage.Terminal.TypeAsync("/tools add Get-Date");
        await stage.ReadyAsync("two tools have this name");
        await stage.Terminal.TypeAsync("/tools approve get-date");
        await stage.ReadyAsync("Get-Date: approved for this session");
        await stage.Terminal.TypeAsync("/tools Get-Date");
        var schema = await stage.ReadyAsync("\"additionalProperties\": false");
        await stage.Terminal.TypeAsync("what?");
        await stage.ReadyAsync("Tool: Get-Date -Format");
        await stage.Terminal.TypeAsync("/tools remove Get-Date");
        await stage.ReadyAsync("may not call Get-Date any more");
        await stage.Terminal.TypeAsync("and now?");
        await stage.ReadyAsync("You said: and now?");

        schema.ShouldContain(line => line.Contains("\"AsUTC\": {"));
        stage.Server.Requests.Select(request => request.ToolNames.Count).ShouldBe([1, 1, 0]);
        await stage.ExitAsync("");
    }

    [PwshFact]
    public async Task A_call_that_is_canceled_while_it_runs_is_answered_and_the_conversation_goes_on_and_comes_back()
    {
        await using var stage = await EnterAsync(
            new ScriptedRound(new ScriptedCall("Wait-Mark"), new ScriptedCall("Get-Mark")) { Text = "Let me wait." },
            command: $"{Tool}; function Wait-Mark {{ 'waiting' > waiting.txt; Start-Sleep 60 }}; $c = Enter-QwenChat -Tool Wait-Mark, Get-Mark -ApproveTool Wait-Mark, Get-Mark -Name canceled");

        await stage.Terminal.TypeAsync("go");
        await stage.ShowsAsync("Tool: Wait-Mark");
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "waiting.txt")));
        await stage.Terminal.PressAsync("C-c");
        var canceled = await stage.ReadyAsync("Canceled: the answer is incomplete.");
        stage.Server.Options.ToolScript = null;
        await stage.Terminal.TypeAsync("go on");
        await stage.ReadyAsync("You said: go on");
        var roles = await stage.ExitAsync("$c.Messages.Role -join ' '; (Get-QwenConversation canceled).Messages.Role -join ' '; Test-Path marks.txt");

        canceled.SkipWhile(line => line != "Tool: Wait-Mark").Skip(1).TakeWhile(line => line != ">")
            .ShouldBe(["Wait-Mark: it was canceled, and may have run in part.", "Get-Mark: it was canceled before it ran.", "Canceled: the answer is incomplete."]);
        roles.ShouldBe("user assistant tool tool user assistant\nuser assistant tool tool user assistant\nFalse");
        stage.Server.Requests[^1].ToolMessages.Select(message => message.Text).ShouldBe(["Not completed: it was canceled, and may have run in part", "Not run: it was canceled before it ran"]);
    }

    [PwshFact]
    public async Task CtrlC_at_a_prompt_of_a_tool_cancels_the_turn_and_the_console_goes_on()
    {
        await using var stage = await EnterAsync(
            new ScriptedRound(new ScriptedCall("Read-Name"), new ScriptedCall("Get-Mark")),
            command: $"{Tool}; function Read-Name {{ Read-Host 'Your name' }}; $c = Enter-QwenChat -Tool Read-Name, Get-Mark -ApproveTool Read-Name, Get-Mark");

        await stage.Terminal.TypeAsync("go");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name:", StringComparison.Ordinal));

        // PowerShell shows the prompt before it reads keys, and Ctrl+C between the two ends no read.
        await stage.Terminal.PressAsync("x");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name: x", StringComparison.Ordinal));
        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync("Canceled");
        stage.Server.Options.ToolScript = null;
        await stage.Terminal.TypeAsync("go on");
        await stage.ReadyAsync("You said: go on");
        var marks = await stage.ExitAsync("Test-Path marks.txt");

        marks.ShouldBe("False");
        stage.Server.Requests[^1].ToolMessages.Select(message => message.Text).ShouldBe(["Not completed: it was canceled, and may have run in part", "Not run: it was canceled before it ran"]);
    }

    [PwshFact]
    public async Task The_time_in_which_a_tool_prompts_does_not_count_as_its_time()
    {
        await using var stage = await EnterAsync(
            new ScriptedRound(new ScriptedCall("Read-Name")),
            command: "function Read-Name { \"hello $(Read-Host 'Your name')\"; if ($late) { Start-Sleep 60 } }; $c = Enter-QwenChat -Tool Read-Name -ApproveTool Read-Name -ToolTimeoutSec 1");

        await stage.Terminal.TypeAsync("go");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name:", StringComparison.Ordinal));
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await stage.Terminal.TypeAsync("Ann");
        await stage.ReadyAsync("Read-Name: completed");
        var answered = stage.Server.Requests[^1].ToolMessages.Single().Text;
        stage.Server.Options.ToolScript = null;
        await stage.Terminal.TypeAsync("!!$late = $true");
        await stage.ReadyAsync("!!$late = $true\n>");
        stage.Server.Options.ToolScript = ToolScript.Of(new ScriptedRound(new ScriptedCall("Read-Name")));
        await stage.Terminal.TypeAsync("again");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("Your name:", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("Bob");
        await stage.ReadyAsync("Read-Name: stopped after");

        answered.ShouldBe("hello Ann");
        stage.Server.Requests[^1].ToolMessages[^1].Text.ShouldBe("hello Bob\nThe command did not complete: it ran longer than allowed and was stopped");
    }

    [PwshFact]
    public async Task CtrlC_that_is_reported_after_the_end_of_the_tool_does_not_end_the_console()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals.");
        await using var stage = await EnterAsync(
            new ScriptedRound(new ScriptedCall("Send-Late")),
            command: "function Send-Late { /bin/sh -c \"(sleep 0.05; kill -INT $PID; : > sent.txt) > /dev/null 2>&1 &\"; 'sent' }; $c = Enter-QwenChat -Tool Send-Late -ApproveTool Send-Late");

        await stage.Terminal.TypeAsync("go");
        await stage.Terminal.ScreenAsync(_ => File.Exists(Path.Join(stage.Pwsh.Project, "sent.txt")));
        await stage.ReadyAsync("Tool: Send-Late");
        stage.Server.Options.ToolScript = null;
        await stage.Terminal.TypeAsync("go on");
        await stage.ReadyAsync("You said: go on");
        var first = await stage.ExitAsync("$c.Messages[0].Text");

        first.ShouldBe("go");
    }

    [PwshFact]
    public async Task A_tool_that_opens_a_console_fails()
    {
        await using var stage = await EnterAsync(
            new ScriptedRound(new ScriptedCall("Open-Console")),
            command: "function Open-Console { Enter-QwenChat -ErrorAction Stop }; $c = Enter-QwenChat -Tool Open-Console -ApproveTool Open-Console");

        await stage.Terminal.TypeAsync("go");
        await stage.ReadyAsync("The command failed");

        stage.Server.Requests[^1].ToolMessages.Single().Text.ShouldStartWith("The command failed: Enter-QwenChat cannot prompt: a tool cannot open a console.");
    }

    [PwshFact]
    public async Task Progress_that_a_tool_leaves_open_ends_with_the_call()
    {
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { ToolScript = ToolScript.Of(new ScriptedRound(new ScriptedCall("Start-Work"))) },
            height: 20,
            command: "function Start-Work { foreach ($i in 1..5) { Write-Progress Working \"step $i\" -PercentComplete $i; Start-Sleep -Milliseconds 250 }; 'done' }; $c = Enter-QwenChat -Tool Start-Work -ApproveTool Start-Work");

        await stage.Terminal.TypeAsync("/help");
        await stage.ReadyAsync("Clears the screen");
        await stage.Terminal.TypeAsync("go");
        await stage.ShowsAsync("step 5");
        var screen = await stage.ReadyAsync("Tool: Start-Work");

        // PowerShell kept a row for it.
        screen[^2].ShouldBe(">");
    }

    private static Task<string[]> AskedAsync(ConsoleStage stage) => stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith(Number, StringComparison.Ordinal));

    private static Task<ConsoleStage> EnterAsync(ScriptedRound round, string command = $"{Tool}; $c = Enter-QwenChat -Tool Get-Mark") =>
        ConsoleStage.EnterAsync(new LoopbackOptions { ToolScript = ToolScript.Of(round) }, height: 60, command: command);
}
