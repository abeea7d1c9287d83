namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Ctrl+C, and pipelines that end early: the request ends at once, at the server too.</summary>
public sealed class StoppingTests
{
    // What a user's Ctrl+C does, from the outside: the pipeline of another runspace is stopped by the test.
    private const string StopOnLine = """
        $shell = [powershell]::Create()
        $null = $shell.AddScript("Import-Module '$manifest'; $env:COMMAND; `$after = 'not stopped'")
        $running = $shell.BeginInvoke()
        $null = [Console]::In.ReadLine()
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        @{
            Seconds = $clock.Elapsed.TotalSeconds
            State   = "$($shell.InvocationStateInfo.State)"
            Errors  = @($shell.Streams.Error | ForEach-Object { "$_" })
            After   = $shell.Runspace.SessionStateProxy.GetVariable('after')
        } | ConvertTo-Json -Compress
        """;

    [PwshTheory]
    [InlineData("'a', 'b' | Invoke-QwenChat")]
    [InlineData("Get-QwenModel")]
    public async Task Stopping_the_pipeline_ends_a_hanging_request_at_the_server(string command)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.Hang;
        using var pwsh = new PwshRun().WithServer(server).With("COMMAND", command);
        using var process = pwsh.Start(StopOnLine, import: false);

        var request = await server.WaitForRequestAsync(0, process.Deadline);
        request.ClientGone.IsCompleted.ShouldBeFalse();
        await process.TellAsync("stop");
        await request.ClientGone.WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        seen.Text("State").ShouldBe("Stopped");
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(20);
        seen.Texts("Errors").ShouldBeEmpty();
        seen.Text("After").ShouldBeNull();
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task Stopping_ends_the_pause_before_a_retry()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.RateLimited(TimeSpan.FromSeconds(50));
        using var pwsh = new PwshRun().WithServer(server).With("COMMAND", "Invoke-QwenChat hi");
        using var process = pwsh.Start(StopOnLine, import: false);

        await (await server.WaitForRequestAsync(0, process.Deadline)).Completed.WaitAsync(process.Deadline);
        await process.TellAsync("stop");
        var seen = (await process.EndAsync()).Json;

        seen.Text("State").ShouldBe("Stopped");
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(20);
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_pipeline_that_ends_early_sends_only_the_requests_that_it_needs()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $first = 1..5 | ForEach-Object { "q$_" } | Invoke-QwenChat | Select-Object -First 1
            $again = 'still there' | Invoke-QwenChat | ForEach-Object Text
            @{ First = "$first"; Again = $again } | ConvertTo-Json -Compress
            """);

        seen.Text("First").ShouldBe("You said: q1");
        seen.Text("Again").ShouldBe("You said: still there");
        server.Requests.Select(request => request.Prompt()).ShouldBe(["q1", "still there"]);
    }

    [PwshFact]
    public async Task A_pipeline_that_ends_while_a_request_runs_ends_the_request()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        // The first verbose line comes before the request; it is held back until the request has arrived and then ends the pipeline.
        using var process = pwsh.Start("""
            $line = Invoke-QwenChat hi -Model fault-hang -Verbose 4>&1 | ForEach-Object { $null = [Console]::In.ReadLine(); "$_" } | Select-Object -First 1
            $again = Invoke-QwenChat again | ForEach-Object Text
            @{ Line = $line; Again = $again } | ConvertTo-Json -Compress
            """);
        var request = await server.WaitForRequestAsync(0, process.Deadline);
        await process.TellAsync("go on");
        await request.ClientGone.WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        seen.Text("Line").ShouldStartWith("Sending the request for fault-hang to");
        seen.Text("Again").ShouldBe("You said: again");
        server.Requests.Count.ShouldBe(2);
    }
}
