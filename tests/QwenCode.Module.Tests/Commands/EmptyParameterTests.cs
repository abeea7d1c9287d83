namespace QwenCode.ModuleTests.Commands;

/// <summary>A parameter that is specified and empty is an error, and never "not specified".</summary>
public sealed class EmptyParameterTests
{
    private static readonly string[] MayBeEmpty =
    [
        "Invoke-QwenChat -Conversation $null", "Invoke-QwenChat -InputObject $null", "Invoke-QwenChat -InputObject ''", "Invoke-QwenChat -InputObject ' '",
        "Invoke-QwenChat -InputObject @()", "Connect-Qwen -CertificatePassword ''", "Connect-Qwen -CertificatePassword ' '",
        "Start-QwenBatch -Conversation $null", "Start-QwenBatch -InputObject $null", "Start-QwenBatch -InputObject ''", "Start-QwenBatch -InputObject ' '",
        "Start-QwenBatch -InputObject @()", "Start-QwenBatch -Stop ' '", "Invoke-QwenChat -Stop ' '", "Enter-QwenChat -Stop ' '", "Enter-QwenChat -Conversation $null", "Invoke-QwenChat -FallbackModel @()", "Enter-QwenChat -FallbackModel @()",
    ];

    [PwshFact]
    public async Task Null_empty_and_blank_values_are_errors_for_every_parameter_of_every_cmdlet()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $needed = @{ 'Invoke-QwenChat' = @{ Prompt = 'hi' }; 'Start-QwenBatch' = @{ InputObject = 'hi' } }
            $values = [ordered]@{ '$null' = $null; "''" = ''; "' '" = ' '; '@()' = @() }
            $taken = foreach ($command in Get-Command -Module QwenCode -CommandType Cmdlet) {
                foreach ($parameter in $command.Parameters.Values) {
                    $type = [Nullable]::GetUnderlyingType($parameter.ParameterType) ?? $parameter.ParameterType
                    if ($parameter.SwitchParameter -or $parameter.Name -in [Management.Automation.PSCmdlet]::CommonParameters -or $parameter.Name -in 'WhatIf', 'Confirm') { continue }
                    foreach ($value in $values.GetEnumerator()) {
                        if ($value.Key -eq '@()' -and -not $type.IsArray -and $type -ne [object]) { continue }
                        $with = @{}
                        if ($needed[$command.Name] -and $parameter.Name -notin $needed[$command.Name].Keys -and $parameter.Name -ne 'Retry') { $with = $needed[$command.Name].Clone() }
                        $with[$parameter.Name] = $value.Value
                        if ($parameter.Name -in 'ClientSecret', 'AccessToken', 'CertificatePassword') { $with += @{ Method = 'Entra'; BaseUrl = 'https://res.openai.azure.com'; TenantId = 't'; ClientId = 'c' } }
                        if ($parameter.Name -eq 'CertificatePassword') { $with += @{ CertificatePath = 'app.pfx' } }
                        $failed = $null
                        try { $null = & $command @with -ErrorVariable failed -ErrorAction SilentlyContinue -WarningAction Ignore } catch { $failed = $_ }
                        $isRefused = @($failed)[0].Exception -is [Management.Automation.ParameterBindingException] -or "$(@($failed)[0])" -match ' is empty\.|^The prompt is empty|schema'
                        if (-not $isRefused) { "$($command.Name) -$($parameter.Name) $($value.Key)" }
                    }
                }
            }
            ConvertTo-Json -Compress @($taken)
            """);

        seen.Texts().Except(MayBeEmpty).ShouldBeEmpty();
    }

    [PwshTheory]
    [InlineData("Connect-Qwen -ApiKey $env:NOT_SET -Provider DashScope")]
    [InlineData("Connect-Qwen -ApiKey '' -Provider DashScope")]
    [InlineData("Connect-Qwen -ApiKey ([pscredential]::Empty)")]
    [InlineData("Connect-Qwen -ApiKey ([securestring]::new())")]
    [InlineData("Set-QwenAuth -ApiKey $env:NOT_SET")]
    [InlineData("Connect-Qwen -ApiKey $env:NOT_SET -BaseUrl http://127.0.0.1:9/v1 -Model m")]
    public async Task No_other_key_is_sent_if_the_key_is_missing(string command)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var result = await pwsh.RunAsync($$"""try { {{command}}; 'taken' } catch { "$($_.FullyQualifiedErrorId -split ',' | Select-Object -First 1): $_" }; (Get-QwenAuth).KeySource""");

        var lines = result.Output.Trim().ReplaceLineEndings("\n").Split('\n');
        lines[0].ShouldStartWith("InvalidApiKey: The API key from parameter -ApiKey cannot be used: it is empty.");
        lines[1].ShouldContain("OPENAI_API_KEY");
    }

    [PwshFact]
    public async Task Quoted_padded_and_placeholder_keys_are_rejected_with_the_reason_whatever_their_source()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/key.txt", "k-1234567890abcdef\n");

        var seen = await pwsh.JsonAsync("""
            $reasons = foreach ($key in '"k-1234567890abcdef"', "'k-1234567890abcdef'", ' k-1234567890abcdef', (Get-Content key.txt -Raw), 'sk-your-key-here', '<key>', 'your_api_key') {
                $env:OPENAI_API_KEY = $key
                try { Invoke-QwenChat hi; 'sent' } catch { "$_" }
                try { Connect-Qwen -ApiKey $key; 'taken' } catch { "$_" }
                try { Set-QwenAuth -ApiKey $key; 'taken' } catch { "$_" }
            }
            ConvertTo-Json -Compress @($reasons)
            """);

        string[] reasons = [.. seen.Texts().Chunk(3).Select(three => string.Join('|', three.Select(text => text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split('.')[0]).Distinct()))];
        reasons.ShouldBe(
        [
            "it begins or ends with a quotation mark", "it begins or ends with a quotation mark", "it begins or ends with a space or a line break", "it begins or ends with a space or a line break",
            "it is a placeholder", "it is a placeholder", "it is a placeholder",
        ]);
        seen.Texts().ShouldAllBe(text => text.StartsWith("The API key from ") && !text.Contains("1234567890"));
        server.Requests.ShouldBeEmpty();
    }
}
