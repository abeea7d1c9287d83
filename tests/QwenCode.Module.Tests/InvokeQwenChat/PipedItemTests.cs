namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>What one piped item is.</summary>
public sealed class PipedItemTests
{
    [PwshFact]
    public async Task A_list_that_is_piped_as_one_object_is_one_request_and_an_argument_is_one_for_each_item()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answers = @(1, 2), @(3, 4) | Invoke-QwenChat sum -PerItem
            $prompts = @('a', 'b'), 'c' | Invoke-QwenChat
            $null = Invoke-QwenChat -InputObject 'd', 'e'
            $null = Invoke-QwenChat sum -PerItem -InputObject 5, 6
            @{ Inputs = @($answers | ForEach-Object { $_.InputObject -join '+' }); Prompts = @($prompts).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Inputs").ShouldBe(["1+2", "3+4"]);
        seen.Number("Prompts").ShouldBe(2);
        server.Requests.Select(request => request.Prompt()).ShouldBe(["sum\n\n1\n2", "sum\n\n3\n4", "a\nb", "c", "d", "e", "sum\n\n5", "sum\n\n6"]);
    }

    [PwshFact]
    public async Task Several_items_of_one_request_are_warned_of_if_more_requests_were_expected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $warnings = foreach ($step in { 'a', 'b' | Invoke-QwenChat hey -ThrottleLimit 4 3>&1 }, { 'a', 'b' | Invoke-QwenChat hey -Unordered 3>&1 }, { 'a' | Invoke-QwenChat hey -ThrottleLimit 4 3>&1 }, { 'a', 'b' | Invoke-QwenChat hey -PerItem -ThrottleLimit 4 3>&1 }) {
                @(& $step | Where-Object { $_ -is [System.Management.Automation.WarningRecord] }).Message -join ''
            }
            ConvertTo-Json -Compress @($warnings)
            """);

        seen.Texts().Select(text => text.Contains("-PerItem")).ShouldBe([true, true, false, false]);
    }

    [PwshFact]
    public async Task An_answer_piped_beside_other_input_is_an_error_before_anything_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/a.txt", "text");

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi
            $errors = foreach ($step in { $answer, 'x' | Invoke-QwenChat q }, { 'x', $answer | Invoke-QwenChat q }, { $answer.Conversation, 'x' | Invoke-QwenChat q }, { $answer | Invoke-QwenChat q -Path a.txt }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" }
            }
            ConvertTo-Json -Compress @($errors)
            """);

        seen.Texts().ShouldAllBe(text => text.StartsWith("InvalidInput: A piped answer or conversation is the one to continue", StringComparison.Ordinal));
        seen.Texts().Length.ShouldBe(4);
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task Several_answers_are_continued_each_and_input_after_them_is_an_error_of_its_own()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi
            $answers = $answer, $answer, 'x' | Invoke-QwenChat q -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Answers = @($answers).Count; Failed = @($failed | ForEach-Object { "$($_.TargetObject)" }) } | ConvertTo-Json -Compress
            """);

        seen.Number("Answers").ShouldBe(2);
        seen.Texts("Failed").ShouldBe(["x"]);
        server.Requests.Count.ShouldBe(3);
    }

    [PwshFact]
    public async Task A_piped_conversation_needs_a_prompt_and_excludes_another_conversation()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi
            $conversation = New-QwenConversation -Message @{ role = 'user'; content = 'a' }, @{ role = 'assistant'; content = 'b' }
            $errors = foreach ($step in { $conversation | Invoke-QwenChat -ErrorAction Stop }, { $answer | Invoke-QwenChat q -Conversation $conversation }) {
                try { & $step; 'none' } catch { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" }
            }
            $chained = $answer | Invoke-QwenChat
            ConvertTo-Json -Compress @($errors + "$chained")
            """);

        seen.Texts()[0].ShouldStartWith("NoInput: A conversation was piped");
        seen.Texts()[1].ShouldStartWith("InvalidParameter: A piped answer");
        seen.Texts()[2].ShouldBe("You said: You said: hi");
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task Dates_are_sent_in_the_format_of_ISO_8601()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("[datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc), [datetime]::new(2026, 1, 2), [DateTimeOffset]::new(2026, 1, 2, 3, 4, 5, [timespan]::FromHours(8)), [DateOnly]::new(2026, 1, 2) | Invoke-QwenChat when");

        server.Requests.ShouldHaveSingleItem().Prompt().ShouldBe("when\n\n2026-01-02T03:04:05Z\n2026-01-02T00:00:00\n2026-01-02T03:04:05+08:00\n2026-01-02");
    }
}
