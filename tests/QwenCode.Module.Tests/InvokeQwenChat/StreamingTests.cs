namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Answers chunk by chunk, to the pipeline and to the host.</summary>
public sealed class StreamingTests
{
    [PwshFact]
    public async Task Stream_writes_chunks_and_the_last_one_has_the_answer()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Strict = true });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $deltas = Invoke-QwenChat 'one two' -Stream
            $two = 'a', 'b' | Invoke-QwenChat -Stream
            @{
                Types     = @($deltas | ForEach-Object { $_.GetType().FullName } | Select-Object -Unique)
                Texts     = @($deltas | ForEach-Object { "$_" })
                Indexes   = @($deltas.Index)
                Joined    = -join $deltas
                Answers   = @($deltas | Where-Object Answer).Count
                Last      = $deltas[-1].Answer | Select-Object Text, FinishReason, Attempts, @{ n = 'Tokens'; e = { $_.Usage.TotalTokens } }
                Next      = ($deltas[-1].Answer | Invoke-QwenChat 'further').Conversation.Messages.Count
                Two       = @($two.Answer | Where-Object { $_ } | ForEach-Object { "$($_.InputObject): $_" })
            } | ConvertTo-Json -Compress -Depth 4
            """);

        seen.Texts("Types").ShouldBe(["QwenCode.ChatDelta"]);
        seen.Texts("Texts").ShouldBe(["You", " said:", " one", " two", ""]);
        seen.List("Indexes").Select(index => index.GetInt32()).ShouldBe([0, 1, 2, 3, 4]);
        seen.Text("Joined").ShouldBe("You said: one two");
        seen.Number("Answers").ShouldBe(1);
        var last = seen.GetProperty("Last");
        (last.Text("Text"), last.Text("FinishReason"), last.Number("Attempts")).ShouldBe(("You said: one two", "stop", 1));
        last.Number("Tokens").ShouldBeGreaterThan(0);
        seen.Number("Next").ShouldBe(4);
        seen.Texts("Two").ShouldBe(["a: You said: a", "b: You said: b"]);
    }

    [PwshFact]
    public async Task Piped_chunks_are_the_text_that_they_are_parts_of_and_kept_ones_are_continued()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        await pwsh.JsonAsync("""
            $null = Invoke-QwenChat 'one two' -Stream | Invoke-QwenChat 'Translate'
            $null = & { 'before'; 'one', 'two' | Invoke-QwenChat -Stream; 'after' } | Invoke-QwenChat 'Translate'
            $null = Invoke-QwenChat 'one two' -Stream | Select-Object -First 2 | Invoke-QwenChat 'Translate'
            $chunks = Invoke-QwenChat 'one' -Stream
            $null = Invoke-QwenChat 'two' -Conversation $chunks
            $null = Invoke-QwenChat 'two' -Conversation $chunks[-1]
            '"done"'
            """);

        var requests = server.Requests.Where(request => request.Prompt().StartsWith("Translate", StringComparison.Ordinal)).Select(request => request.Prompt()).ToList();
        requests.ShouldBe(["Translate\n\nYou said: one two", "Translate\n\nbefore\nYou said: one\nYou said: two\nafter", "Translate\n\nYou said:"]);
        server.Requests.TakeLast(2).ShouldAllBe(request => string.Join('|', request.Messages()) == "user: one|assistant: You said: one|user: two");
    }

    [PwshFact]
    public async Task Live_shows_the_text_on_the_host_and_returns_the_answer()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("""
            $answer = Invoke-QwenChat 'one two' -Live
            "returned: $answer"
            $null = Invoke-QwenChat 'one two' -Live -Model fault-stream-cut -ErrorVariable failure -ErrorAction SilentlyContinue
            "failed: $($failure[0].TargetObject)"
            $quiet = Invoke-QwenChat 'one two' -Live -InformationVariable shown 6>$null
            "told: $(-join $shown)"
            """);

        result.Errors.ShouldBe("");
        result.Output.ReplaceLineEndings("\n").ShouldBe("You said: one two\nreturned: You said: one two\nYou said:\nfailed: You said:\ntold: You said: one two\n");
    }

    [PwshFact]
    public async Task Parameters_that_cannot_be_combined_are_rejected_before_a_request_is_sent()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var ids = await pwsh.JsonAsync("""
            $commands = @(
                { 'a' | Invoke-QwenChat -Stream -ThrottleLimit 2 }
                { 'a' | Invoke-QwenChat -Live -ThrottleLimit 2 }
                { Invoke-QwenChat a -Stream -Live }
                { Invoke-QwenChat a -AsObject }
            )
            $commands | ForEach-Object { try { & $_; 'sent' } catch { $_.FullyQualifiedErrorId } } | ConvertTo-Json -Compress
            """);

        ids.Texts().ShouldBe(Enumerable.Repeat("InvalidParameter,QwenCode.Commands.InvokeQwenChatCommand", 4));
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_pipeline_that_takes_the_first_chunk_ends_the_request_at_once()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { DeltaDelay = TimeSpan.FromMilliseconds(100) });
        using var pwsh = new PwshRun().WithServer(server);

        // The rest of the pipeline runs longer than the request.
        using var process = pwsh.Start("""
            $prompt = 1..200 -join ' '
            $first = Invoke-QwenChat $prompt -Stream | Select-Object -First 1 | ForEach-Object { $null = [Console]::In.ReadLine(); "$_" }
            $fast = Invoke-QwenChat hi -Stream -Model deltas-1000000 | Select-Object -First 1
            @{ First = $first; Fast = "$fast"; Again = "$(Invoke-QwenChat again)" } | ConvertTo-Json -Compress
            """);
        var request = await server.WaitForRequestAsync(0, process.Deadline);
        await process.TellAsync("go on");
        await request.ClientGone.WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        (seen.Text("First"), seen.Text("Fast"), seen.Text("Again")).ShouldBe(("You", "x ", "You said: again"));

        // A burst may have been written off to a connection that is gone before anybody notices that it is.
        await server.Requests[1].Completed.WaitAsync(TestContext.Current.CancellationToken);
    }

    [PwshFact]
    public async Task Many_chunks_need_little_memory()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync("""
            Invoke-QwenChat hi -Model deltas-2000 -Stream | ForEach-Object { }
            [GC]::Collect()
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $before = $process.WorkingSet64
            $count = 0
            Invoke-QwenChat hi -Model deltas-300000 -Stream | ForEach-Object { $count++; $last = $_ }
            $process.Refresh()
            @{ Count = $count; Length = $last.Answer.Text.Length; Megabytes = [int](($process.WorkingSet64 - $before) / 1MB) } | ConvertTo-Json -Compress
            """);

        (seen.Number("Count"), seen.Number("Length")).ShouldBe((300_001, 600_000));
        seen.Number("Megabytes").ShouldBeLessThan(60);
    }
}
