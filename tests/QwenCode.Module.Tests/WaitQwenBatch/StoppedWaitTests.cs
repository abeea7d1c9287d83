namespace QwenCode.ModuleTests.WaitQwenBatch;

/// <summary>Ctrl+C while <c>Wait-QwenBatch</c> waits.</summary>
public sealed class StoppedWaitTests
{
    // A wait that is not stopped takes at least ten minutes.
    private const int MostSeconds = 60;

    private const string StopOnLine = """
        'x' | Start-QwenBatch -Name stopped | Out-Null
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; $env:COMMAND; `$after = 'not stopped'")
        $running = $shell.BeginInvoke()
        $null = [Console]::In.ReadLine()
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $seconds = $clock.Elapsed.TotalSeconds
        $again = Wait-QwenBatch stopped
        @{
            Seconds  = $seconds
            State    = "$($shell.InvocationStateInfo.State)"
            Errors   = @($shell.Streams.Error | ForEach-Object { "$_" })
            After    = $shell.Runspace.SessionStateProxy.GetVariable('after')
            Again    = "$($again.State)"
            Received = "$(Receive-QwenBatch stopped)"
        } | ConvertTo-Json -Compress
        """;

    public static TheoryData<string, BatchFault, bool> Moments => new()
    {
        { "while it waits for a rate limit", BatchFault.Status(429, retryAfter: TimeSpan.FromMinutes(10)), true },
        { "while the service holds its response", BatchFault.Slow(TimeSpan.FromHours(1)), false },
    };

    [PwshTheory]
    [MemberData(nameof(Moments))]
    public async Task Stopping_ends_the_wait_at_once_and_the_batch_can_be_waited_for_again(string moment, BatchFault fault, bool isResponse)
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = ["in_progress"] };
        batch.Batches.Enqueue(BatchStep.Retrieve, fault);
        batch.Pwsh.With("COMMAND", "Wait-QwenBatch stopped");
        using var process = batch.Pwsh.Start(StopOnLine);

        // The upload and the creation come before.
        var look = await batch.Server.WaitForRequestAsync(2, process.Deadline);
        if (isResponse)
            await look.Completed.WaitAsync(process.Deadline);
        await process.TellAsync("stop");
        if (!isResponse)
            await look.ClientGone.WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        seen.Text("State").ShouldBe("Stopped", moment);
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(MostSeconds);
        seen.Texts("Errors").ShouldBeEmpty();
        seen.Text("After").ShouldBeNull();
        seen.Text("Again").ShouldBe("Completed");
        seen.Text("Received").ShouldBe("You said: x");
        batch.Of("POST", "/cancel").ShouldBeEmpty();
        batch.Batches.Jobs.ShouldHaveSingleItem().Status.ShouldBe("completed");
    }

    [PwshFact]
    public async Task Stopping_ends_the_pause_between_two_polls()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = ["in_progress", "in_progress"] };
        batch.Pwsh.With("SERVER", batch.Server.BaseUrl.AbsoluteUri);

        // DashScope is polled once a minute after the second time.
        var seen = await batch.Pwsh.JsonAsync("""
            'x' | Start-QwenBatch -Name stopped | Out-Null
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; `$null = Connect-Qwen -Provider DashScope -BaseUrl `$env:SERVER -ApiKey `$env:OPENAI_API_KEY; Wait-QwenBatch stopped")
            $running = $shell.BeginInvoke()
            while (@($shell.Streams.Progress | Where-Object StatusDescription -like 'InProgress*').Count -lt 2 -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 10 }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            @{
                Seconds = $clock.Elapsed.TotalSeconds
                State   = "$($shell.InvocationStateInfo.State)"
                Errors  = @($shell.Streams.Error | ForEach-Object { "$_" })
                Again   = "$((Wait-QwenBatch stopped).State)"
            } | ConvertTo-Json -Compress
            """);

        (seen.Text("State"), seen.Text("Again")).ShouldBe(("Stopped", "Completed"));
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(30);
        seen.Texts("Errors").ShouldBeEmpty();
        batch.Batches.Jobs.ShouldHaveSingleItem().Polls.ShouldBe(3);
        batch.Of("POST", "/cancel").ShouldBeEmpty();
    }

    [PwshFact]
    public async Task Ctrl_C_at_a_terminal_ends_the_wait_and_the_prompt_returns()
    {
        Assert.SkipWhen(Terminal.ReasonToSkip is not null, Terminal.ReasonToSkip ?? "");
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 1000)] };
        using var terminal = await Terminal.OpenAsync(batch.Pwsh, 100, 30);

        await terminal.TypeAsync("$b = 'x' | Start-QwenBatch -Name long; Wait-QwenBatch long; 'not stopped'");

        // PowerShell asks the terminal for the cursor's position before it draws; Ctrl+C drops what the terminal answers, and .NET waits for it without end.
        await terminal.ScreenAsync(screen => screen.Contains("[InProgress: "));
        await terminal.InterruptAsync();
        await terminal.ScreenAsync(screen => screen.Split("PS>").Length > 2);
        await terminal.TypeAsync("\"state $((Get-QwenBatch long).State)\"");
        var screen = await terminal.ScreenAsync(screen => screen.Contains("state InProgress"));

        screen.ShouldNotContain(line => line.StartsWith("not stopped", StringComparison.Ordinal));
        batch.Of("POST", "/cancel").ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_pipeline_that_ends_early_does_not_wait_for_further_batches()
    {
        await using var batch = await BatchServer.StartAsync();
        await batch.Pwsh.JsonAsync("'x' | Start-QwenBatch -Name short | ForEach-Object Total");
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 1000)] };

        var seen = await batch.Pwsh.JsonAsync("""
            $long = 'x' | Start-QwenBatch -Name long
            $first = 'short', 'long' | Wait-QwenBatch | Select-Object -First 1
            @{ First = $first.Name; State = "$($first.State)"; Long = $long.Jobs[0].Id } | ConvertTo-Json -Compress
            """);

        (seen.Text("First"), seen.Text("State")).ShouldBe(("short", "Completed"));
        batch.Of("GET", $"/batches/{seen.Text("Long")}").ShouldBeEmpty();
        batch.Of("POST", "/cancel").ShouldBeEmpty();
    }
}
