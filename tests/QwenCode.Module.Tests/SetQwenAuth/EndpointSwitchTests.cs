namespace QwenCode.ModuleTests.SetQwenAuth;

/// <summary>No method's secret reaches another method's endpoint.</summary>
public sealed class EndpointSwitchTests
{
    [PwshFact]
    public async Task Each_of_five_endpoints_sees_its_own_secret_alone_through_all_switches()
    {
        await using var dashScope = await LoopbackServer.StartAsync(new() { Dress = Dress.DashScope });
        await using var openRouter = await LoopbackServer.StartAsync(new() { Dress = Dress.OpenRouter });
        await using var azure = await LoopbackServer.StartAsync(new() { Dress = Dress.AzureOpenAI });
        await using var login = await LoopbackServer.StartAsync(new() { RequireOAuth = true });
        await using var local = await LoopbackServer.StartAsync(new() { Dress = Dress.Ollama });
        using var pwsh = new PwshRun()
            .With("QWEN_OAUTH_BASE_URL", login.Origin.AbsoluteUri)
            .With("DASHSCOPE_API_KEY", "secret-of-dashscope").With("OPENROUTER_API_KEY", "secret-of-openrouter")
            .With("A", dashScope.BaseUrl.AbsoluteUri).With("B", openRouter.BaseUrl.AbsoluteUri).With("C", azure.BaseUrl.AbsoluteUri).With("D", local.BaseUrl.AbsoluteUri);
        var tokens = login.OAuth.IssueTokens();
        pwsh.Write("home/.qwen/oauth_creds.json", $$"""
            {"access_token":"{{tokens.AccessToken}}","token_type":"Bearer","refresh_token":"{{tokens.RefreshToken}}","resource_url":"{{login.BaseUrl}}","expiry_date":{{tokens.ExpiresAt.ToUnixTimeMilliseconds()}}}
            """);

        var result = await pwsh.RunAsync("""
            $steps = @(
                { Connect-Qwen -Provider DashScope -BaseUrl $env:A }
                { Set-QwenAuth -Provider OpenRouter -BaseUrl $env:B }
                { Connect-Qwen -Method Entra -BaseUrl $env:C -Model gpt -AccessToken secret-of-entra }
                { Connect-Qwen -Method OAuth }
                { Connect-Qwen -Provider Ollama -BaseUrl $env:D -Model qwen3 }
                { Set-QwenAuth -Method OAuth }
                { Set-QwenAuth -Provider DashScope -Method ApiKey -BaseUrl $env:A }
            )
            $answer = $null
            foreach ($step in $steps) {
                $null = & $step
                $answer = if ($answer) { $answer | Invoke-QwenChat again } else { Invoke-QwenChat hi }
            }
            $answer.Conversation.Messages.Count
            """);

        result.Errors.ShouldBeEmpty();
        result.Output.Trim().ShouldBe("14");
        Secrets(dashScope).ShouldBe(["Bearer secret-of-dashscope", "Bearer secret-of-dashscope"]);
        Secrets(openRouter).ShouldBe(["Bearer secret-of-openrouter"]);
        Secrets(azure).ShouldBe(["Bearer secret-of-entra"]);
        Secrets(login).ShouldBe([$"Bearer {tokens.AccessToken}", $"Bearer {tokens.AccessToken}"]);
        Secrets(local).ShouldBe([""]);
    }

    private static IEnumerable<string> Secrets(LoopbackServer server) =>
        server.Requests.Select(r => r.Headers.GetValueOrDefault("Authorization", "") + r.Headers.GetValueOrDefault("api-key", ""));
}
