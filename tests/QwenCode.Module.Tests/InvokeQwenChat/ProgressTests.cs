using System.Text;

namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Progress while nothing arrives.</summary>
public sealed class ProgressTests
{
    // Runs the command in a runspace of its own and notifies the test when progress has shown what is expected, renewed once; the test then lets
    // the server continue.
    private const string Script = """
        $shell = [powershell]::Create().AddScript("Import-Module '$manifest'; $env:COMMAND")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
        $records = [Collections.Generic.List[object]]::new()
        $statuses = [Collections.Generic.HashSet[string]]::new()
        function Read-Progress {
            foreach ($record in $shell.Streams.Progress.ReadAll()) {
                $records.Add($record)
                if ($record.StatusDescription -match $env:EXPECTED) { $null = $statuses.Add($record.StatusDescription) }
            }
        }
        while ($statuses.Count -lt 2 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20; Read-Progress }
        'seen'
        if ($env:STOP) { $shell.Stop() } else { try { $null = $shell.EndInvoke($running) } catch { } }
        Read-Progress
        @{
            Titles = @($records | ForEach-Object Activity)
            Texts  = @($records | ForEach-Object StatusDescription)
            Left   = @($records | ForEach-Object SecondsRemaining)
            Types  = @($records | ForEach-Object { "$($_.RecordType)" })
            Output = @($output | ForEach-Object { "$_" })
            State  = "$($shell.InvocationStateInfo.State)"
        } | ConvertTo-Json -Compress
        """;

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi", "Chat request to qwen3-max", "Waiting for the answer")]
    [InlineData("'hi' | Invoke-QwenChat", "Chat request to qwen3-max", "Waiting for the answer")]
    [InlineData("Invoke-QwenChat hi -Stream", "Chat request to qwen3-max", "Waiting for the answer")]
    [InlineData("Invoke-QwenChat hi -Live", "Chat request to qwen3-max", "Waiting for the answer")]
    [InlineData("Get-QwenModel", "Model list request", "Waiting for the response")]
    public async Task The_wait_for_a_slow_answer_is_shown_with_its_time_until_it_arrives(string command, string title, string status)
    {
        var seen = await HeldAsync(command, $"^{status}, [0-9]+ s$", "200 OK");

        seen.Texts("Titles").ShouldAllBe(text => text == title);
        EndsOnce(seen);
        string.Concat(seen.Texts("Output")).ShouldNotBeEmpty();
    }

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi -MaximumRetryCount 0", "400 Bad Request")]
    [InlineData("Invoke-QwenChat hi -MaximumRetryCount 0 -Stream", "400 Bad Request")]
    [InlineData("'a', 'b' | Invoke-QwenChat -MaximumRetryCount 0", "401 Unauthorized")]
    [InlineData("Get-QwenModel -MaximumRetryCount 0", "400 Bad Request")]
    [InlineData("try { Invoke-QwenChat hi -MaximumRetryCount 0 } catch { }; 1", "400 Bad Request")]
    [InlineData("Invoke-QwenChat hi | Select-Object -First 1", "200 OK")]
    [InlineData("Invoke-QwenChat hi -Stream | Select-Object -First 1", "200 OK")]
    [InlineData("Get-QwenModel | Select-Object -First 1", "200 OK")]
    public async Task Progress_is_removed_however_the_request_ends(string command, string http) => EndsOnce(await HeldAsync(command, "^Waiting", http));

    [PwshFact]
    public async Task A_batch_that_ends_early_or_is_stopped_leaves_no_progress_behind()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = TimeSpan.FromMilliseconds(150) });
        using var pwsh = new PwshRun().WithServer(server).With("EXPECTED", "done").With("COMMAND", "1..1000 | Invoke-QwenChat -ThrottleLimit 2 | Select-Object -First 12");

        var seen = await pwsh.JsonAsync(Script, import: false);

        seen.Texts("Output").Length.ShouldBe(12);
        EndsOnce(seen);
    }

    [PwshTheory]
    [InlineData("Invoke-QwenChat hi", "HTTP 429: retry 1 of 3 in")]
    [InlineData("Invoke-QwenChat hi -Live", "HTTP 429: retry 1 of 3 in")]
    [InlineData("Get-QwenModel", "HTTP 429: retry 1 of 3 in")]
    [InlineData("1..9 | Invoke-QwenChat -ThrottleLimit 2", "0 done, 0 failed; 2 waiting to retry, next in")]
    public async Task The_pause_before_a_retry_counts_down(string command, string status)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.RateLimited(TimeSpan.FromSeconds(50));
        using var pwsh = new PwshRun().WithServer(server).With("COMMAND", command).With("STOP", "1").With("EXPECTED", status);

        var seen = await pwsh.JsonAsync(Script, import: false);

        foreach (var (text, left) in seen.Texts("Texts").Zip(seen.List("Left")).Where(shown => shown.First.StartsWith("HTTP", StringComparison.Ordinal)))
            text.ShouldBe($"{status} {left.GetInt32()} s");
        seen.Text("State").ShouldBe("Stopped");
    }

    [PwshTheory]
    [InlineData("-Stream")]
    [InlineData("-Live")]
    public async Task Thinking_is_shown_by_its_length_until_the_text_begins(string how)
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            await WriteAsync("""data: {"choices":[{"delta":{"reasoning_content":"hmm, "}}]}""");
            await goOn.Task.WaitAsync(token);
            await WriteAsync("""data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}""");
            await WriteAsync("data: [DONE]");

            async Task WriteAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes($"{text}\n\n"), token);
        });

        var seen = await WithAsync(server, goOn, $"Invoke-QwenChat hi {how}", "^Thinking, 5 characters in [0-9]+ s$");

        EndsOnce(seen);
        string.Concat(seen.Texts("Output")).ShouldContain("Hi");
    }

    [PwshFact]
    public async Task A_batch_at_the_rate_limit_shows_the_wait_and_counts_what_was_written()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { RequireOAuth = true });
        using var pwsh = new PwshRun().WithLogin(server).With("STOP", "1")
            .With("COMMAND", "$null = Connect-Qwen -Method OAuth -RequestsPerMinute 3; 1..6 | Invoke-QwenChat -ThrottleLimit 3")
            .With("EXPECTED", "^3 of 6 done, 0 failed, .*; 3 waiting for the rate limit, next in [0-9]+ s$");

        var seen = await pwsh.JsonAsync(Script, import: false);

        seen.Texts("Output").Length.ShouldBe(3);
        server.Requests.Count.ShouldBe(3);
    }

    [PwshTheory]
    [InlineData("$ProgressPreference = 'SilentlyContinue'; Invoke-QwenChat hi")]
    [InlineData("Invoke-QwenChat hi -ProgressAction SilentlyContinue")]
    public async Task No_progress_is_shown_if_it_is_turned_off(string command)
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Latency = TimeSpan.FromSeconds(3) });
        using var pwsh = new PwshRun().WithServer(server).With("COMMAND", command).With("EXPECTED", "any");

        var seen = await pwsh.JsonAsync(Script, import: false);

        seen.Texts("Output").ShouldBe(["You said: hi"]);
        seen.Texts("Texts").ShouldBeEmpty();
    }

    [PwshFact]
    public async Task The_wait_for_a_slow_sign_in_service_is_shown()
    {
        var seen = await HeldAsync("Connect-Qwen -Method OAuth -AllowNonInteractive", "^Waiting for the response, [0-9]+ s$", "404 Not Found");

        seen.Texts("Titles").ShouldAllBe(text => text == "Sign-in to 127.0.0.1");
        EndsOnce(seen);
    }

    [PwshFact]
    public async Task A_model_name_cannot_write_to_the_terminal()
    {
        var seen = await HeldAsync("Invoke-QwenChat hi -Model \"a`e]0;b`a\"", "^Waiting", "200 OK");

        seen.Texts("Titles").ShouldAllBe(text => text == @"Chat request to a\u001B]0;b\u0007");
    }

    private static void EndsOnce(System.Text.Json.JsonElement seen)
    {
        var types = seen.Texts("Types");
        types[^1].ShouldBe("Completed");
        types.Count(type => type == "Completed").ShouldBe(1);
    }

    // A server that answers only once the expected progress was seen.
    private static async Task<System.Text.Json.JsonElement> HeldAsync(string command, string expected, string http)
    {
        const string Answer = """{"data":[{"id":"m"}],"choices":[{"message":{"content":"fine"},"finish_reason":"stop"}]}""";
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await goOn.Task.WaitAsync(token);
            await stream.WriteAsync(RawServer.Response(http, "Content-Type: application/json\r\n", Encoding.UTF8.GetBytes(Answer)), token);
        });
        return await WithAsync(server, goOn, command, expected);
    }

    private static async Task<System.Text.Json.JsonElement> WithAsync(RawServer server, TaskCompletionSource goOn, string command, string expected)
    {
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", server.BaseUrl.AbsoluteUri).With("OPENAI_API_KEY", "sk-from-the-process").With("OPENAI_MODEL", "qwen3-max")
            .With("QWEN_OAUTH_BASE_URL", server.Origin.AbsoluteUri).With("COMMAND", command).With("EXPECTED", expected);
        using var process = pwsh.Start(Script, import: false);
        await process.FirstOutputAsync();
        goOn.SetResult();
        return (await process.EndAsync()).Json;
    }
}
