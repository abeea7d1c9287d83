namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>What keys do, in a real terminal.</summary>
public sealed class KeyTests
{
    private static readonly LoopbackOptions Slow = new() { DeltaDelay = TimeSpan.FromMilliseconds(200), Reply = _ => "one two three four five six seven eight nine ten eleven twelve" };

    [PwshTheory]
    [InlineData("C-c", 80)]
    [InlineData("C-c", 40)]
    [InlineData("Escape", 80)]
    public async Task A_key_cancels_an_answer_and_what_arrived_stays_in_view_and_in_the_conversation(string key, int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(Slow, width);
        await stage.Terminal.TypeAsync("count");
        await stage.ShowsAsync("one two");

        await stage.Terminal.PressAsync(key);

        var screen = await stage.ReadyAsync(after: "Canceled: the answer is incomplete.");
        screen.ShouldContain("> count");
        screen.ShouldContain(line => line.StartsWith("one two"));
        await stage.Server.Requests[^1].ClientGone.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stage.Terminal.TypeAsync("/stats");
        await stage.ReadyAsync(after: "A prompt was canceled or failed.");
        await stage.Terminal.TypeAsync("go on");
        await stage.ShowsAsync("twelve");
        var messages = await stage.ExitAsync("$c.Messages | ForEach-Object { \"$($_.Role) $($_.IsIncomplete) $($_.Text)\" }");
        messages.ShouldStartWith("user False count\nassistant True one two");
        messages.ShouldContain("\nuser False go on\nassistant False one two three four");
    }

    [PwshTheory]
    [InlineData("C-c", 80)]
    [InlineData("Escape", 40)]
    public async Task A_key_clears_a_line_and_nothing_is_sent(string key, int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        await stage.Terminal.SendAsync("half a thought");
        await stage.ShowsAsync("> half a thought");

        await stage.Terminal.PressAsync(key);

        await stage.ReadyAsync();
        stage.Prompts.ShouldBeEmpty();
        (await stage.ExitAsync("$c.Messages.Count")).ShouldBe("0");
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task CtrlC_at_an_empty_prompt_hints_and_again_exits_and_says_how_to_resume(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");

        await stage.Terminal.PressAsync("C-c");
        await stage.ShowsAsync("Press Ctrl+C again to exit.");
        await stage.ReadyAsync();
        await stage.Terminal.PressAsync("C-c");
        await stage.ShowsAsync("Press Ctrl+C again to exit.");
        await stage.Terminal.PressAsync("C-c");

        string.Concat(await stage.ShowsAsync("PS>")).ShouldContain("Enter-QwenChat -Resume");
        (await stage.RunAsync("$c.Messages.Count; \"still $(1 + 1)\"")).ShouldBe("2\nstill 2");
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task CtrlD_at_an_empty_line_exits_and_elsewhere_deletes(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        await stage.Terminal.SendAsync("ab");
        await stage.Terminal.PressAsync("Home", "C-d");
        await stage.ShowsAsync("> b");
        await stage.Terminal.PressAsync("C-u", "C-e", "C-u");
        await stage.ReadyAsync();

        await stage.Terminal.PressAsync("C-d");

        (await stage.RunAsync("$c.GetType().Name")).ShouldBe("Conversation");
    }

    [PwshTheory]
    [InlineData(80, "C-j")]
    [InlineData(40, "C-j")]
    [InlineData(80, "M-Enter")]
    [InlineData(40, "\\", "Enter")]
    public async Task A_key_begins_a_new_line_and_Enter_sends_all(int width, params string[] keys)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        await stage.Terminal.SendAsync("first");
        await stage.ShowsAsync("> first");
        foreach (var key in keys)
        {
            await stage.Terminal.PressAsync(key);
            if (key == "\\")
                await stage.ShowsAsync("> first\\");
        }

        await stage.Terminal.ScreenAsync(screen => screen.Split('\n').Any(line => line.TrimEnd() == "> first"));
        await stage.Terminal.SendAsync("second");
        await stage.ShowsAsync("> first\n  second");
        stage.Prompts.ShouldBeEmpty();

        await stage.Terminal.PressAsync("Enter");

        await stage.ReadyAsync(after: "You said: first\nsecond");
        stage.Prompts.ShouldBe(["first\nsecond"]);
    }

    [PwshTheory]
    [InlineData(true, 80)]
    [InlineData(true, 40)]
    [InlineData(false, 80)]
    public async Task A_paste_of_several_lines_is_one_message_and_sends_only_with_Enter(bool isBracketed, int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);

        await stage.Terminal.PasteAsync("one 'quoted\ntwo\n\nfour 中文", isBracketed);
        await stage.ShowsAsync("four 中文");
        stage.Prompts.ShouldBeEmpty();
        await stage.Terminal.PressAsync("Enter");

        await stage.ReadyAsync(after: "You said: one");
        stage.Prompts.ShouldBe(["one 'quoted\ntwo\n\nfour 中文"]);
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task Up_Down_and_CtrlR_find_prompts_of_the_chats_own_history(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        foreach (var prompt in new[] { "alpha river", "beta" })
        {
            await stage.Terminal.TypeAsync(prompt);
            await stage.ReadyAsync(after: $"You said: {prompt}");
        }

        await stage.Terminal.TypeAsync("my key is sk-4f1d7c20a9b34e118d520c6f7a1b2c3d");
        await stage.ShowsAsync("Send it to the model?");
        await stage.Terminal.TypeAsync("y");
        await stage.ReadyAsync(after: "You said: my key");

        await stage.Terminal.SendAsync("draft");
        await stage.Terminal.PressAsync("Up");
        await stage.ShowsAsync("> beta\n".TrimEnd());
        await stage.Terminal.PressAsync("Up", "Down", "Down");
        await stage.ShowsAsync("> draft");
        await stage.Terminal.PressAsync("C-r");
        await stage.Terminal.SendAsync("riv");
        await stage.ShowsAsync("alpha river");
        await stage.Terminal.PressAsync("Enter");
        await stage.Terminal.ScreenAsync(_ => stage.Prompts.Count == 4);

        stage.Prompts[3].ShouldBe("alpha river");
        (await stage.ExitAsync("(Get-History).CommandLine | Select-String ('al' + 'pha'); Select-String 'sk-4f' $env:XDG_DATA_HOME/QwenCode/history.jsonl; Select-String ('al' + 'pha') (Get-PSReadLineOption).HistorySavePath"))
            .ShouldBe("");
        await stage.Terminal.TypeAsync("cls; Enter-QwenChat");
        await stage.ReadyAsync();
        await stage.Terminal.PressAsync("Up", "Up");
        await stage.ShowsAsync("> beta");
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task CtrlL_clears_the_screen_and_keeps_the_line(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(width: width);
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");
        await stage.Terminal.SendAsync("kept");

        await stage.Terminal.PressAsync("C-l");

        var screen = await stage.Terminal.ScreenAsync(text => text.StartsWith("> kept", StringComparison.Ordinal));
        string.Concat(screen).Trim().ShouldBe("> kept");
    }

    [PwshTheory]
    [InlineData(80)]
    [InlineData(40)]
    public async Task What_is_typed_while_an_answer_arrives_waits_and_is_sent_next(int width)
    {
        await using var stage = await ConsoleStage.EnterAsync(Slow, width);
        await stage.Terminal.TypeAsync("count");
        await stage.ShowsAsync("one two");

        await stage.Terminal.SendAsync("typed ahead");
        await stage.ShowsAsync("> typed ahead");
        await stage.Terminal.PressAsync("Enter");
        await stage.ShowsAsync("Next: typed ahead");

        await stage.Terminal.ScreenAsync(_ => stage.Prompts.Count == 2);
        var screen = await stage.ReadyAsync(after: "> typed ahead");
        stage.Prompts.ShouldBe(["count", "typed ahead"]);
        string.Join(' ', screen.Select(line => line.Trim())).ShouldContain("> count one two three four five six seven eight nine ten eleven twelve > typed ahead");
    }

    [PwshFact]
    public async Task What_was_to_be_sent_next_is_in_the_line_again_after_an_answer_is_canceled()
    {
        await using var stage = await ConsoleStage.EnterAsync(Slow);
        await stage.Terminal.TypeAsync("count");
        await stage.ShowsAsync("one two");
        await stage.Terminal.TypeAsync("then this");
        await stage.ShowsAsync("Next: then this");

        await stage.Terminal.PressAsync("C-c");

        await stage.Terminal.ScreenAsync(screen => screen.Contains("Canceled:") && screen.TrimEnd().EndsWith("\n> then this", StringComparison.Ordinal));
        stage.Prompts.ShouldBe(["count"]);
    }
}
