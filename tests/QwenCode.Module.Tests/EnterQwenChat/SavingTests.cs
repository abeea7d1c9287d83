using System.Diagnostics;
using System.Globalization;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>What a console leaves behind, and how it goes on.</summary>
public sealed class SavingTests
{
    [PwshFact]
    public async Task A_killed_console_loses_nothing_and_resumes_in_another_and_in_a_script()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "$pid > pid.txt; Enter-QwenChat -Name 'my plan'", isShared: false);
        await stage.Terminal.TypeAsync("first");
        await stage.ReadyAsync(after: "You said: first");
        stage.Server.Options.DeltaDelay = TimeSpan.FromSeconds(5);
        await stage.Terminal.TypeAsync("second");
        await stage.Terminal.ScreenAsync(_ => stage.Prompts.Count == 2);

        var pid = int.Parse(await File.ReadAllTextAsync(Path.Join(stage.Pwsh.Project, "pid.txt"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        using (var process = Process.GetProcessById(pid))
            process.Kill();

        stage.Server.Options.DeltaDelay = TimeSpan.Zero;
        using var again = await Terminal.OpenAsync(stage.Pwsh, 80, 30, "again");
        await again.TypeAsync("cls; Enter-QwenChat -Resume");
        await again.ScreenAsync(screen => screen.Contains("The conversation has 1 prompt so far; the last: first"));
        await again.TypeAsync("third");
        await again.ScreenAsync(screen => screen.Contains("You said: third"));
        await again.TypeAsync("/exit");
        await again.ScreenAsync(screen => screen.Contains("Enter-QwenChat -Resume -Name 'my plan'"));
        await again.TypeAsync("cls; (Invoke-QwenChat fourth -Conversation (Get-QwenConversation -Last)).Messages.Text -join '|'; 'the ' + 'end'");
        (await again.ScreenAsync(screen => screen.Contains("the end"), unwrapped: true))[0].TrimEnd()
            .ShouldBe("first|You said: first|third|You said: third|fourth|You said: fourth");
    }

    [PwshTheory]
    [InlineData(null)]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task An_answer_whose_terminal_is_closed_or_process_ended_is_saved_as_far_as_it_arrived(string? signal)
    {
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { DeltaDelay = TimeSpan.FromMilliseconds(200), Reply = _ => string.Join(' ', Enumerable.Range(1, 300)) }, command: "$pid > pid.txt; Enter-QwenChat -Name plan", isShared: false);
        await stage.Terminal.TypeAsync("count");
        await stage.ShowsAsync("1 2 3 4 5");
        await EndAsync(stage, signal, Path.Join(stage.Pwsh.Project, "pid.txt"));

        using var reader = new PwshRun().With("XDG_DATA_HOME", Path.Join(stage.Pwsh.Root, "data"));
        var saved = await reader.JsonAsync("ConvertTo-Json -Compress @((Get-QwenConversation plan).Messages | ForEach-Object { \"$($_.IsIncomplete) $_\" })");
        saved.GetArrayLength().ShouldBe(2);
        saved[0].GetString().ShouldBe("False user: count");
        saved[1].GetString()!.ShouldStartWith("True assistant: 1 2 3 4 5");
    }

    [PwshTheory]
    [InlineData(null, "Start-Sleep 60")]
    [InlineData("TERM", "Start-Sleep 60")]
    [InlineData("HUP", "Start-Sleep 60")]
    [InlineData("HUP", "[Threading.Thread]::Sleep(60000)")]
    public async Task A_tool_that_runs_when_the_terminal_is_closed_or_process_ended_is_saved_as_one_that_may_have_run(string? signal, string wait)
    {
        await using var stage = await ConsoleStage.EnterAsync(
            new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Wait-Long") with { Text = "Let me wait." }) },
            command: $"function Wait-Long {{ Set-Content pid.txt $pid; {wait} }}; Enter-QwenChat -Name plan -Tool Wait-Long -ApproveTool Wait-Long",
            isShared: false);
        await stage.Terminal.TypeAsync("wait");
        await stage.ShowsAsync("Tool: Wait-Long");
        var file = Path.Join(stage.Pwsh.Project, "pid.txt");
        await stage.Terminal.ScreenAsync(_ => File.Exists(file) && new FileInfo(file).Length > 0);
        await EndAsync(stage, signal, file);

        using var reader = new PwshRun().With("XDG_DATA_HOME", Path.Join(stage.Pwsh.Root, "data"));
        var saved = await reader.RunAsync("(Get-QwenConversation plan).Messages | ForEach-Object { \"$($_.Role): $($_.Text)$(if ($_.Role -eq 'tool') { $_.Contents })\" }");
        saved.Output.ReplaceLineEndings("\n").Trim().ShouldStartWith("user: wait\nassistant: Let me wait.\ntool: ");
        saved.Output.ShouldContain("may have run in part");
        saved.Output.ShouldNotContain("Not run");
        saved.Output.ReplaceLineEndings("\n").Trim().Split('\n').Length.ShouldBe(3);
    }

    [PwshFact]
    public async Task A_folder_of_conversations_that_cannot_be_read_is_reported_and_Tab_goes_on()
    {
        await using var stage = await ConsoleStage.EnterAsync(prepare: pwsh => pwsh.Write("data/QwenCode/conversations", "x"));
        await stage.Terminal.TypeAsync("/resume ?");
        await stage.ReadyAsync(after: "/conversations cannot be read");
        await stage.Terminal.SendAsync("/resume ");
        await stage.Terminal.PressAsync("Tab");
        await stage.Terminal.TypeAsync("x");
        await stage.ReadyAsync(after: "Check its permissions");
        await stage.Terminal.TypeAsync("hello");

        await stage.ReadyAsync(after: "You said: hello");
    }

    [PwshFact]
    public async Task A_history_that_cannot_be_used_and_a_conversation_that_cannot_be_saved_are_told()
    {
        await using var stage = await ConsoleStage.EnterAsync(prepare: pwsh => pwsh.Write("data/QwenCode/history.jsonl/file", ""));
        await stage.ReadyAsync(after: "Prompts are kept for this session only.");
        await stage.Terminal.TypeAsync("/exit");
        await stage.RunAsync("Remove-Item -Recurse $env:XDG_DATA_HOME/QwenCode; Set-Content $env:XDG_DATA_HOME/QwenCode x");

        await stage.Terminal.TypeAsync("cls; Enter-QwenChat");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "cannot be saved in");
        await stage.Terminal.TypeAsync("/exit");
        (await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("PS>", StringComparison.Ordinal))).ShouldNotContain(line => line.Contains("-Resume"));
    }

    [PwshFact]
    public async Task Resume_in_the_console_goes_to_the_last_other_conversation()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "Enter-QwenChat -Name one");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");
        await stage.Terminal.TypeAsync("/resume nothing");
        await stage.ReadyAsync(after: "In this console, /resume ? lists the conversations");
        await stage.Terminal.TypeAsync("/resume one");
        await stage.ReadyAsync(after: "The conversation 'one' is open in this console.");
        await stage.Terminal.TypeAsync("/clear");
        await stage.ReadyAsync(after: "The old one: /resume one");
        await stage.Terminal.TypeAsync("again");
        await stage.ReadyAsync(after: "You said: again");

        await stage.Terminal.TypeAsync("/resume");

        await stage.ReadyAsync(after: "The conversation has 1 prompt so far; the last: hello");
    }

    [PwshFact]
    public async Task Save_in_a_console_that_saves_nothing_writes_the_turns_so_far()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "Enter-QwenChat -NoSave");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");

        await stage.Terminal.TypeAsync("/save \"my notes\"");

        await stage.ReadyAsync(after: "The conversation is saved as my notes.");
        (await stage.ExitAsync("(Get-QwenConversation 'my notes').Messages.Text -join '|'")).ShouldBe("hello|You said: hello");
    }

    [PwshFact]
    public async Task NoSave_writes_nothing_and_save_gives_a_name()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "Enter-QwenChat -NoSave");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");
        (await stage.ExitAsync("Test-Path $env:XDG_DATA_HOME/QwenCode; Enter-QwenChat -NoSave -Resume; $Error[0].FullyQualifiedErrorId -split ',' | Select-Object -First 1"))
            .ShouldEndWith("InvalidParameter");
        await stage.Terminal.TypeAsync("cls; Enter-QwenChat");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("/save");
        await stage.ReadyAsync(after: "The conversation will be saved as 20");
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");

        await stage.Terminal.TypeAsync("/save../x");
        await stage.ReadyAsync(after: "no command");
        await stage.Terminal.TypeAsync("/save ../x");
        await stage.ReadyAsync(after: "cannot be named");
        await stage.Terminal.TypeAsync("/save 'notes'");
        await stage.ReadyAsync(after: "The conversation is saved as notes.");
        await stage.Terminal.TypeAsync("/clear");
        await stage.ReadyAsync(after: "The old one: /resume notes");
        await stage.Terminal.TypeAsync("/resume ?");
        await stage.ReadyAsync(after: "\n      hello");
        await stage.Terminal.TypeAsync("/resume \"notes\"");
        await stage.ReadyAsync(after: "The conversation has 1 prompt so far; the last: hello");

        (await stage.ExitAsync("(Get-QwenConversation).Name; [Convert]::ToString([int] (Get-Item $env:XDG_DATA_HOME/QwenCode/conversations/*).UnixFileMode, 8)")).ShouldBe("notes\n600");
    }

    // Closes the terminal if there is no signal.
    private static async Task EndAsync(ConsoleStage stage, string? signal, string pidFile)
    {
        var pid = int.Parse(await File.ReadAllTextAsync(pidFile, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        using var console = Process.GetProcessById(pid);
        if (signal is null)
            stage.Terminal.Dispose();
        else
            await Process.Start("kill", ["-s", signal, $"{pid}"]).WaitForExitAsync(TestContext.Current.CancellationToken);
        await console.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
