namespace QwenCode.ModuleTests.Configuring;

/// <summary><c>Set-QwenAuth</c>.</summary>
public sealed class SetAuthTests
{
    [PwshFact]
    public async Task It_changes_what_is_named_keeps_the_rest_and_returns_something_only_with_PassThru()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-one -BaseUrl $env:SERVER -Model one
            $silent = @(Set-QwenAuth -Model two)
            $context = Set-QwenAuth -ApiKey sk-two -PassThru
            $models = @(Invoke-QwenChat hi | ForEach-Object Model)
            $models += Invoke-QwenChat hi -Model three | ForEach-Object Model
            @{ Silent = $silent.Count; Type = $context.GetType().FullName; Model = $context.Model; Models = $models } | ConvertTo-Json -Compress
            """);

        seen.Number("Silent").ShouldBe(0);
        seen.Text("Type").ShouldBe("QwenCode.AuthContext");
        seen.Text("Model").ShouldBe("two");
        seen.Texts("Models").ShouldBe(["two", "three"]);
        server.Requests.Select(request => request.Key()).ShouldBe(["sk-two", "sk-two"]);
    }

    [PwshFact]
    public async Task WhatIf_changes_nothing()
    {
        using var pwsh = new PwshRun();

        var result = await pwsh.RunAsync("""
            $null = Connect-Qwen -ApiKey sk-explicit-0123456789-abcd -Provider OpenAI -Model one
            $before = Get-QwenAuth | Out-String -Width 200
            $returned = @(Set-QwenAuth -Provider OpenRouter -Model two -ApiKey sk-other-9876543210-wxyz -PassThru -WhatIf)
            @{ Same = $before -eq (Get-QwenAuth | Out-String -Width 200); Returned = $returned.Count } | ConvertTo-Json -Compress
            """);

        result.Json.Flag("Same").ShouldBeTrue();
        result.Json.Number("Returned").ShouldBe(0);
        result.Output.ShouldStartWith("What if:");
        result.Output.ShouldContain("OpenRouter");
        result.Output.ShouldNotContain("sk-other-9876543210-wxyz");
    }

    [PwshFact]
    public async Task Another_provider_drops_the_key_of_the_old_one_with_a_warning()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server).With("OPENROUTER_API_KEY", "sk-or-environment-0123-abcd");

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-explicit -Provider OpenAI -Model one
            $context = Set-QwenAuth -Provider OpenRouter -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
            $null = Connect-Qwen -ApiKey sk-explicit -Provider OpenAI -Model one
            $kept = Set-QwenAuth -Provider OpenAI -PassThru -WarningVariable silence
            @{
                Warning = "$warnings"; KeySource = $context.KeySource; BaseUrl = $context.BaseUrl.AbsoluteUri; Provider = $context.Provider
                Kept = $kept.KeySource; Silence = "$silence"
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Warning").ShouldContain("forgotten");
        seen.Text("KeySource").ShouldBe("process variable OPENROUTER_API_KEY");
        seen.Text("Provider").ShouldBe("OpenRouter");
        seen.Text("BaseUrl").ShouldBe("https://openrouter.ai/api/v1");
        seen.Text("Kept").ShouldBe("this session (ApiKey)");
        seen.Text("Silence").ShouldBe("");
    }

    [PwshFact]
    public async Task Method_Environment_goes_back_to_what_the_environment_says()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-explicit -Provider OpenAI -Model one
            $context = Set-QwenAuth -Method Environment -PassThru -WarningAction SilentlyContinue
            $found = Connect-Qwen -Method Environment
            $null = Invoke-QwenChat hi
            @{ KeySources = @($context.KeySource, $found.KeySource); BaseUrl = $context.BaseUrl } | ConvertTo-Json -Compress
            """);

        seen.Texts("KeySources").ShouldBe(["process variable OPENAI_API_KEY", "process variable OPENAI_API_KEY"]);
        seen.Text("BaseUrl").ShouldBe(server.BaseUrl.AbsoluteUri);
        server.Requests.Single().Key().ShouldBe("sk-from-the-process");
    }

    [PwshFact]
    public async Task A_switch_that_cannot_work_is_refused_and_leaves_the_working_session()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-one -BaseUrl $env:SERVER -Model one
            $errors = foreach ($switch in { Set-QwenAuth -Provider OpenRouter }, { Set-QwenAuth -Method OAuth }, { Set-QwenAuth -Method Entra }, { Set-QwenAuth -Method Environment }) {
                try { & $switch; 'applied' } catch { $_.FullyQualifiedErrorId -replace ',.*' }
            }
            @{ Errors = $errors; Key = (Get-QwenAuth).KeySource; Text = "$(Invoke-QwenChat hi)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").ShouldBe(["NoAuthentication", "NoAuthentication", "NoAuthentication", "NoAuthentication"]);
        seen.Text("Key").ShouldBe("this session (ApiKey)");
        server.Requests.Single().Key().ShouldBe("sk-one");
    }
}
