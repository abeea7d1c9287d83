namespace QwenCode.ModuleTests.ConnectQwen;

/// <summary>Names of providers and methods that are nearly right.</summary>
public sealed class MisspellingTests
{
    [PwshFact]
    public async Task The_error_suggests_the_correct_name()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $commands = @(
                { Connect-Qwen -ApiKey 0123456789abcdef -Provider Dashscop }
                { Set-QwenAuth -Provider openruter }
                { Connect-Qwen DashScope }
                { Set-QwenAuth openrouter }
                { Connect-Qwen OpenAI }
                { Connect-Qwen -Method openai }
                { Connect-Qwen -Method oath }
                { Connect-Qwen -Method nonsense }
                { Connect-Qwen qwen3.7-max }
                { Set-QwenAuth -Method 'ApiKey,OAuth' }
                { Set-QwenAuth -Method '1' }
                { Set-QwenAuth -Method 1 }
                { Connect-Qwen "sk-proj-0123456789abcdef0123456789abcdef`e[31m" }
                { Set-QwenAuth MyOwnKey-of-2026-99887766 }
            )
            $messages = foreach ($command in $commands) { try { $null = & $command; 'taken' } catch { "$_" } }
            ConvertTo-Json -Compress @($messages)
            """);

        var messages = seen.Texts();
        messages[0].ShouldContain("'Dashscop' is not a provider. Did you mean DashScope?");
        messages[1].ShouldContain("Did you mean OpenRouter?");
        messages[2].ShouldContain("-Provider DashScope");
        messages[3].ShouldContain("-Provider OpenRouter");
        messages[4].ShouldContain("-Provider OpenAI");
        messages[5].ShouldBe(messages[4]);
        messages[5].ShouldContain("-Method ApiKey");
        messages[6].ShouldContain("Did you mean OAuth?");
        messages[7].ShouldContain("ApiKey, OAuth, Entra, Environment");
        messages[8].ShouldContain("ApiKey, OAuth, Entra, Environment");
        messages[9].ShouldContain("There is no method 'ApiKey,OAuth'.");
        messages[10].ShouldContain("There is no method '1'.");
        messages[11].ShouldBe(messages[10]);
        messages[12].ShouldNotContain("0123456789");
        messages[12].ShouldNotContain("\u001b");
        messages[13].ShouldNotContain("99887766");
        messages[13].ShouldContain("Specify a key with -ApiKey");
    }

    [PwshFact]
    public async Task The_method_names_of_Qwen_Code_s_settings_are_accepted()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithLogin(server);

        var seen = await pwsh.JsonAsync("""
            $methods = @(
                Set-QwenAuth qwen-oauth -PassThru
                Set-QwenAuth -Method Environment -PassThru
                Set-QwenAuth -Method 'Qwen-OAuth' -PassThru
                Set-QwenAuth -Method oauth -PassThru
                Set-QwenAuth -Method (Get-QwenAuth).Method -PassThru
            ) | ForEach-Object { "$($_.Method)" }
            ConvertTo-Json -Compress @($methods)
            """);

        seen.Texts().ShouldAllBe(method => method == "OAuth");
    }
}
