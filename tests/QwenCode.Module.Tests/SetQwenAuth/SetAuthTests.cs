namespace QwenCode.ModuleTests.SetQwenAuth;

/// <summary><c>Set-QwenAuth</c>.</summary>
public sealed class SetAuthTests
{
    [PwshFact]
    public async Task Specified_values_are_changed_the_rest_is_kept_and_PassThru_returns_the_context()
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
    public async Task Another_provider_clears_the_key_of_the_old_one_with_a_warning()
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

        seen.Text("Warning").ShouldContain("is cleared");
        seen.Text("KeySource").ShouldBe("process variable OPENROUTER_API_KEY");
        seen.Text("Provider").ShouldBe("OpenRouter");
        seen.Text("BaseUrl").ShouldBe("https://openrouter.ai/api/v1");
        seen.Text("Kept").ShouldBe("this session (ApiKey)");
        seen.Text("Silence").ShouldBe("");
    }

    [PwshFact]
    public async Task A_base_URL_of_another_host_never_gets_the_key_of_the_old_one()
    {
        await using var one = await LoopbackServer.StartAsync();
        await using var two = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("ONE", one.BaseUrl.AbsoluteUri).With("TWO", two.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync(ArgumentCompletion.Tab.Functions + """
            $null = Connect-Qwen -ApiKey sk-explicit -BaseUrl $env:ONE -Model one
            $path = Set-QwenAuth -BaseUrl "$env:ONE/" -PassThru -WarningVariable silence
            $null = Invoke-QwenChat hi
            $null = Tab "Set-QwenAuth -BaseUrl $env:TWO -Model ¦"
            $error1 = try { Set-QwenAuth -BaseUrl https://llm.example.com/v1 } catch { "$($_.FullyQualifiedErrorId) $_" }
            $kept = (Get-QwenAuth).BaseUrl
            $local = Set-QwenAuth -BaseUrl $env:TWO -PassThru -WarningVariable warnings -WarningAction SilentlyContinue
            $null = Invoke-QwenChat hi
            $own = Set-QwenAuth -BaseUrl $env:ONE -ApiKey sk-of-one -PassThru
            $null = Invoke-QwenChat hi
            @{
                Path = $path.KeySource; Silence = "$silence"; Refused = $error1; Kept = $kept; Local = "$($local.KeySource)"; Warnings = "$warnings"; Model = $own.Model
            } | ConvertTo-Json -Compress
            """);

        seen.Text("Path").ShouldBe("this session (ApiKey)");
        seen.Text("Silence").ShouldBe("");
        seen.Text("Refused").ShouldStartWith("NoAuthentication,");
        seen.Text("Refused").ShouldContain($"The session's key was specified for {one.BaseUrl.Authority} and is not sent to llm.example.com");
        seen.Text("Refused").ShouldContain("-ApiKey");
        seen.Text("Kept").ShouldBe(one.BaseUrl.AbsoluteUri);
        seen.Text("Local").ShouldBe("");
        seen.Text("Warnings").ShouldContain("is cleared");
        seen.Text("Model").ShouldBe("one");
        one.Requests.Select(request => request.Key()).ShouldBe(["sk-explicit", "sk-of-one"]);
        two.Requests.ShouldAllBe(request => !request.Headers.Values.Any(value => value.Contains("sk-explicit")));
    }

    [PwshTheory]
    [InlineData("Connect-Qwen -BaseUrl $env:OTHER -Model m")]
    [InlineData("Set-QwenAuth -BaseUrl $env:OTHER -Model m")]
    [InlineData("Connect-Qwen -Provider OpenRouter -BaseUrl $env:OTHER -Model m")]
    [InlineData("Set-QwenAuth -Provider OpenRouter -BaseUrl $env:OTHER -Model m")]
    public async Task A_key_of_the_environment_is_sent_to_another_host_than_the_environment_s_after_a_warning(string command)
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-mine").With("OPENAI_BASE_URL", "https://mine.example/v1").With("OTHER", server.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync($$"""
            $null = {{command}}
            $first = (Invoke-QwenChat hi 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }) -join ''
            $env:QWEN_STRICT_ENV = '1'
            @{ Shown = (Get-QwenAuth).StatusMessage; First = $first; Strict = try { Invoke-QwenChat hi } catch { "$($_.FullyQualifiedErrorId) $_" } } | ConvertTo-Json -Compress
            """);

        seen.Text("First").ShouldContain($"The key goes to {server.BaseUrl.Authority}: the key comes from process variable OPENAI_API_KEY, but process variable OPENAI_BASE_URL points to mine.example.");
        seen.Text("Strict").ShouldStartWith("UntrustedEndpoint,");
        seen.Text("Strict").ShouldEndWith(": Set-QwenAuth -ApiKey <key>", customMessage: "Invoke-QwenChat has no -ApiKey");
        seen.Text("Shown").ShouldContain("mine.example");
        server.Requests.Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task Method_Environment_restores_the_values_of_the_environment()
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
    public async Task A_switch_that_cannot_work_is_rejected_and_keeps_the_working_session()
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
