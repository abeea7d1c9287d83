namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Many requests at once.</summary>
public sealed class BatchTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    [PwshFact]
    public async Task Answers_are_in_order_with_the_maximum_of_concurrent_requests()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = Latency });
        using var pwsh = new PwshRun().WithServer(server);

        var texts = await pwsh.JsonAsync("""1..200 | ForEach-Object { "q$_" } | Invoke-QwenChat -ThrottleLimit 20 | ForEach-Object { "$($_.InputObject) > $_" } | ConvertTo-Json -Compress""");

        texts.Texts().ShouldBe(Enumerable.Range(1, 200).Select(i => $"q{i} > You said: q{i}"));
        server.PeakConcurrency.ShouldBe(20);
    }

    [PwshFact]
    public async Task Failed_items_of_a_batch_are_errors_with_their_input_and_all_others_are_answered()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = TimeSpan.FromMilliseconds(5), FailureRate = 0.1 });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $answers = 1..200 | ForEach-Object { "q$_" } | Invoke-QwenChat -ThrottleLimit 20 -MaximumRetryCount 0 -ErrorVariable failures -ErrorAction SilentlyContinue
            @{ Answers = @($answers.InputObject); Failures = @($failures.TargetObject); Ids = @($failures.FullyQualifiedErrorId | Select-Object -Unique) } | ConvertTo-Json -Compress
            """);

        var (answers, failures) = (seen.Texts("Answers"), seen.Texts("Failures"));
        failures.Length.ShouldBeInRange(5, 50);
        seen.Texts("Ids").ShouldBe(["ServiceUnavailable,QwenCode.Commands.InvokeQwenChatCommand"]);
        answers.ShouldBe(Enumerable.Range(1, 200).Select(i => $"q{i}").Except(failures));
        server.Requests.Count.ShouldBe(200);
    }

    [PwshTheory]
    [InlineData("quota-exceeded", "QuotaExceeded", "")]
    [InlineData("model-not-found", "ModelNotFound", "")]
    [InlineData("invalid-api-key", "InvalidApiKey", "")]
    [InlineData("quota-exceeded", "QuotaExceeded", "-Stream")]
    public async Task A_failure_of_every_input_ends_the_batch_once_and_counts_the_unanswered_ones(string fault, string errorId, string how)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        server.Enqueue(Fault.None, Fault.BadRequest, Fault.None, FaultCatalog.ByName[fault]);
        var seen = await pwsh.JsonAsync($$"""
            $made = 0
            $answers = [Collections.Generic.List[string]]::new()
            $ending = try {
                & { while ($true) { $script:made++; "q$script:made" } } | Invoke-QwenChat -ErrorVariable failures -ErrorAction SilentlyContinue {{how}} |
                    ForEach-Object { if (-not $_.Answer) { return }; $answers.Add("$($_.Answer.InputObject)") }
            }
            catch { $_ }
            @{ Answers = $answers; Failed = $failures[0].TargetObject; Id = $ending.FullyQualifiedErrorId.Split(',')[0]; Target = $ending.TargetObject; Message = "$ending" } | ConvertTo-Json -Compress
            """.Replace("$_.Answer", how.Length == 0 ? "$_" : "$_.Answer", StringComparison.Ordinal));

        seen.Texts("Answers").ShouldBe(["q1", "q3"]);
        (seen.Text("Failed"), seen.Text("Id"), seen.Text("Target")).ShouldBe(("q2", errorId, "q4"));
        seen.Text("Message").ShouldContain("The command ends here: 2 inputs were answered; this one and all that follow were not.");
        server.Requests.Count.ShouldBe(4);
    }

    [PwshTheory]
    [InlineData("")]
    [InlineData("-Unordered")]
    public async Task Answers_in_progress_at_the_end_of_a_batch_are_written(string order)
    {
        const int AtOnce = 3;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (request, stream, token) =>
        {
            if (request.Index == AtOnce - 1)
                all.SetResult();
            await all.Task.WaitAsync(token);
            var isLast = request.Body.Contains("q3", StringComparison.Ordinal);
            var body = isLast ? """{"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}]}""" : """{"error":{"code":"insufficient_quota","message":"no"}}""";
            await stream.WriteAsync(RawServer.Response(isLast ? "200 OK" : "429 Too Many Requests", "Content-Type: application/json\r\n", System.Text.Encoding.UTF8.GetBytes(body)), token);
        });
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", server.BaseUrl.AbsoluteUri).With("OPENAI_API_KEY", "sk-from-the-process").With("OPENAI_MODEL", "m");

        var seen = await pwsh.JsonAsync($$"""
            $answers = [Collections.Generic.List[string]]::new()
            $ending = try { 'q1', 'q2', 'q3', 'q4' | Invoke-QwenChat -ThrottleLimit {{AtOnce}} {{order}} | ForEach-Object { $answers.Add("$($_.InputObject)") } } catch { $_ }
            @{ Answers = $answers; Message = "$ending" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Answers").ShouldBe(["q3"]);
        seen.Text("Message").ShouldMatch("The command ends here: 1 input was answered; this one, [12] in progress and all that follow were not.");
        server.Count.ShouldBeInRange(AtOnce, AtOnce + 1);
    }

    [PwshFact]
    public async Task Unordered_answers_are_written_as_they_arrive_each_with_its_input()
    {
        // The answer to the first waits for the fourth request, which the limit allows only after two answers.
        using var fourth = new ManualResetEventSlim();
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            Reply = request =>
            {
                if (request.LastUserText.EndsWith('4'))
                    fourth.Set();
                else if (request.LastUserText.Contains("first", StringComparison.Ordinal))
                    fourth.Wait();
                return request.LastUserText;
            },
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $items = [pscustomobject]@{ Id = 1; Text = 'first' }, 'second', 'third', 4
            $answers = $items | Invoke-QwenChat 'Which?' -PerItem -ThrottleLimit 2 -Unordered
            @{ Inputs = @($answers | ForEach-Object { "$($_.InputObject)" }); Ids = @($answers | ForEach-Object { "$($_.InputObject.Id)" }) } | ConvertTo-Json -Compress
            """);

        var inputs = seen.Texts("Inputs");
        inputs[..2].ShouldBe(["second", "third"]);
        inputs.Length.ShouldBe(4);
        seen.Texts("Ids").ShouldContain("1");
    }

    [PwshTheory]
    [InlineData("")]
    [InlineData("-Unordered")]
    public async Task An_endless_input_is_read_only_as_far_as_needed(string order)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = TimeSpan.FromMilliseconds(20) });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            $made = 0
            $texts = & { while ($true) { $made++; "q$made" } } | Invoke-QwenChat -ThrottleLimit 4 {{order}} | Select-Object -First 5 | ForEach-Object Text
            @{ Texts = $texts; Again = "$(Invoke-QwenChat again)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").Length.ShouldBe(5);
        if (order.Length == 0)
            seen.Texts("Texts").ShouldBe(Enumerable.Range(1, 5).Select(i => $"You said: q{i}"));
        seen.Text("Again").ShouldBe("You said: again");
        server.Requests.Count.ShouldBeLessThan(30);
        await Task.WhenAll(server.Requests.Select(request => request.Completed)).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [PwshFact]
    public async Task One_slow_answer_holds_back_a_bounded_number_of_others()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.Hang);
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync("1..100 | Invoke-QwenChat -ThrottleLimit 3 -TimeoutSec 2 -ErrorAction SilentlyContinue | Select-Object -First 1 | ForEach-Object Text");

        result.Output.Trim().ShouldBeOneOf("You said: 1", "You said: 2");
        server.Requests.Count.ShouldBeLessThan(30);
    }

    [PwshFact]
    public async Task A_batch_shows_its_progress_and_the_remaining_time()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = Latency });
        server.Enqueue(Fault.BadRequest);
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; 1..40 | Invoke-QwenChat -ThrottleLimit 4 -ErrorAction SilentlyContinue")
            $null = $shell.Invoke()
            $records = @($shell.Streams.Progress | Where-Object Activity -eq 'Chat requests')
            @{
                Texts   = @($records.StatusDescription)
                Left    = @($records.SecondsRemaining)
                Percent = @($records.PercentComplete)
                Last    = "$($records[-1].RecordType)"
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldContain(text => System.Text.RegularExpressions.Regex.IsMatch(text, @"^\d+( of 40)? done, 1 failed, [\d.,]+ per (second|minute)(;.*)?$"));
        seen.Text("Last").ShouldBe("Completed");
    }

    [PwshFact]
    public async Task Stopping_a_batch_ends_all_its_requests_at_the_server()
    {
        const int AtOnce = 12;
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.Hang;
        using var pwsh = new PwshRun().WithServer(server);
        using var process = pwsh.Start("""
            $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; 1..100 | Invoke-QwenChat -ThrottleLimit 12")
            $running = $shell.BeginInvoke()
            $null = [Console]::In.ReadLine()
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            @{ Seconds = $clock.Elapsed.TotalSeconds; Errors = $shell.Streams.Error.Count } | ConvertTo-Json -Compress
            """, import: false);

        await server.WaitForRequestAsync(AtOnce - 1, process.Deadline);
        await process.TellAsync("stop");
        await Task.WhenAll(server.Requests.Select(request => request.ClientGone)).WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(20);
        seen.Number("Errors").ShouldBe(0);
        server.Requests.Count.ShouldBe(AtOnce);
    }

    [PwshFact]
    public async Task Thousands_of_prompts_need_little_memory_and_none_is_lost()
    {
        const int Count = 3000;
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { FailureRate = 0.02 });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server).With("COUNT", $"{Count}");

        var seen = await pwsh.JsonAsync("""
            1..200 | Invoke-QwenChat -ThrottleLimit 32 -MaximumRetryCount 0 -ErrorAction Ignore | ForEach-Object { }
            [GC]::Collect()
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $before = $process.WorkingSet64
            $answers = $failures = 0
            & { for ($i = 0; $i -lt $env:COUNT; $i++) { "q$i" } } | Invoke-QwenChat -ThrottleLimit 32 -MaximumRetryCount 0 2>&1 | ForEach-Object {
                if ($_ -is [QwenCode.ChatAnswer]) { $answers++ } else { $failures++ }
            }
            $process.Refresh()
            @{ Answers = $answers; Failures = $failures; Megabytes = [int](($process.WorkingSet64 - $before) / 1MB) } | ConvertTo-Json -Compress
            """);

        (seen.Number("Answers") + seen.Number("Failures")).ShouldBe(Count);
        seen.Number("Failures").ShouldBeGreaterThan(0);
        seen.Number("Megabytes").ShouldBeLessThan(60);
    }
}
