namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Conversations as values: made, branched, stored, and come back.</summary>
public sealed class ConversationTests
{
    [PwshFact]
    public async Task A_conversation_can_be_created_branched_and_continued_with_another_system_prompt()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $begin = New-QwenConversation -System 'be brief' -Message @{ role = 'user'; content = 'one' }, @{ Role = 'assistant'; Text = 'eins' }
            $single = New-QwenConversation -Message @{ role = 'user'; content = 'alone' }
            $copy = New-QwenConversation 'be kind' -Message $begin.Messages
            $left = Invoke-QwenChat 'left' -Conversation $begin
            $right = Invoke-QwenChat 'right' -Conversation $begin -System 'be rude'
            $on = Invoke-QwenChat 'on' -Conversation $left
            @{
                Counts = @($begin, $single, $copy, $left.Conversation, $right.Conversation, $on.Conversation | ForEach-Object { $_.Messages.Count })
                Begin  = @($begin.Messages | ForEach-Object { "$_" })
                Copy   = @($copy.Messages | ForEach-Object { "$_" })
            } | ConvertTo-Json -Compress
            """);

        seen.List("Counts").Select(count => count.GetInt32()).ShouldBe([3, 1, 3, 5, 5, 7]);
        seen.Texts("Begin").ShouldBe(["system: be brief", "user: one", "assistant: eins"]);
        seen.Texts("Copy").ShouldBe(["system: be kind", "user: one", "assistant: eins"]);
        server.Requests[1].Messages().ShouldBe(["system: be rude", "user: one", "assistant: eins", "user: right"]);
        server.Requests[2].Messages().ShouldBe(["system: be brief", "user: one", "assistant: eins", "user: left", "assistant: You said: left", "user: on"]);
    }

    [PwshFact]
    public async Task A_conversation_is_deserialized_with_images_and_reasoning()
    {
        const int Trips = 6;
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            [IO.File]::WriteAllBytes("$PWD/dot.png", [byte[]](0x89, 0x50, 0x4E, 0x47, 1, 2, 3))
            $answer = Invoke-QwenChat 'what is: it?' -System 'be brief' -Image dot.png -EnableThinking
            $trips = @(
                { $answer | Export-Clixml a.xml; Import-Clixml a.xml }
                { $answer.Conversation | Export-Clixml a.xml; Import-Clixml a.xml }
                { $answer | ConvertTo-Json -Depth 6 | ConvertFrom-Json }
                { $answer | ConvertTo-Json -Depth 6 | ConvertFrom-Json -AsHashtable }
                { $answer.Conversation | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
                { $answer.Conversation.Messages | ConvertTo-Json -Depth 4 | ConvertFrom-Json }
            )
            $next = $trips | ForEach-Object { Invoke-QwenChat 'and now?' -Conversation (& $_) }
            $then = $next[0] | Invoke-QwenChat 'with thoughts' -IncludeReasoning
            @{
                Thoughts  = $answer.Reasoning
                Reasoning = @($next | ForEach-Object { $_.Conversation.Messages[2].Reasoning })
                Names     = @($next | ForEach-Object { $_.Conversation.Messages[1].Images[0].Name })
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Thoughts").ShouldNotBeNullOrEmpty();
        seen.Texts("Reasoning").ShouldBe(Enumerable.Repeat(seen.Text("Thoughts"), Trips));
        seen.Texts("Names").ShouldBe(Enumerable.Repeat("dot.png", Trips));
        var first = server.Requests[0].Json().List("messages");
        foreach (var request in server.Requests.Skip(1).Take(Trips))
        {
            var messages = request.Json().List("messages");
            messages[..2].Select(message => message.GetRawText()).ShouldBe(first.Select(message => message.GetRawText()));
            messages[1].List("content")[1].GetProperty("image_url").Text("url").ShouldBe("data:image/png;base64,iVBORwECAw==");
            messages[2].GetRawText().ShouldBe("""{"role":"assistant","content":"You said: what is: it?"}""");
        }

        server.Requests[^1].Json().List("messages")[2].Text("reasoning_content").ShouldBe(seen.Text("Thoughts"));
    }

    [PwshFact]
    public async Task A_text_of_which_ConvertFrom_Json_makes_a_date_is_text_again()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            $texts = '2024-01-02T03:04:05Z', '2024-01-02T03:04:05.678Z', '2024-01-02T03:04:05', '2024-01-02'
            $saved = New-QwenConversation -Message ($texts | ForEach-Object { @{ role = 'assistant'; content = $_ } }) | ConvertTo-Json -Depth 4
            $null = $saved | ConvertFrom-Json | Invoke-QwenChat 'q'
            $null = Invoke-QwenChat 'q' -Conversation ($saved | ConvertFrom-Json -AsHashtable)
            """);

        server.Requests.Count.ShouldBe(2);
        foreach (var request in server.Requests)
            request.Messages().ShouldBe(["assistant: 2024-01-02T03:04:05Z", "assistant: 2024-01-02T03:04:05.678Z", "assistant: 2024-01-02T03:04:05", "assistant: 2024-01-02", "user: q"]);
    }

    [PwshFact]
    public async Task ConvertToJson_writes_an_answer_whole_at_its_default_depth()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ToolScript = ToolScript.Of(ScriptedRound.Call("Get-Mark", """{"Name":"it's"}""")) });
        server.Enqueue(Fault.RawJson("""{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"one"},"finish_reason":"stop"},{"index":1,"message":{"role":"assistant","content":"two"},"finish_reason":"length"}]}"""));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            [IO.File]::WriteAllBytes("$PWD/dot.png", [byte[]](0x89, 0x50, 0x4E, 0x47, 1, 2, 3))
            function Get-Mark { param($Name) "mark $Name" }
            $choices = Invoke-QwenChat 'two?' -WarningAction Ignore
            $answer = Invoke-QwenChat 'see' -Image dot.png -Tool Get-Mark -ApproveTool Get-Mark
            $other = ($choices | ConvertTo-Json -WarningVariable warned | ConvertFrom-Json).OtherChoices
            $json = $answer | ConvertTo-Json -WarningVariable +warned
            $back = $json | ConvertFrom-Json
            $null = $answer | Invoke-QwenChat next
            $null = $back | Invoke-QwenChat next
            $null = $answer.Conversation | ConvertTo-Json -WarningVariable +warned | ConvertFrom-Json | Invoke-QwenChat next
            @{ Warned = @($warned).Count; Length = $json.Length; Seconds = $back.ToolCalls[0].Duration; Choices = @($other | ForEach-Object { "$($_.FinishReason): $($_.Text)" }); Live = @("$($answer.ToolCalls[0].Duration.GetType().Name)", "$($answer.Messages[0].Contents.Type)", "$($choices.OtherChoices[0].Messages.Count)") } | ConvertTo-Json -Compress
            """);

        seen.Number("Warned").ShouldBe(0);
        seen.Number("Length").ShouldBeLessThan(5000);
        seen.GetProperty("Seconds").GetDouble().ShouldBeGreaterThan(0);
        seen.Texts("Choices").ShouldBe(["length: two"]);
        seen.Texts("Live").ShouldBe(["TimeSpan", "text image", "2"]);
        server.Requests.TakeLast(3).Select(request => request.Body).Distinct().ShouldHaveSingleItem().ShouldContain("data:image/png;base64");
    }

    [PwshFact]
    public async Task A_serialization_that_is_not_deep_enough_is_rejected()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var failure = await pwsh.RunAsync("""
            $answer = Invoke-QwenChat one
            try { @{ a = @{ b = @{ c = $answer } } } | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json | ForEach-Object { Invoke-QwenChat two -Conversation $_.a.b.c } } catch { "$_" }
            """);

        failure.Output.ShouldContain("not a conversation");
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task An_invalid_conversation_is_rejected_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var messages = await pwsh.JsonAsync("""
            $wrong = 'text', 42, @{ a = 1 }, (Get-Process -Id $PID), @(1, 2), @(@{ role = 'tool'; content = 'x' }), @(@{ role = 'user' }), @(@{ role = 'user'; content = @(@{ type = 'text' }) })
            $wrong | ForEach-Object { $value = $_; try { Invoke-QwenChat hi -Conversation $value; 'sent' } catch { "$_" } } | ConvertTo-Json -Compress
            """);

        messages.Texts().ShouldAllBe(message => message.Contains("This is not a conversation: ") && message.Contains("New-QwenConversation"));
        messages.Texts().Length.ShouldBe(8);
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_null_conversation_starts_a_new_one()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            $lines = [Collections.Generic.Queue[string]] ('one', 'two', 'three')
            function Read-Host { $lines.Dequeue() }
            while ($lines.Count) { $a = Invoke-QwenChat (Read-Host you) -Conversation $a }
            $null = Invoke-QwenChat 'anew' -Conversation $null
            """);

        server.Requests.Select(request => request.Messages().Length).ShouldBe([1, 3, 5, 1]);
    }

    [PwshFact]
    public async Task A_piped_conversation_from_Clixml_JSON_or_a_job_is_continued()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            $a = Invoke-QwenChat one
            $c = New-QwenConversation 'be brief'
            $a | Export-Clixml a.xml
            @(
                $a
                $a.Conversation
                Import-Clixml a.xml
                $a | ConvertTo-Json -Depth 5 | ConvertFrom-Json
                $a | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
                $a | ConvertTo-Json -WarningAction Ignore | ConvertFrom-Json
                $a.Conversation | ConvertTo-Json -Depth 5 | ConvertFrom-Json
                $a.Conversation | ConvertTo-Json -Depth 5 | ConvertFrom-Json -AsHashtable
                Start-Job { Import-Module $using:manifest; Invoke-QwenChat one } | Receive-Job -Wait
            ) | ForEach-Object { $null = $_ | Invoke-QwenChat more }
            $null = $c | Invoke-QwenChat more
            $null = $c | ConvertTo-Json -Depth 5 | ConvertFrom-Json | Invoke-QwenChat more
            """);

        var continued = server.Requests.Where(request => request.Prompt() == "more").ToList();
        continued.Count.ShouldBe(11);
        continued[..9].ShouldAllBe(request => string.Join('|', request.Messages()) == "user: one|assistant: You said: one|user: more");
        continued[9..].ShouldAllBe(request => string.Join('|', request.Messages()) == "system: be brief|user: more");
    }

    [PwshFact]
    public async Task Data_that_only_looks_like_a_conversation_is_sent_as_data()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.RunAsync("""
            @(
                '{ "messages": [ { "role": "user", "content": "hi" }, { "role": "assistant", "content": "Hi." } ] }' | ConvertFrom-Json
                [pscustomobject]@{ Text = 'x'; Conversation = 'c' }
                [pscustomobject]@{ Messages = @('a', 'b') }
                [pscustomobject]@{ Messages = @() }
                @{ Messages = 3 }
            ) | ForEach-Object { $null = $_ | Invoke-QwenChat judge }
            """);

        server.Requests.Count.ShouldBe(5);
        server.Requests.ShouldAllBe(request => request.Messages().Length == 1 && request.Prompt().StartsWith("judge\n\n{", StringComparison.Ordinal));
    }
}
