namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Names of parameters that users know from elsewhere.</summary>
public sealed class AliasTests
{
    [PwshFact]
    public async Task Aliases_bind_to_their_parameters()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        pwsh.Write("project/a.txt", "A");

        var seen = await pwsh.JsonAsync("""
            $texts = @(
                Invoke-QwenChat -Message hi -SystemPrompt 'Be brief' -MaxCompletionTokens 9 -Raw
                Invoke-QwenChat hi -SystemMessage 'Be brief' -MaxOutputTokens 9 -Thinking -Raw
                Invoke-QwenChat hi -File a.txt -Images https://example.com/a.png -Raw -Thinking:$false
                (New-QwenConversation -SystemPrompt 'Be brief' | Invoke-QwenChat hi).Text
                (New-QwenConversation -SystemMessage 'Be brief' | Invoke-QwenChat hi).Text
                Invoke-QwenChat hi -Timeout 9 -Raw
            )
            foreach ($name in 'Uri', 'Url', 'Endpoint') {
                $given = @{ $name = "http://127.0.0.1/$name" }
                Connect-Qwen -ApiKey 0123456789abcdef -Model m @given | ForEach-Object { "$($_.BaseUrl)" }
                Set-QwenAuth @given -PassThru | ForEach-Object { "$($_.BaseUrl)" }
            }
            Set-QwenAuth -Syntax DotNetEnv
            $null = Get-QwenEnvSource -EnvSyntax Dotenv -WarningAction Ignore
            ConvertTo-Json -Compress @($texts)
            """);

        seen.Texts().ShouldAllBe(text => text.StartsWith("You said: hi"));
        var requests = server.Requests.Select(request => request.Json()).ToList();
        requests.Where((_, i) => i is 0 or 1 or 3 or 4).ShouldAllBe(body => body.List("messages")[0].Text("content") == "Be brief");
        requests.Take(2).ShouldAllBe(body => body.Number("max_tokens") == 9);
        requests[1].Flag("enable_thinking").ShouldBeTrue();
        requests[2].Flag("enable_thinking").ShouldBeFalse();
        server.Requests[2].Body.ShouldContain("a.txt");
        server.Requests[2].Body.ShouldContain("https://example.com/a.png");
    }

    [PwshFact]
    public async Task A_hashtable_is_not_a_prompt()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $messages = @(
                try { Invoke-QwenChat -Prompt @{ role = 'user'; content = 'hi' } } catch { "$_" }
                try { Invoke-QwenChat ([pscustomobject]@{ a = 1 }) } catch { "$_" }
                Invoke-QwenChat 5 -AsText
                Invoke-QwenChat (Invoke-QwenChat one) -AsText
                Invoke-QwenChat ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Invoke-QwenChat one)))) -AsText
            )
            ConvertTo-Json -Compress @($messages)
            """);

        seen.Texts()[0].ShouldContain("-Conversation");
        seen.Texts()[1].ShouldContain("Pipe");
        seen.Texts()[2].ShouldBe("You said: 5");
        seen.Texts()[3].ShouldBe("You said: You said: one");
        seen.Texts()[4].ShouldBe(seen.Texts()[3]);
        server.Requests.Count.ShouldBe(5);
    }
}
