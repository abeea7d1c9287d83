namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>A prompt whose input is empty is not sent.</summary>
public sealed class EmptyInputTests
{
    [PwshFact]
    public async Task A_prompt_with_an_empty_pipeline_is_an_error_and_not_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/empty.txt", "");

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { @() | Invoke-QwenChat 'Write a commit message' }
                { $null | Invoke-QwenChat 'Write a commit message' }
                { '' | Invoke-QwenChat 'Write a commit message' }
                { '', "`n", ' ' | Invoke-QwenChat 'Write a commit message' }
                { Get-Content missing.txt -ErrorAction Ignore | Invoke-QwenChat 'Summarize' }
                { Get-Content empty.txt | Invoke-QwenChat 'Summarize' }
                { @() | Invoke-QwenChat 'What is this?' -Image https://example.com/a.png }
                { Invoke-QwenChat 'Summarize' -InputObject $notSet }
                { Invoke-QwenChat 'Summarize' -InputObject @() }
            )
            $failures = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId)|$($_.TargetObject)|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(9);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("NoInput,QwenCode.Commands.InvokeQwenChatCommand|") && failure.Contains("was not sent"));
        seen.Texts()[0].ShouldContain("|Write a commit message|");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Without_a_prompt_and_a_pipeline_the_error_shows_how_to_specify_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $commands = { Invoke-QwenChat }, { Invoke-QwenChat -Model m -AsText }, { 1 | ForEach-Object { Invoke-QwenChat } }
            $failures = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId)|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().ShouldAllBe(failure => failure.StartsWith("NoInput,QwenCode.Commands.InvokeQwenChatCommand|No prompt was specified."));
        seen.Texts()[0].ShouldContain("Invoke-QwenChat 'Why is the sky blue?'");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_conversation_without_a_prompt_is_an_error_that_names_its_last_message()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $question = @{ role = 'system'; content = 'Be brief' }, @{ role = 'user'; content = 'Why is the sky blue?' }
            $commands = { Invoke-QwenChat -Conversation $question }, { Invoke-QwenChat -Conversation ($question + @{ role = 'assistant'; content = 'It scatters.' }) }, { Invoke-QwenChat -Conversation $null }
            $failures = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().ShouldAllBe(failure => failure.StartsWith("NoInput|No prompt was specified"));
        seen.Texts()[0].ShouldContain("Its last message is the user's: specify that text as the prompt");
        seen.Texts()[1].ShouldContain("Invoke-QwenChat 'And then?' -Conversation $conversation");
        seen.Texts()[2].ShouldContain("Invoke-QwenChat 'Why is the sky blue?'");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_prompt_that_is_null_is_an_error_as_an_empty_one_is_and_the_others_are_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $texts = 'one', $null, '', 'two' | Invoke-QwenChat -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object Text
            $alone = try { $notSet | Invoke-QwenChat -ErrorAction Stop; 'sent' } catch { "$_" }
            @{ Texts = @($texts); Ids = @($failures | ForEach-Object { ($_.FullyQualifiedErrorId -split ',')[0] }); Alone = $alone } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldBe(["You said: one", "You said: two"]);
        seen.Texts("Ids").ShouldBe(["InvalidInput", "InvalidInput"]);
        seen.Text("Alone").ShouldStartWith("The prompt is empty and was not sent.");
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task Pwsh_exits_with_1_for_an_empty_pipeline()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunCommandAsync($"Import-Module '{ModulePackage.Manifest}'; @() | Invoke-QwenChat 'Write a commit message'");

        result.ExitCode.ShouldBe(1);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Without_a_pipeline_a_prompt_is_sent_alone_whatever_the_input_of_the_process_is()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            1..2 | ForEach-Object { Invoke-QwenChat 'in a loop' -AsText }
            function Ask { process { Invoke-QwenChat 'in a function' -AsText } }
            @() | Ask
            1 | Ask
            @() | Invoke-QwenChat 'each' -PerItem
            @() | Invoke-QwenChat
            """);

        result.Errors.ShouldBe("");
        server.Requests.Select(request => request.Prompt()).ShouldBe(["in a loop", "in a loop", "in a function"]);
    }

    [PwshFact]
    public async Task Input_that_cannot_be_sent_at_all_ends_the_command_and_the_prompt_is_not_sent_without_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        await File.WriteAllBytesAsync(Path.Join(pwsh.Project, "tool.bin"), [1, 2, 0, 3], TestContext.Current.CancellationToken);
        pwsh.Write("project/good.txt", "good");

        var seen = await pwsh.JsonAsync("""
            $failures = { Get-Item tool.bin | Invoke-QwenChat 'Read' }, { Invoke-QwenChat 'Read' -Path tool.bin, missing.txt } |
                ForEach-Object { try { & $_ 2> $null; 'sent' } catch { "$($_.FullyQualifiedErrorId)|$($_.TargetObject)" } }
            $told = Get-Item tool.bin, good.txt | Invoke-QwenChat 'Read' -AsText 2>&1 | ForEach-Object { "$_" }
            ConvertTo-Json -Compress @(@($failures) + $told)
            """);

        seen.Texts()[0].ShouldStartWith("InvalidInput,");
        seen.Texts()[0].ShouldEndWith("tool.bin");
        seen.Texts()[1].ShouldEndWith("|missing.txt");
        seen.Texts()[2].ShouldContain("tool.bin was not sent");
        seen.Texts()[3].ShouldContain("good");
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_prompt_per_item_without_items_is_an_error_unless_the_pipeline_is_empty()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { Invoke-QwenChat 'Judge it' -PerItem }
                { 1 | ForEach-Object { Invoke-QwenChat 'Judge it' -PerItem } }
                { Invoke-QwenChat 'Judge it' -PerItem -Image https://example.com/a.png }
                { Invoke-QwenChat 'Judge it' -PerItem -InputObject $notSet }
                { Invoke-QwenChat 'Judge it' -PerItem -InputObject @() }
                { Invoke-QwenChat -InputObject @() }
                { @() | Invoke-QwenChat 'Judge it' -PerItem }
                { @() | Invoke-QwenChat }
            )
            $failures = $commands | ForEach-Object { try { & $_; 'silent' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.TargetObject)|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Take(5).ShouldAllBe(failure => failure.StartsWith("NoInput|Judge it|") && failure.Contains("leave out -PerItem"));
        seen.Texts()[5].ShouldStartWith("NoInput||No prompt was specified.");
        seen.Texts().Skip(6).ShouldBe(["silent", "silent"]);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_empty_item_is_an_error_of_its_own_and_the_prompt_is_not_sent_for_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $texts = 'one', '', ' ', @(), @('', "`n"), $null, 'two' | Invoke-QwenChat 'Judge' -PerItem -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object Text
            $commands = @(
                { '' | Invoke-QwenChat 'Judge' -PerItem -ErrorAction Stop }
                { ' ' | Invoke-QwenChat 'Judge' -PerItem -Image https://example.com/a.png -ErrorAction Stop }
                { Invoke-QwenChat 'Judge' -PerItem -InputObject '' }
            )
            $alone = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0])|$_" } }
            @{ Texts = @($texts); Ids = @($failures | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0])|$($_.TargetObject)|$_" }); Alone = @($alone) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldBe(["You said: Judge\n\none", "You said: Judge\n\ntwo"]);
        seen.Texts("Ids").Length.ShouldBe(5);
        seen.Texts("Ids").ShouldAllBe(failure => failure.StartsWith("InvalidInput|") && failure.Contains("|The item is empty, so the prompt was not sent for it."));
        seen.Texts("Alone").Length.ShouldBe(3);
        seen.Texts("Alone").ShouldAllBe(failure => failure.StartsWith("InvalidInput|The item is empty, so the prompt was not sent for it."));
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task What_needs_a_prompt_does_not_wait_for_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/a.txt", "a");

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { 'a' | Invoke-QwenChat -PerItem }
                { Invoke-QwenChat -PerItem }
                { Invoke-QwenChat -Path a.txt }
                { 'a' | Invoke-QwenChat -LiteralPath a.txt -Model m }
            )
            $failures = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$($_.FullyQualifiedErrorId)|$_" } }
            ConvertTo-Json -Compress @($failures)
            """);

        seen.Texts().Length.ShouldBe(4);
        seen.Texts().ShouldAllBe(failure => failure.StartsWith("NoInput,QwenCode.Commands.InvokeQwenChatCommand|No prompt was specified."));
        seen.Texts()[0].ShouldContain("-PerItem");
        seen.Texts()[2].ShouldContain("-Path");
        seen.Texts()[3].ShouldContain("-LiteralPath");
        server.Requests.ShouldBeEmpty();
    }
}
