namespace QwenCode.ModuleTests.Showing;

/// <summary>Sessions whose language mode forbids to call methods.</summary>
public sealed class ConstrainedLanguageTests
{
    [PwshFact]
    public async Task Every_view_is_the_same_in_constrained_language_mode()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/.env", "OPENAI_API_KEY=sk-of-the-project\nTERM=x\n");

        var seen = await pwsh.JsonAsync("""
            $answer = Invoke-QwenChat hi -WarningAction SilentlyContinue
            $context = Get-QwenAuth
            $delta = @(Invoke-QwenChat hi -Stream)[0]
            $models = @(Get-QwenModel)[0..1]
            $source = Get-QwenEnvSource -WarningAction SilentlyContinue
            $failure = try { Invoke-QwenChat hi -Model fault-server-error -MaximumRetryCount 0 } catch { $_.Exception }
            $objects = @($answer, $delta, $context, $context.Sources[0], $models, $source, $source.Variables[0], $failure, $answer.Conversation, $answer.Conversation.Messages[0], $answer.Usage)
            $objects | Export-Clixml objects.xml -Depth 5
            $objects += Import-Clixml objects.xml
            $show = {
                foreach ($item in $objects) {
                    "$($item.PSTypeNames[0]): $(($item | Out-String) + ($item | Format-List -Force | Out-String) + ($item | Format-Table -Force | Out-String) + ($item | Format-Wide | Out-String))"
                }
            }
            $full = @(& $show)
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            $constrained = @(& $show)
            $text = Invoke-QwenChat hi | Out-String
            @{ Full = $full; Constrained = $constrained; Text = $text } | ConvertTo-Json -Compress
            """);

        seen.Texts("Full").Length.ShouldBe(22);
        seen.Texts("Full").ShouldAllBe(view => view.Any(char.IsLetterOrDigit));
        seen.Texts("Constrained").ShouldBe(seen.Texts("Full"));
        seen.Text("Text").Trim().ShouldBe("You said: hi");
    }
}
