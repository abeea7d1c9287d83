namespace QwenCode.ModuleTests.SignIn;

/// <summary>The limit of requests per minute with a sign-in.</summary>
public sealed class RateLimitTests
{
    // Runs the command in another runspace until its progress shows the limit, stops it, and checks the count of the session.
    private const string Script = """
        function Show-Limit([string] $command, [int] $done) {
            $limit = { $_.StatusDescription -match "^$done\b.*rate limit" }
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; $command")
            $running = $shell.BeginInvoke()
            while (-not ($shell.Streams.Progress | Where-Object $limit) -and -not $running.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $waiting = $shell.Streams.Progress | Where-Object $limit | Select-Object -First 1
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $seconds = $clock.Elapsed.TotalSeconds
            $context = [powershell]::Create($shell.Runspace).AddScript('Get-QwenAuth | Select-Object RequestsLastMinute, RequestsToday').Invoke()
            $off = [powershell]::Create($shell.Runspace).AddScript('$null = Connect-Qwen -Method OAuth -RequestsPerMinute 0; "$(Invoke-QwenChat more)"').Invoke()
            @{
                Status  = $waiting.StatusDescription
                Seconds = $seconds
                Minute  = $context[0].RequestsLastMinute
                Today   = $context[0].RequestsToday
                Off     = "$off"
            }
        }
        """;

    [PwshFact]
    public async Task A_request_over_the_limit_waits_with_progress_and_can_be_stopped()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));

        var seen = await stage.Pwsh.JsonAsync($$"""
            {{Script}}
            $given = Show-Limit '$null = Connect-Qwen -Method OAuth -RequestsPerMinute 2; "one", "two", "three" | Invoke-QwenChat' 2
            $usual = Show-Limit '1..61 | Invoke-QwenChat -ThrottleLimit 8 -Unordered' 60
            ConvertTo-Json -Compress @($given, $usual)
            """);

        foreach (var (limit, number) in seen.EnumerateArray().Zip([2, 60]))
        {
            limit.Text("Status").ShouldMatch($@"^{number}( of 61)? done, 0 failed, .*; (rate limit: the request is sent|\d waiting for the rate limit, next) in \d+ s$");
            limit.GetProperty("Seconds").GetDouble().ShouldBeLessThan(20);
            limit.Number("Minute").ShouldBe(number);
            limit.Number("Today").ShouldBe(number);
            limit.Text("Off").ShouldBe("You said: more");
        }

        // What was let through just before the stop may not have left yet.
        const int AtOnce = 8;
        stage.Server.Requests.Count.ShouldBeInRange(2 + 1 + 60 + 1 - AtOnce, 2 + 1 + 60 + 1);
        stage.LoginRequests.ShouldBe(0);
    }
}
