namespace QwenCode.ModuleTests.LoggingIn;

/// <summary>Every token, device code and verifier of many logins is searched for in all that the module lets out.</summary>
public sealed class LoginCanaryTests
{
    private const string Script = """
        $VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
        $null = Start-Transcript out.transcript
        $objects = [Collections.Generic.List[object]]::new()
        function Try-It([scriptblock] $step) {
            try { & $step *>&1 | ForEach-Object { $objects.Add($_); $_ } | Format-List * -Force | Out-String -Width 500 }
            catch { "failed: $($_.FullyQualifiedErrorId) $_" }
        }

        foreach ($number in 1..$env:LOGINS) { Try-It { Connect-Qwen -Method OAuth -AllowNonInteractive -Force -Verbose -Debug } }
        Try-It { Connect-Qwen -Method OAuth -Verbose -Debug }
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Get-QwenModel -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { 'one', 'two' | Invoke-QwenChat -ThrottleLimit 2 -Verbose -Debug }
        foreach ($fault in 'invalid-api-key', 'forbidden', 'quota-exceeded', 'html-page', 'reset') {
            Try-It { Invoke-QwenChat hi -Model "fault-$fault" -MaximumRetryCount 0 -Verbose -Debug }
        }
        $file = Join-Path $HOME .qwen oauth_creds.json
        $login = Get-Content $file -Raw
        foreach ($broken in ($login -replace '(?<="resource_url": ")[^"]*', 'https://example.com'), $login.Substring(0, 150), ($login -replace 'expiry_date', 'no_date')) {
            Set-Content $file $broken
            Try-It { Invoke-QwenChat hi -Verbose -Debug }
        }
        Set-Content $file ($login -replace '(?<="expiry_date": )\d+', '1')
        foreach ($number in 1..$env:REFRESHES) { Try-It { Invoke-QwenChat hi -Verbose -Debug } }
        Remove-Variable login, broken

        $Error | Format-List * -Force | Out-String -Width 500
        $Error | ForEach-Object { $_.Exception, $_.InvocationInfo, $_.Exception.InnerException } | Format-List * -Force | Out-String -Width 500
        Get-Variable | Format-List * -Force | Out-String -Width 500
        $objects | Where-Object { $_ -and $_.GetType().Namespace -eq 'QwenCode' } | ForEach-Object { $_ | ConvertTo-Json -Depth 9 } | Set-Content out.json
        $objects + $Error | Export-Clixml out.xml -Depth 4
        Try-It { Disconnect-Qwen -RemoveCredential -Verbose -Debug -Confirm:$false }
        $null = Stop-Transcript
        """;

    [PwshFact]
    public async Task No_secret_of_a_login_appears_in_any_stream_error_object_or_transcript()
    {
        await using var stage = await LoginStage.StartAsync();
        var script = stage.Server.Options.OAuth;
        ScriptedPoll[] polls = [ScriptedPoll.Denied, ScriptedPoll.Expired, ScriptedPoll.ErrorWith200, ScriptedPoll.ServerError504, ScriptedPoll.Html, ScriptedPoll.Reset, ScriptedPoll.Success];
        ScriptedRefresh[] refreshes = [ScriptedRefresh.ServerError, ScriptedRefresh.Html, ScriptedRefresh.Reset, ScriptedRefresh.Success];
        Array.ForEach(polls, script.ScriptedPolls.Enqueue);
        script.ScriptedRefreshes.Enqueue(ScriptedRefresh.Success);
        Array.ForEach(refreshes, script.ScriptedRefreshes.Enqueue);

        // The last of the polls belong to one login, which rides out what goes wrong.
        var result = await stage.Pwsh.With("LOGINS", "4").With("REFRESHES", $"{refreshes.Length}").RunAsync(Script);

        result.ExitCode.ShouldBe(0, result.ToString());
        result.Errors.ShouldBeEmpty();
        foreach (var words in new[] { "AuthorizationDenied,", "AuthorizationExpired,", "CredentialRejected,", "UntrustedEndpoint,", "CredentialFileInvalid,", "ServiceUnavailable,", "The code there is" })
            result.Output.ShouldContain(words);
        var files = Directory.GetFiles(stage.Pwsh.Project, "out.*");
        files.Length.ShouldBe(3);
        var texts = files.Select(File.ReadAllText).Append(result.Output).Select(text => text.ReplaceLineEndings("")).ToList();
        var secrets = Secrets(stage).ToList();
        secrets.Count.ShouldBeGreaterThan(12);
        secrets.Where(secret => texts.Exists(text => text.Contains(secret[..16]))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Secrets(LoginStage stage)
    {
        foreach (var tokens in stage.Server.OAuth.Issued)
        {
            yield return tokens.AccessToken;
            yield return tokens.RefreshToken;
        }

        foreach (var code in stage.Server.OAuth.DeviceCodes)
            yield return code;
        foreach (var request in stage.Server.Requests)
        {
            if (request.Body.Split("code_verifier=") is [_, var verifier])
                yield return verifier;
        }
    }
}
