namespace QwenCode.ModuleTests.GetQwenModel;

/// <summary>The models that the settings of Qwen Code have routes for, as a list and by Tab.</summary>
public sealed class ConfiguredModelTests
{
    private const string Settings = """
        { "modelProviders": {
            "openai": [
              { "id": "m-one", "name": "[Mine] m-one", "baseUrl": "https://one.example/v1", "envKey": "K_ONE" },
              { "id": "m-two", "description": "the second", "baseUrl": "https://one.example/v1", "envKey": "K_TWO" },
              { "id": "m-key", "baseUrl": "https://one.example/v1", "envKey": "sk-canary-0123456789abcdef" },
              { "id": "m-url", "baseUrl": "one example", "envKey": "K_ONE" },
              { "id": "m-local", "baseUrl": "http://127.0.0.1:9/v1" }],
            "anthropic": [{ "id": "m-other", "baseUrl": "https://other.example", "envKey": "K_ONE" }] },
          "model": { "name": "m-one" } }
        """;

    [PwshFact]
    public async Task Each_has_the_state_of_its_key_and_its_location_and_no_key_is_shown()
    {
        using var pwsh = new PwshRun().With("K_ONE", "k-secret-one");
        pwsh.Write("home/.qwen/settings.json", Settings);

        var result = await pwsh.RunAsync("""
            $models = Get-QwenModel -Configured
            $models | Format-List *
            @{
                States = @($models | ForEach-Object { "$_ $($_.Status) $($_.IsInEffect)" })
                One = $models[0] | Select-Object Name, Provider, KeyVariable, Source
                Some = "$(Get-QwenModel -Configured m-o*)"
                Unknown = try { Get-QwenModel -Configured nope -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
            } | ConvertTo-Json -Compress
            """);

        result.Json.GetProperty("States").Texts().ShouldBe(
            ["m-one Ready True", "m-two KeyMissing False", "m-key SettingsFileInvalid False", "m-url InvalidParameter False", "m-local Ready False", "m-other NotSupported False"]);
        var one = result.Json.GetProperty("One");
        (one.Text("Name"), one.Text("Provider"), one.Text("KeyVariable")).ShouldBe(("[Mine] m-one", "Custom", "K_ONE"));
        one.Text("Source").ShouldStartWith("modelProviders.openai[0] in ");
        result.Json.Text("Some").ShouldBe("m-one m-other");
        result.Json.Text("Unknown").ShouldStartWith("ModelNotFound");
        result.Output.ShouldNotContain("secret-one");
        result.Output.ShouldNotContain("canary");
        result.Output.ShouldContain("Set K_TWO");
    }

    [PwshFact]
    public async Task A_settings_file_that_cannot_be_used_is_an_error_beside_the_models_of_the_others()
    {
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "k-0123456789").With("OPENAI_BASE_URL", "http://127.0.0.1:9/v1").With("OPENAI_MODEL", "m");
        pwsh.Write("home/.qwen/settings.json", Settings);
        pwsh.Write("project/.qwen/settings.json", """{ "security": { """);

        var seen = await pwsh.JsonAsync("""
            $models = Get-QwenModel -Configured -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction Ignore
            @{ Count = "$($models.Count)"; Failed = "$($failed.FullyQualifiedErrorId)" } | ConvertTo-Json -Compress
            """);

        seen.Text("Count").ShouldBe("6");
        seen.Text("Failed").ShouldBe("SettingsFileInvalid,QwenCode.Commands.GetQwenModelCommand");
    }

    [PwshFact]
    public async Task Tab_offers_them_before_what_the_endpoint_offers_and_without_it()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Models = ["m-three", "m-one"] });
        using var pwsh = new PwshRun().With("K_ONE", "k-one");
        pwsh.Write("home/.qwen/settings.json", Settings.Replace("https://one.example/v1", server.BaseUrl.AbsoluteUri, StringComparison.Ordinal));

        var seen = await pwsh.JsonAsync("""
            function Complete($text) { , @((TabExpansion2 $text).CompletionMatches) }
            $with = Complete 'Set-QwenAuth -Model m'
            $elsewhere = Complete 'Invoke-QwenChat -Model m-t'
            Set-QwenAuth -Model m-local
            $without = Complete 'Set-QwenAuth -Model m-t'
            $specified = Complete 'Set-QwenAuth -Provider Ollama -Model m-t'
            @{ With = $with.CompletionText; Tip = $with[0].ToolTip; Elsewhere = $elsewhere.CompletionText; Without = $without.CompletionText; Specified = @($specified).Count } | ConvertTo-Json -Compress
            """);

        seen.GetProperty("With").Texts().ShouldBe(["m-one", "m-two", "m-key", "m-url", "m-local", "m-three"]);
        seen.Text("Tip").ShouldStartWith("[Mine] m-one, at 127.0.0.1");
        seen.GetProperty("Elsewhere").Texts().ShouldBe(["m-two", "m-three"]);
        seen.Text("Without").ShouldBe("m-two");
        seen.Number("Specified").ShouldBe(0);
    }
}
