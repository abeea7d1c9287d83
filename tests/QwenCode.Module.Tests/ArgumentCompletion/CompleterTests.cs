namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>What holds for all completers.</summary>
public sealed class CompleterTests
{
    private const string Key = "sk-0123456789-0123456789-wxyz";

    [PwshFact]
    public async Task No_word_in_any_parameter_throws_leaves_an_error_shows_a_secret_or_takes_long()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { ApiKey = Key });
        using var pwsh = new PwshRun().WithServer(server).With("OPENAI_API_KEY", Key);
        pwsh.Write("project/.env", $"DB_PASSWORD={Key}\nOPENAI_MODEL='unfinished\n");

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            $answer = Invoke-QwenChat hi
            $context = Connect-Qwen -ApiKey $env:OPENAI_API_KEY -BaseUrl $env:OPENAI_BASE_URL -Model qwen3-max
            $broken = [pscustomobject]@{ Messages = 1 }
            $broken.PSObject.TypeNames.Insert(0, 'Deserialized.QwenCode.Conversation')
            $parameters = foreach ($command in Get-Command -Module QwenCode) {
                foreach ($parameter in $command.Parameters.Values) {
                    if ($parameter.Attributes | Where-Object { $_ -is [ArgumentCompleter] }) { "$($command.Name) -$($parameter.Name)" }
                }
            }
            # The first search of all modules is PowerShell's own, and slow on a busy machine.
            $null = [Management.Automation.CompletionCompleters]::CompleteCommand('', $null, 'Cmdlet,Function,Filter')
            $Error.Clear()
            $process = [Diagnostics.Process]::GetCurrentProcess()
            $said = foreach ($parameter in $parameters) {
                foreach ($word in '', '[', '*', "'", '"', '/', '\\no\such\', '../../../../../..', '$', '~', '-', 'HKLM:/', 'sk-', "$([char]0)", '天') {
                    # The processor's time, since a busy machine delays what is quick; only a wait without end is told by the clock.
                    $process.Refresh()
                    ($before, $clock) = ($process.TotalProcessorTime, [Diagnostics.Stopwatch]::StartNew())
                    try { $tips = @(Find-Completion "$parameter $word¦" | ForEach-Object CompletionMatches | ForEach-Object { $_.CompletionText; $_.ToolTip }) }
                    catch { "threw: $parameter $word $_" }
                    if ($Error) { "error: $parameter $word $Error"; $Error.Clear() }
                    $process.Refresh()
                    $busy = $process.TotalProcessorTime - $before
                    if ($busy.TotalSeconds -gt 2.5 -or $clock.Elapsed.TotalSeconds -gt 60) { "slow: $parameter $word $busy of $($clock.Elapsed)" }
                    if ("$tips".Contains($env:OPENAI_API_KEY.Substring(0, 16))) { "secret: $parameter $word $tips" }
                }
            }
            Set-Location Env:
            $elsewhere = @(Tab 'Invoke-QwenChat hi -Path ¦'; Tab 'Invoke-QwenChat hi -Model qwen3.7-m¦')
            @{ Parameters = @($parameters); Said = @($said); Elsewhere = @($elsewhere) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Said").ShouldBeEmpty();
        seen.Texts("Elsewhere").ShouldBe(["Invoke-QwenChat hi -Model qwen3.7-max"]);
        string[] some =
        [
            "Connect-Qwen -Provider", "Connect-Qwen -BaseUrl", "Connect-Qwen -Model", "Connect-Qwen -TenantId", "Connect-Qwen -Scope", "Connect-Qwen -CertificatePath",
            "Get-QwenEnvSource -Path", "Get-QwenModel -Name", "Get-QwenModel -AuthContext", "Invoke-QwenChat -Model", "Invoke-QwenChat -FallbackModel", "Invoke-QwenChat -AuthContext",
            "Invoke-QwenChat -InputObject", "Invoke-QwenChat -Conversation", "Invoke-QwenChat -Schema", "Invoke-QwenChat -Path", "Invoke-QwenChat -LiteralPath", "Invoke-QwenChat -Image",
            "New-QwenConversation -Message", "Get-QwenConversation -Name", "Remove-QwenConversation -Name", "Set-QwenAuth -Provider", "Set-QwenAuth -Model",
        ];
        some.ShouldBeSubsetOf(seen.Texts("Parameters"));
    }
}
