namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Prompts: specified, piped, empty.</summary>
public sealed class PromptTests
{
    [PwshFact]
    public async Task Each_piped_prompt_is_a_request_of_its_own_and_answers_keep_the_order()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var texts = await pwsh.JsonAsync("'one', 'two', 'three' | Invoke-QwenChat -System 'be brief' | ForEach-Object Text | ConvertTo-Json -Compress");

        texts.Texts().ShouldBe(["You said: one", "You said: two", "You said: three"]);
        server.Requests.Select(request => request.Messages()).ShouldBe(
        [
            ["system: be brief", "user: one"],
            ["system: be brief", "user: two"],
            ["system: be brief", "user: three"],
        ]);
    }

    [PwshFact]
    public async Task What_is_not_text_is_no_prompt_and_what_has_a_text_is_that_text()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/a.txt", "a");

        var seen = await pwsh.JsonAsync("""
            $others = (Get-Item a.txt), { code }, [pscredential]::new('me', (ConvertTo-SecureString x -AsPlainText)), (Get-Process -Id $PID)
            $errors = @(foreach ($other in $others) { try { Invoke-QwenChat $other } catch { "$_" }; try { 'x' | Start-QwenBatch $other -OutFile x.jsonl } catch { "$_" } })
            $texts = @(foreach ($text in 5, [guid]::Empty, [uri] 'https://h.example/x', [version] '1.2', [DayOfWeek]::Friday, [Exception]::new('e')) { (Invoke-QwenChat $text).Text })
            @{ Errors = $errors; Texts = $texts } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").Length.ShouldBe(8);
        seen.Texts("Errors").ShouldAllBe(error => error.Contains("A prompt is text, and this is", StringComparison.Ordinal));
        seen.Texts("Texts").ShouldBe(["You said: 5", "You said: 00000000-0000-0000-0000-000000000000", "You said: https://h.example/x", "You said: 1.2", "You said: Friday", "You said: System.Exception: e"]);
    }

    [PwshFact]
    public async Task An_empty_prompt_is_an_error_and_the_rest_continues()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $texts = 'a', '', '  ', 'b' | Invoke-QwenChat -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object Text
            @{ Texts = $texts; Ids = @($failures.FullyQualifiedErrorId); Targets = @($failures.TargetObject) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldBe(["You said: a", "You said: b"]);
        seen.Texts("Ids").ShouldAllBe(id => id == "InvalidInput,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Texts("Targets").ShouldBe(["", "  "]);
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task An_item_that_fails_is_the_error_s_target_and_the_rest_continues()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.None, Fault.BadRequest);
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $texts = 'a', 'b', 'c' | Invoke-QwenChat -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object Text
            @{
                Texts    = $texts
                Count    = $failures.Count
                Id       = $failures[0].FullyQualifiedErrorId
                Category = "$($failures[0].CategoryInfo.Category)"
                Target   = $failures[0].TargetObject
                Type     = $failures[0].Exception.GetType().FullName
                Status   = $failures[0].Exception.StatusCode
                Next     = $failures[0].Exception.RecommendedAction
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldBe(["You said: a", "You said: c"]);
        seen.Number("Count").ShouldBe(1);
        seen.Text("Id").ShouldBe("InvalidRequest,QwenCode.Commands.InvokeQwenChatCommand");
        seen.Text("Category").ShouldBe("InvalidArgument");
        seen.Text("Target").ShouldBe("b");
        seen.Text("Type").ShouldBe("QwenCode.QwenRequestException");
        seen.Number("Status").ShouldBe(400);
        seen.Text("Next").ShouldNotBeNullOrEmpty();
        server.Requests.Count.ShouldBe(3);
    }

    [PwshFact]
    public async Task A_list_can_be_specified_as_InputObject_without_a_prompt()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var texts = await pwsh.JsonAsync("Invoke-QwenChat -InputObject 'a', 'b' | ForEach-Object Text | ConvertTo-Json -Compress");

        texts.Texts().ShouldBe(["You said: a", "You said: b"]);
    }

    [PwshFact]
    public async Task A_list_is_not_a_prompt_and_the_error_shows_how_to_send_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/reviews.csv", "a\nb\n");

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { Invoke-QwenChat (Get-Content reviews.csv) }
                { Invoke-QwenChat ('a', 'b') -AsText }
                { Invoke-QwenChat (1..3) }
                { Invoke-QwenChat -Message @() }
                { Invoke-QwenChat ([Collections.Generic.HashSet[string]]@('a', 'b')) }
            )
            $errors = $commands | ForEach-Object { try { & $_; 'sent' } catch { "$_" } }
            ConvertTo-Json -Compress @($errors)
            """);

        seen.Texts().Length.ShouldBe(5);
        foreach (var error in seen.Texts())
        {
            error.ShouldContain("A prompt is one text, and this is a list.");
            error.ShouldContain("$list | Invoke-QwenChat.");
            error.ShouldContain("$list | Invoke-QwenChat 'prompt'");
            error.ShouldContain("Get-Content -Raw");
        }

        server.Requests.ShouldBeEmpty();
    }
}
