using System.Text.Json;

namespace QwenCode.ModuleTests.EnterQwenChat;

/// <summary>Slash commands, files and session commands, in a real terminal.</summary>
public sealed class CommandTests
{
    [PwshFact]
    public async Task An_unknown_command_is_told_with_the_nearest_one_and_nothing_is_sent()
    {
        await using var stage = await ConsoleStage.EnterAsync();

        await stage.Terminal.TypeAsync("/modle other");
        await stage.ReadyAsync(after: "did you mean /model?");
        await stage.Terminal.TypeAsync("/zzzz");
        await stage.ReadyAsync(after: "no command /zzzz");
        await stage.Terminal.TypeAsync("/help retry");
        await stage.ReadyAsync(after: "/retry [model]  Sends the last prompt again");

        stage.Prompts.ShouldBeEmpty();
        await stage.Terminal.TypeAsync(" /etc is a folder");
        await stage.ReadyAsync(after: "You said:");
        stage.Prompts.ShouldBe([" /etc is a folder"]);
    }

    [PwshFact]
    public async Task A_quoted_blank_is_not_an_argument()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        foreach (var line in new[] { "/model \"\"", "/retry ''", "/system \" \"", "/save \"\"", "/resume ''", "/attach \"\"" })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: $"The argument of {line.Split(' ')[0]} is empty.");
        }

        (await stage.ExitAsync("\"$($c.Messages.Count) $((Get-QwenAuth).Model)\"")).ShouldBe("0 qwen3-max");
    }

    [PwshFact]
    public async Task What_is_not_the_name_of_one_model_or_command_is_rejected()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        foreach (var (line, error) in new[]
        {
            ("/model -", "- is not one of the models that are known here. To see them: /model"),
            ("/retry ?", "? is not one of the models that are known here. To see them: /model"),
            ("/help a b", "/help takes the name of one command, not 'a b'. See /help help."),
        })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: error);
        }

        (await stage.ExitAsync("(Get-QwenAuth).Model")).ShouldBe("qwen3-max");
    }

    [PwshFact]
    public async Task The_wait_for_the_list_of_models_is_shown()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        stage.Server.Enqueue(Fault.Delay(TimeSpan.FromSeconds(1)));
        await stage.Terminal.TypeAsync("/model other");
        await stage.ShowsAsync("Requesting the list of models");
        var screen = await stage.ReadyAsync(after: "other is not one of the models that are known here.");

        screen.ShouldNotContain(line => line.Contains("Requesting", StringComparison.Ordinal));
    }

    [PwshFact]
    public async Task Tab_completes_a_session_command_as_PowerShell_does()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "function Get-MarkOfThisTest { param($FirstName) }; $c = Enter-QwenChat");
        await stage.Terminal.SendAsync("!Get-MarkOfTh");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> !Get-MarkOfThisTest");
        await stage.Terminal.SendAsync(" -Fir");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> !Get-MarkOfThisTest -FirstName");
        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync();
        await stage.Terminal.SendAsync("!!'a'.ToUpperIn");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> !!'a'.ToUpperInvariant(");
    }

    [PwshTheory]
    [InlineData("exit")]
    [InlineData("quit")]
    public async Task What_ends_a_shell_is_not_sent(string word)
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync(word);
        await stage.ReadyAsync(after: "To leave the console, use /exit. The word was not sent.");

        stage.Prompts.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_model_replaces_the_one_of_the_command()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "$c = Enter-QwenChat -Model first-model", width: 200);
        await stage.Terminal.TypeAsync("/model 'qwen3.6-plus'");
        (await stage.ReadyAsync(after: "In effect now:")).ShouldContain(line => line.Contains("model qwen3.6-plus", StringComparison.Ordinal));
        (await stage.ReadyAsync()).ShouldNotContain(line => line.Contains("known here", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("/model second-model");
        (await stage.ReadyAsync(after: "second-model is not one of the models that are known here. To see them: /model")).ShouldContain(line => line.Contains("model second-model", StringComparison.Ordinal));
        await stage.Terminal.TypeAsync("hi");
        await stage.ReadyAsync(after: "You said: hi");

        stage.Server.Requests.Where(request => request.Method == "POST").Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("model").GetString()).ShouldBe(["second-model"]);
    }

    [PwshFact]
    public async Task Commands_change_the_conversation()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        foreach (var line in new[] { "/system Be brief.", "first", "second", "/undo", "/retry qwen3-plus", "/model other", "third", "/stats" })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: $"> {line}\n");
        }

        (await stage.ShowsAsync("qwen3-plus: 1 request")).ShouldContain(line => line.StartsWith("qwen3-max: 2 requests", StringComparison.Ordinal));
        stage.Prompts.ShouldBe(["first", "second", "first", "third"]);
        stage.Server.Requests.Where(request => request.Method == "POST").Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("model").GetString()).ShouldBe(["qwen3-max", "qwen3-max", "qwen3-plus", "other"]);
        (await stage.ExitAsync("($c.Messages | ForEach-Object { \"$($_.Role):$($_.Text)\" }) -join '|'; (Get-QwenAuth).Model"))
            .ShouldBe("system:Be brief.|user:first|assistant:You said: first|user:third|assistant:You said: third\nother");
    }

    [PwshFact]
    public async Task Retry_keeps_the_old_answer_until_there_is_a_new_one_and_undo_forgets_a_prompt_that_failed()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        foreach (var line in new[] { "first", "second" })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: $"You said: {line}");
        }

        stage.Server.Enqueue(Fault.InvalidApiKey);
        await stage.Terminal.TypeAsync("/retry nope");
        await stage.ReadyAsync(after: "/retry sends the prompt again.");
        stage.Server.Enqueue(Fault.InvalidApiKey);
        await stage.Terminal.TypeAsync("third");
        await stage.ReadyAsync(after: "> third");
        await stage.Terminal.TypeAsync("/undo");
        await stage.ReadyAsync(after: "Removed: third");

        (await stage.ExitAsync("$c.Messages.Text -join '|'; (Get-QwenConversation -Last).Messages.Text -join '|'"))
            .ShouldBe("first|You said: first|second|You said: second\nfirst|You said: first|second|You said: second");
    }

    [PwshFact]
    public async Task The_prompt_stands_on_a_row_of_its_own_after_a_session_command_that_does_not_end_its_row()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync("!Write-Host -NoNewline abc");
        await stage.ReadyAsync(after: "abc\n>");
        await stage.Terminal.SendAsync("x");
        await stage.ShowsAsync("abc\n> x");
        await stage.Terminal.PressAsync("Escape");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("!$null = 1");
        await stage.ReadyAsync(after: "> !$null = 1\n>");
    }

    [PwshFact]
    public async Task What_is_neither_yes_nor_no_is_asked_again()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync("!'out'");
        await stage.ShowsAsync("y or n (Enter means n):");
        await stage.Terminal.TypeAsync("explain this");
        await stage.ShowsAsync("'explain this' is not y or n.\ny or n (Enter means n):");
        await stage.Terminal.TypeAsync("YES");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("!'more'");
        await stage.ShowsAsync("!'more'\nmore\nAttach this output (1 object) to the next prompt?\ny or n (Enter means n):");
        await stage.Terminal.TypeAsync("no");
        await stage.ReadyAsync(after: "y or n (Enter means n): no");
        await stage.Terminal.TypeAsync("explain");
        await stage.ReadyAsync(after: "You said: explain");

        stage.Prompts.Single().ShouldBe("explain\n\n'out':\n```\nout\n```");
    }

    [PwshFact]
    public async Task A_key_in_a_session_command_is_not_sent_with_its_output()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync("!Write-Output out # sk-0123456789abcdef0123456789");
        await stage.ShowsAsync("y or n (Enter means n):");
        await stage.Terminal.TypeAsync("y");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("explain");
        await stage.ReadyAsync(after: "You said: explain");

        stage.Prompts.Single().ShouldBe("explain\n\nWrite-Output out # ****:\n```\nout\n```");
    }

    [PwshFact]
    public async Task Compress_replaces_the_past_and_changes_nothing_if_it_fails()
    {
        var options = new LoopbackOptions { Reply = request => request.LastUserText.StartsWith("Summarize", StringComparison.Ordinal) ? "All in short." : $"A long answer to {request.LastUserText}: {new string('x', 300)}" };
        await using var stage = await ConsoleStage.EnterAsync(options, height: 50);
        foreach (var prompt in new[] { "one", "two", "three" })
        {
            await stage.Terminal.TypeAsync(prompt);
            await stage.ReadyAsync(after: $"A long answer to {prompt}");
        }

        stage.Server.Enqueue(Fault.InvalidApiKey);
        await stage.Terminal.TypeAsync("/compress");
        await stage.ReadyAsync(after: "Summarizing");
        await stage.Terminal.TypeAsync("/compress");
        await stage.ReadyAsync(after: "now it has about");

        (await stage.ExitAsync("($c.Messages | ForEach-Object { \"$($_.Role):$($_.Text.Split(':')[0])\" }) -join '|'"))
            .ShouldBe("user:This is a summary of our conversation so far|assistant:I have read the summary. Let us go on.|user:two|assistant:A long answer to two|user:three|assistant:A long answer to three");
    }

    [PwshFact]
    public async Task Stats_shows_the_tokens_of_the_conversation_only_while_they_are_known()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");
        await stage.Terminal.TypeAsync("/stats");
        await stage.ReadyAsync(after: "tokens now.");
        foreach (var line in new[] { "/undo", "/stats" })
        {
            await stage.Terminal.TypeAsync(line);
            await stage.ReadyAsync(after: $"> {line}\n");
        }

        var screen = await stage.ReadyAsync(after: "Removed: hello");
        string.Join('\n', screen.SkipWhile(row => !row.StartsWith("Removed:", StringComparison.Ordinal))).ShouldNotContain("tokens now");
    }

    [PwshFact]
    public async Task Files_are_attached_by_mention_and_by_command()
    {
        await using var stage = await ConsoleStage.EnterAsync(prepare: pwsh =>
        {
            pwsh.Write("project/my notes.txt", "the notes");
            pwsh.Write("project/app.log", "the log");
        });
        await stage.Terminal.SendAsync("what is in @ap");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("@app.log");
        await stage.Terminal.TypeAsync(" and who is @someone?");
        await stage.ReadyAsync(after: "the log");
        await stage.Terminal.TypeAsync("/attach my notes.txt");
        await stage.ReadyAsync(after: "Attached to the next prompt: my notes.txt");
        await stage.Terminal.TypeAsync("/attach nope.txt");
        await stage.ReadyAsync(after: "nope.txt was not sent");
        await stage.Terminal.TypeAsync("read it");
        await stage.ReadyAsync(after: "the notes");

        stage.Prompts.ShouldBe(["what is in @app.log and who is @someone?\n\napp.log:\n```\nthe log\n```", "read it\n\nmy notes.txt:\n```\nthe notes\n```"]);
    }

    [PwshFact]
    public async Task A_session_command_runs_in_the_users_session_and_its_output_goes_along_only_if_the_user_says_so()
    {
        await using var stage = await ConsoleStage.EnterAsync(command: "$seen = 0; $c = Enter-QwenChat");
        await stage.Terminal.TypeAsync("!$seen = 42; \"seen $seen\"; 2");
        await stage.ShowsAsync("y or n (Enter means n):");
        await stage.Terminal.PressAsync("Enter");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("![pscustomobject]@{ Name = 'x'; Value = $seen }");
        await stage.ShowsAsync("(1 object) to the next prompt?\ny or n (Enter means n):");
        await stage.Terminal.TypeAsync("y");
        await stage.ReadyAsync();
        await stage.Terminal.TypeAsync("explain");
        await stage.ReadyAsync(after: "You said: explain");
        await stage.Terminal.TypeAsync("!Start-Sleep 60");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync(after: "!Start-Sleep 60\nCanceled.");
        await stage.Terminal.TypeAsync("!throw 'oops'");
        await stage.ShowsAsync("The command failed: oops");
        await stage.Terminal.ScreenAsync(screen => screen.TrimEnd().EndsWith("y or n (Enter means n):", StringComparison.Ordinal));
        await stage.Terminal.PressAsync("Escape");
        await stage.ReadyAsync(after: "Canceled.");
        await stage.Terminal.TypeAsync("!!tty");
        await stage.ReadyAsync(after: "/dev/");

        stage.Prompts.Single().ShouldEndWith("```\n{\"Name\":\"x\",\"Value\":42}\n```");
        (await stage.ExitAsync("$seen")).ShouldBe("42");
    }

    [PwshFact]
    public async Task Code_and_answers_are_copied_by_the_terminal_if_nothing_else_can()
    {
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = _ => "Run:\n\n```sh\necho hi\n```\n" });
        await stage.Terminal.TypeAsync("/copy");
        await stage.ReadyAsync(after: "There is nothing to copy.");
        await stage.Terminal.TypeAsync("how?");
        await stage.ReadyAsync(after: "echo hi");

        await stage.Terminal.TypeAsync("/code");

        await stage.ReadyAsync(after: "The code block was sent to the terminal's clipboard.");
        (await stage.Terminal.ClipboardAsync()).ShouldBe("echo hi");
    }

    [PwshFact]
    public async Task What_is_copied_has_no_characters_that_a_terminal_obeys()
    {
        await using var stage = await ConsoleStage.EnterAsync(new LoopbackOptions { Reply = _ => "```\ncode\u001B]52;c;aGk=\u0007\u202E\n\ta\n```\n" });
        await stage.Terminal.TypeAsync("how?");
        await stage.ReadyAsync(after: @"code\u001B]52;c;aGk=\u0007");

        await stage.Terminal.TypeAsync("/code");

        await stage.ReadyAsync(after: "The code block was sent to the terminal's clipboard, without its control and\ninvisible characters.");
        (await stage.Terminal.ClipboardAsync()).ShouldBe("code]52;c;aGk=\n\ta\n");
    }

    [PwshFact]
    public async Task A_clipboard_program_that_hangs_ends_with_the_copy()
    {
        await using var stage = await ConsoleStage.EnterAsync(prepare: pwsh =>
        {
            var program = pwsh.Write("bin/xclip", "#!/bin/sh\ncat > /dev/null\necho $$ > xclip.pid\nexec sleep 600\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            pwsh.With("DISPLAY", ":9").With("WAYLAND_DISPLAY", "").With("PATH", $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}");
        });
        await stage.Terminal.TypeAsync("hello");
        await stage.ReadyAsync(after: "You said: hello");

        await stage.Terminal.TypeAsync("/copy");
        var pid = Path.Join(stage.Pwsh.Project, "xclip.pid");
        await stage.Terminal.ScreenAsync(_ => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'));
        await stage.Terminal.PressAsync("Escape");

        await stage.ReadyAsync(after: "Canceled.");
        (await stage.ExitAsync("for ($i = 0; $i -lt 100 -and (Get-Process -Id (Get-Content xclip.pid) -ErrorAction Ignore); $i++) { Start-Sleep -Milliseconds 100 }; $i -lt 100")).ShouldBe("True");
    }

    [PwshFact]
    public async Task Tab_completes_commands_and_models()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.SendAsync("/ret");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> /retry");
        await stage.Terminal.SendAsync("coder");
        await stage.Terminal.PressAsync("Tab");
        await stage.ShowsAsync("> /retry coder-model");
        await stage.Terminal.PressAsync("C-c");
        await stage.ReadyAsync();
        await stage.Terminal.SendAsync("/s");
        await stage.Terminal.PressAsync("Tab");

        await stage.ShowsAsync("/stats");
        await stage.ShowsAsync("/system");
    }

    [PwshFact]
    public async Task A_prompt_with_a_key_is_sent_only_if_the_user_says_so_and_a_retry_that_fails_keeps_the_old_answer()
    {
        await using var stage = await ConsoleStage.EnterAsync();
        await stage.Terminal.TypeAsync("what is sk-4f1d7c20a9b34e118d520c6f7a1b2c3d");
        await stage.ShowsAsync("what looks like a key. Send it to the model?");
        await stage.Terminal.PressAsync("Enter");
        await stage.ReadyAsync(after: "The prompt was not sent.");
        stage.Prompts.ShouldBeEmpty();
        await stage.Terminal.TypeAsync("one");
        await stage.ReadyAsync(after: "You said: one");
        stage.Server.Enqueue(Fault.InvalidApiKey);

        await stage.Terminal.TypeAsync("/retry");
        await stage.ReadyAsync(after: "/retry sends the prompt again.");
        await stage.Terminal.TypeAsync("/exit now");
        await stage.ReadyAsync(after: "/exit takes no argument");

        (await stage.ExitAsync("$c.Messages.Text -join '|'")).ShouldBe("one|You said: one");
    }
}
