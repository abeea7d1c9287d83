namespace QwenCode.ModuleTests.Showing;

/// <summary>What <c>-Debug</c> shows.</summary>
public sealed class DebugTests
{
    [PwshFact]
    public async Task Debug_shows_the_bodies_of_requests_and_responses_without_secrets_and_nothing_without_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server).With("OPENAI_API_KEY", "k-canary-0123456789abcdef");

        var seen = await pwsh.JsonAsync("""
            $prompt = 'the key is k-canary-0123456789abcdef, and another sk-proj-A1b2C3d4E5f6G7h8I9j0K1l2'
            function Get-Debug($step) { (& $step 5>&1 | Where-Object { $_ -is [Management.Automation.DebugRecord] } | ForEach-Object Message) -join "`n" }
            @(
                Get-Debug { Invoke-QwenChat $prompt -Temperature 0.5 -Debug }
                Get-Debug { Invoke-QwenChat $prompt -Stream -Debug }
                Get-Debug { Get-QwenModel -Debug }
                Get-Debug { try { Invoke-QwenChat $prompt -Model fault-bad-request -Debug } catch { } }
                Get-Debug { try { Invoke-QwenChat $prompt -Model fault-bad-request -Stream -Debug } catch { } }
                Get-Debug { Invoke-QwenChat "$([char] 27)[31mred" -Debug }
                Get-Debug { $DebugPreference = 'Continue'; Invoke-QwenChat hi }
                Get-Debug { Invoke-QwenChat $prompt }
            ) | ConvertTo-Json -Compress
            """);

        var texts = seen.Texts();
        texts[0].ShouldContain("\"temperature\":0.5");
        texts[0].ShouldContain("Request body, http://127.0.0.1");
        texts[0].ShouldContain("Response body (HTTP 200)");
        texts[0].ShouldContain("You said: the key is ****");
        texts[1].ShouldContain("data: {");
        texts[1].ShouldContain("[DONE]");
        texts[2].ShouldContain("qwen3-max");
        texts[3].ShouldContain("HTTP 400");
        texts[3].ShouldContain("\"error\"");
        texts[4].ShouldContain("HTTP 400");
        texts[4].ShouldContain("\"error\"");
        texts[5].ShouldNotContain("\u001b");
        texts[6].ShouldContain("You said: hi");
        texts[7].ShouldBe("");
        texts.ShouldAllBe(text => !text.Contains("canary") && !text.Contains("G7h8I9"));
    }
}
