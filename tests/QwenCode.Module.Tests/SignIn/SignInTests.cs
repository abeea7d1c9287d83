using System.Text.Json;

namespace QwenCode.ModuleTests.SignIn;

/// <summary><c>Connect-Qwen -Method OAuth</c> if it succeeds, and <c>Disconnect-Qwen -RemoveCredential</c>.</summary>
public sealed class SignInTests
{
    [PwshFact]
    public async Task A_sign_in_shows_page_code_and_QR_code_and_is_stored_in_the_format_of_Qwen_Code()
    {
        await using var stage = await SignInStage.StartAsync();
        using var process = stage.Pwsh.Start("""
            $connected = Connect-Qwen -Method OAuth -AllowNonInteractive
            $answer = Invoke-QwenChat hi
            @{ Connected = $connected; Text = "$answer"; View = Get-QwenAuth | Out-String -Width 120 } | ConvertTo-Json -Compress -Depth 4 -EnumsAsStrings
            """);
        await (await stage.Server.WaitForRequestAsync(0, process.Deadline)).Completed.WaitAsync(process.Deadline);
        var code = stage.Server.OAuth.UserCodes.Single();
        stage.Server.OAuth.Approve(code).ShouldBeTrue();
        var result = await process.EndAsync();

        result.Output.ShouldContain($"{stage.Server.Origin}authorize?user_code={code}&client=qwen-code");
        result.Output.ShouldContain($"Code: {code}");
        result.Output.Split('\n').Count(line => line.Contains('█')).ShouldBeGreaterThan(15);
        var seen = result.Json;
        seen.GetProperty("Connected").Text("Provider").ShouldBe("QwenOAuth");
        seen.GetProperty("Connected").Text("BaseUrl").ShouldBe(stage.Server.BaseUrl.AbsoluteUri);
        seen.GetProperty("Connected").GetProperty("ExpiresAt").GetDateTimeOffset().ShouldBe(DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromMinutes(1));
        seen.Text("View").ShouldContain("Expires   20");
        seen.Text("View").ShouldContain("1 in the last minute");
        seen.Text("Text").ShouldBe("You said: hi");

        var chat = stage.Server.Requests[^1];
        var tokens = stage.Server.OAuth.Issued.Single();
        (chat.Path, chat.Key(), chat.Json().Text("model")).ShouldBe(("/v1/chat/completions", tokens.AccessToken, "coder-model"));
        stage.Stored.EnumerateObject().Select(member => (member.Name, member.Value.ValueKind)).ShouldBe(
        [
            ("access_token", JsonValueKind.String), ("token_type", JsonValueKind.String), ("refresh_token", JsonValueKind.String),
            ("resource_url", JsonValueKind.String), ("expiry_date", JsonValueKind.Number),
        ]);
        stage.Stored.GetProperty("expiry_date").GetInt64().ShouldBeInRange(tokens.ExpiresAt.ToUnixTimeMilliseconds() - 1000, tokens.ExpiresAt.ToUnixTimeMilliseconds() + 30_000);
        (await File.ReadAllTextAsync(stage.File, process.Deadline)).ShouldStartWith($"{{{Environment.NewLine}  \"access_token\": \"{tokens.AccessToken}\",");
        Directory.GetFiles(stage.Folder).ShouldBe([stage.File]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(stage.File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(stage.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [PwshFact]
    public async Task A_cached_credential_is_used_without_a_request_renewed_when_due_and_replaced_by_Force()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.Server.OAuth.Approve();
        var cached = stage.StoreCredential(TimeSpan.FromMinutes(5));

        var seen = await stage.Pwsh.JsonAsync("""
            $lines = Connect-Qwen -Method OAuth -Verbose 4>&1 | ForEach-Object { "$_" }
            $file = Join-Path $HOME .qwen oauth_creds.json
            (Get-Content $file -Raw) -replace '(?<="expiry_date": )\d+', '1' | Set-Content $file
            $null = Connect-Qwen -Method OAuth
            $forced = Connect-Qwen -Method OAuth -Force -AllowNonInteractive 6>$null
            @{ Lines = $lines; Expires = $forced.ExpiresAt } | ConvertTo-Json -Compress
            """);

        seen.Texts("Lines").ShouldContain(line => line.StartsWith("Using the cached credential", StringComparison.Ordinal));
        stage.Asked.ShouldBe(["token", "code", "token"]);
        stage.Server.Requests[0].Body.ShouldStartWith($"grant_type=refresh_token&refresh_token={cached.RefreshToken}&");
        stage.Stored.Text("access_token").ShouldBe(stage.Server.OAuth.Issued[^1].AccessToken);
    }

    [PwshFact]
    public async Task Stopping_a_sign_in_ends_its_request_and_leaves_nothing_and_the_session_continues()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.Server.Options.OAuth.ScriptedPolls.Enqueue(ScriptedPoll.Pending);
        stage.Server.Options.OAuth.ScriptedPolls.Enqueue(ScriptedPoll.ServerError504);
        stage.Server.Options.OAuth.ScriptedPolls.Enqueue(ScriptedPoll.Hang);
        using var process = stage.Pwsh.Start(
            """
            $shell = [powershell]::Create()
            $null = $shell.AddScript("Import-Module '$manifest'; Connect-Qwen -Method OAuth -AllowNonInteractive; `$after = 'not stopped'")
            $running = $shell.BeginInvoke()
            $null = [Console]::In.ReadLine()
            while (@($shell.Streams.Progress | Where-Object StatusDescription -Match 'retrying' | Select-Object -ExpandProperty StatusDescription -Unique).Count -lt 2) { Start-Sleep -Milliseconds 20 }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $shell.Stop()
            $seconds = $clock.Elapsed.TotalSeconds
            $again = [powershell]::Create($shell.Runspace)
            $status = $again.AddScript('(Get-QwenAuth).StatusMessage').Invoke()
            @{
                Seconds  = $seconds
                State    = "$($shell.InvocationStateInfo.State)"
                Errors   = @($shell.Streams.Error | ForEach-Object { "$_" })
                Progress = @($shell.Streams.Progress | ForEach-Object { $_.StatusDescription })
                Shown    = @($shell.Streams.Information | ForEach-Object { "$_" })
                Status   = "$status"
            } | ConvertTo-Json -Compress
            """,
            import: false);
        var poll = await stage.Server.WaitForRequestAsync(3, process.Deadline);
        poll.ClientGone.IsCompleted.ShouldBeFalse();
        await process.TellAsync("stop");
        await poll.ClientGone.WaitAsync(process.Deadline);
        var seen = (await process.EndAsync()).Json;

        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(20);
        seen.Text("State").ShouldBe("Stopped");
        seen.Texts("Errors").ShouldBeEmpty();
        seen.Texts("Progress")[0].ShouldMatch("^1[45]:[0-9]{2} left, Ctrl\\+C cancels$");
        seen.Texts("Progress").ShouldContain(status => status.Contains("HTTP 504") && status.Contains("retrying"));
        seen.Texts("Shown").ShouldContain($"Code: {stage.Server.OAuth.UserCodes.Single()}");
        seen.Text("Status").ShouldStartWith("No API key or sign-in was found.");
        stage.Asked.ShouldBe(["code", "token", "token", "token"]);
        Directory.Exists(stage.Folder).ShouldBeFalse();
    }

    [PwshFact]
    public async Task A_token_that_is_not_renewed_in_time_is_not_blamed_on_the_service_of_the_model()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromMinutes(-1));
        stage.Server.Options.OAuth.ScriptedRefreshes.Enqueue(ScriptedRefresh.Hang);

        var result = await stage.Pwsh.RunAsync("try { Invoke-QwenChat hi -TimeoutSec 2 } catch { \"$($_.FullyQualifiedErrorId.Split(',')[0]) $_\" }");

        result.Output.ShouldStartWith("RequestTimedOut The sign-in service did not renew the access token for ");
        result.Output.ShouldContain(" within 2 seconds. Check the network");
    }

    [PwshFact]
    public async Task Disconnect_removes_the_cached_credential_only_with_RemoveCredential_and_confirmation()
    {
        await using var stage = await SignInStage.StartAsync();
        stage.StoreCredential(TimeSpan.FromHours(1));

        var seen = await stage.Pwsh.JsonAsync("""
            $file = Join-Path $HOME .qwen oauth_creds.json
            $null = Connect-Qwen -Method OAuth
            Disconnect-Qwen -RemoveCredential -WhatIf | Out-Null
            $kept = @((Test-Path $file), (Get-QwenAuth).Sources[0].Source)
            Disconnect-Qwen
            $kept += Test-Path $file
            $kept += (Get-QwenAuth).Sources[0].Source
            'no' | Set-Content $file
            Disconnect-Qwen -RemoveCredential -Confirm:$false
            $kept += Test-Path $file
            $kept += (Get-QwenAuth).Method
            Disconnect-Qwen -RemoveCredential -Confirm:$false
            $question = try { Disconnect-Qwen -RemoveCredential -Confirm; 'nothing asked' } catch { "$_" }
            @{ Kept = @($kept | ForEach-Object { "$_" }); Question = $question } | ConvertTo-Json -Compress
            """);

        seen.Texts("Kept").ShouldBe(["True", "this session (Method)", "True", $"cached credential {stage.File}", "False", ""]);
        seen.Text("Question").ShouldContain("NonInteractive");
        Directory.GetFiles(stage.Folder).ShouldBeEmpty();
        stage.Server.Requests.ShouldBeEmpty();
    }
}
