namespace QwenCode.ModuleTests.Failing;

/// <summary>The script that the canary has to survive.</summary>
internal static class CanaryScript
{
    /// <summary>
    /// Uses every cmdlet, in success and in failure, and lets out all that can be let out: streams, errors, and the objects as JSON
    /// and XML. It reads the key, where it is a parameter, from its input, so that its own text does not hold it.
    /// </summary>
    public const string Text = """
        $key = [Console]::In.ReadLine()
        $null = Start-Transcript out.transcript
        $objects = [Collections.Generic.List[object]]::new()
        function Try-It([scriptblock] $step) {
            try { & $step *>&1 | ForEach-Object { $objects.Add($_); $_ } | Format-List * -Force | Out-String -Width 500 }
            catch { "failed: $($_.FullyQualifiedErrorId) $_" }
        }

        if ($key) {
            foreach ($secret in $key, (ConvertTo-SecureString $key -AsPlainText -Force)) {
                Try-It { Connect-Qwen -ApiKey $secret -Verbose -Debug }
                Try-It { Set-QwenAuth -ApiKey $secret -PassThru -Verbose -Debug }
                Try-It { Set-QwenAuth -ApiKey $secret -WhatIf -Verbose -Debug }
                Try-It { Connect-Qwen -ApiKey $secret -Provider NoSuchProvider }
                Try-It { Connect-Qwen -ApiKey $secret -BaseUrl nonsense }
                Try-It { Connect-Qwen -ApiKey $secret -NoSuchParameter }
                Try-It { Connect-Qwen -ApiKey $secret -Method NoSuchMethod }
                Try-It { Connect-Qwen -ApiKey $secret, $secret }
            }
        }
        else { Try-It { Connect-Qwen -Verbose -Debug } }

        Remove-Variable key, secret -ErrorAction Ignore
        Try-It { Get-QwenAuth -Verbose -Debug }
        Try-It { Get-QwenEnvSource -All -Verbose -Debug }
        Try-It { Get-QwenModel -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -Verbose -Debug }
        Try-It { 'a', 'b' | Invoke-QwenChat -System s -Verbose -Debug }
        foreach ($fault in 'invalid-api-key', 'forbidden', 'rate-limited', 'quota-exceeded', 'server-error', 'html-page', 'reset', 'cut-body') {
            Try-It { Invoke-QwenChat hi -Model "fault-$fault" -MaximumRetryCount 0 -Verbose -Debug }
        }
        Try-It { Set-QwenAuth -Model another -PassThru -Verbose -Debug }
        Try-It { Set-QwenAuth -BaseUrl https://no-such-host.invalid/v1 -Verbose -Debug }
        Try-It { Invoke-QwenChat hi -MaximumRetryCount 0 -Verbose -Debug }

        $Error | Format-List * -Force | Out-String -Width 500
        $Error | ForEach-Object { $_.Exception, $_.InvocationInfo, $_.Exception.InnerException } | Format-List * -Force | Out-String -Width 500
        Get-Module QwenCode | Format-List * -Force | Out-String -Width 500
        Get-Variable | Format-List * -Force | Out-String -Width 500
        $returned = @($objects | Where-Object { $_ -and $_.GetType().Namespace -eq 'QwenCode' })
        "returned $($returned.Count) objects: $(($returned | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique) -join ', ')"
        $returned | ForEach-Object { $_ | ConvertTo-Json -Depth 9 } | Set-Content out.json
        $objects + $Error | Export-Clixml out.xml -Depth 4
        Try-It { Disconnect-Qwen -Verbose -Debug }
        $null = Stop-Transcript
        """;
}
