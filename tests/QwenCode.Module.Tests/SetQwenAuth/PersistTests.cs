using System.Text.Json;

namespace QwenCode.ModuleTests.SetQwenAuth;

/// <summary>The choice in the user's settings, as Qwen Code writes and reads it: a later process uses it, and no key is in it.</summary>
public sealed class PersistTests
{
    private const string Key = "sk-canary-0123456789-abcd";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [PwshFact]
    public async Task A_choice_is_written_as_a_route_and_the_next_process_uses_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true };

        var first = await pwsh.RunAsync($"""
            Set-QwenAuth -BaseUrl {server.BaseUrl} -ApiKey {Key} -Model qwen3-max -Persist -WhatIf 6>&1
            "written: $(Test-Path ~/.qwen)"
            Set-QwenAuth -BaseUrl {server.BaseUrl} -ApiKey {Key} -Model qwen3-max -Persist -Verbose 3>&1 4>&1
            """);

        first.Errors.ShouldBeEmpty();
        first.Output.ShouldContain("written: False");
        first.Output.ShouldNotContain(Key);
        var file = Settings(pwsh);
        var route = file.GetProperty("modelProviders").GetProperty("openai")[0];
        var variable = route.Text("envKey");
        variable.ShouldStartWith("QWEN_CUSTOM_API_KEY_OPENAI_HTTP_");
        route.Text("id").ShouldBe("qwen3-max");
        route.Text("baseUrl").ShouldBe(server.BaseUrl.AbsoluteUri.TrimEnd('/'));
        file.GetProperty("model").Text("name").ShouldBe("qwen3-max");
        file.GetProperty("model").Text("baseUrl").ShouldBe(route.Text("baseUrl"));
        file.GetProperty("security").GetProperty("auth").Text("selectedType").ShouldBe("openai");
        file.GetProperty("$version").GetInt32().ShouldBe(4);
        first.Output.ShouldContain($"modelProviders.openai the route qwen3-max to {route.Text("baseUrl")} with the key from {variable}");
        first.Output.ShouldContain($"The next session takes it from the variable {variable}");
        EnsureNoKey(pwsh);

        var later = await pwsh.With(variable, "sk-later-0123456789").RunAsync("$null = Invoke-QwenChat hello; (Get-QwenAuth).Status");

        later.Errors.ShouldBeEmpty();
        later.Output.ShouldContain("Ready");
        server.Requests.Single().Key().ShouldBe("sk-later-0123456789");
    }

    [PwshFact]
    public async Task A_route_without_its_key_is_not_persisted_and_the_error_names_the_variable()
    {
        const string Before = """{ "modelProviders": { "openai": [{ "id": "a", "baseUrl": "https://a.example/v1", "envKey": "K_A" }] } }""";
        using var pwsh = new PwshRun();
        var file = pwsh.Write("home/.qwen/settings.json", Before);

        var result = await pwsh.RunAsync("try { Set-QwenAuth -Model a -Persist } catch { $_.Exception.Message }");

        result.Output.ShouldContain("No key for a was found in K_A");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(Before);
    }

    [PwshFact]
    public async Task A_file_that_Qwen_Code_wrote_stays_but_for_the_model_that_is_chosen()
    {
        const string Before = """
            {"modelProviders":{"openai":[{"id":"qwen3.6-plus","name":"[ModelStudio Standard] qwen3.6-plus","baseUrl":"https://dashscope-intl.aliyuncs.com/compatible-mode/v1","envKey":"DASHSCOPE_API_KEY","generationConfig":{"contextWindowSize":1000000}},{"id":"qwen3.7-plus","name":"[ModelStudio Standard] qwen3.7-plus","baseUrl":"https://dashscope-intl.aliyuncs.com/compatible-mode/v1","envKey":"DASHSCOPE_API_KEY"}]},"env":{"DASHSCOPE_API_KEY":"k-ds"},"security":{"auth":{"selectedType":"openai"}},"model":{"name":"qwen3.6-plus","baseUrl":""},"providerMetadata":{"alibabaStandard":{"version":"0","baseUrl":"https://dashscope-intl.aliyuncs.com/compatible-mode/v1"}},"$version":4}
            """;
        using var pwsh = new PwshRun();
        var file = pwsh.Write("home/.qwen/settings.json", Before);

        var result = await pwsh.RunAsync("Set-QwenAuth -Model qwen3.7-plus -Persist 3>&1; (Get-QwenAuth).Model");

        result.Output.Trim().ShouldBe("qwen3.7-plus");
        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe(Before.Replace("\"model\":{\"name\":\"qwen3.6-plus\"", "\"model\":{\"name\":\"qwen3.7-plus\"", StringComparison.Ordinal));
    }

    [PwshFact]
    public async Task A_stored_key_is_in_one_file_that_only_the_user_reads_and_the_next_process_has_it()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun { HasOwnProcess = true };
        var env = pwsh.Write("home/.qwen/.env", "# mine\r\nOTHER='a b'\r\n");

        var first = await pwsh.RunAsync($"""
            Connect-Qwen -BaseUrl {server.BaseUrl} -ApiKey {Key} -Model qwen3-max -PersistKey -WhatIf *>&1
            "same: $((Get-Content -Raw ~/.qwen/.env).Length) $(Test-Path ~/.qwen/settings.json) $((Get-QwenAuth).Status)"
            Connect-Qwen -BaseUrl {server.BaseUrl} -ApiKey {Key} -Model qwen3-max -PersistKey -Verbose *>&1
            """);

        first.Errors.ShouldBeEmpty();
        first.Output.ShouldNotContain(Key);
        first.Output.ShouldContain("same: 21 False NoAuthentication");
        first.Output.ShouldContain("in plain text");
        var text = await File.ReadAllTextAsync(env, TestContext.Current.CancellationToken);
        text.ShouldStartWith("# mine\r\nOTHER='a b'\r\nQWEN_CUSTOM_API_KEY_OPENAI_HTTP_");
        text.ShouldEndWith($"={Key}\r\n");
        EnsureNoKey(pwsh, besides: env);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(env).ShouldBe(OwnerOnly);
            first.Output.ShouldContain("could be read by others");
        }

        var later = await pwsh.RunAsync("$null = Invoke-QwenChat hello; Get-QwenAuth | Out-String -Width 300");

        later.Errors.ShouldBeEmpty();
        server.Requests.Single().Key().ShouldBe(Key);
        later.Output.ShouldNotContain(Key);
    }

    [PwshFact]
    public async Task A_stored_key_is_replaced_and_what_overrides_it_is_said()
    {
        using var pwsh = new PwshRun();
        var env = pwsh.Write("home/.qwen/.env", "export OPENROUTER_API_KEY=\"old\" # o\nA=1\n");
        pwsh.Write("project/.env", "OPENROUTER_API_KEY=sk-or-project-0123456789\n");

        var result = await pwsh.RunAsync($$"""
            $context = Connect-Qwen -Provider OpenRouter -ApiKey 'sk-or-a#b$c' -Model m -PersistKey -WarningVariable warnings -WarningAction SilentlyContinue
            try { Connect-Qwen -Provider OpenRouter -Model m -PersistKey } catch { $id = $_.FullyQualifiedErrorId }
            try { Connect-Qwen -Method OAuth -PersistKey } catch { $set = $_.FullyQualifiedErrorId }
            @{ Warnings = "$warnings"; Id = $id; Set = $set; Provider = $context.Provider } | ConvertTo-Json -Compress
            """);

        result.Json.Text("Provider").ShouldBe("OpenRouter");
        result.Json.Text("Warnings").ShouldContain("OPENROUTER_API_KEY in ");
        result.Json.Text("Warnings").ShouldContain("overrides");
        result.Json.Text("Id").ShouldStartWith("InvalidParameter");
        result.Json.Text("Set").ShouldStartWith("InvalidParameter");
        (await File.ReadAllTextAsync(env, TestContext.Current.CancellationToken)).ShouldBe("export OPENROUTER_API_KEY='sk-or-a#b$c' # o\nA=1\n");
        Settings(pwsh).GetProperty("modelProviders").GetProperty("openai")[0].Text("envKey").ShouldBe("OPENROUTER_API_KEY");
    }

    [PwshFact]
    public async Task What_cannot_be_saved_changes_neither_session_nor_files()
    {
        using var pwsh = new PwshRun();
        var file = pwsh.Write("home/.qwen/settings.json", """{ "$version": 4, "modelProviders": { "openai": { "protocol": "openai", "models": [] } } }""");
        pwsh.MakeDirectory("home/.qwen/.git");
        var before = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        var seen = await pwsh.JsonAsync($$"""
            function Id([scriptblock] $script) { try { $null = & $script; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
            $ids = @(
                (Id { Set-QwenAuth -Provider OpenRouter -ApiKey {{Key}} -Model m -Persist })
                (Id { Connect-Qwen -Provider OpenRouter -ApiKey {{Key}} -Model m -PersistKey })
                (Id { Remove-Item ~/.qwen/settings.json; Connect-Qwen -Provider OpenRouter -ApiKey {{Key}} -Model m -PersistKey })
                (Id { Set-QwenAuth -Provider OpenAI -ApiKey {{Key}} -Persist })
            )
            @{ Ids = $ids; Status = (Get-QwenAuth).Status; Files = @(Get-ChildItem -File -Recurse ~).Count } | ConvertTo-Json -Compress
            """);

        before.ShouldContain("protocol");
        seen.Texts("Ids").ShouldBe(["SettingsFileInvalid", "SettingsFileInvalid", "CredentialFileUnwritable", "InvalidParameter"]);
        seen.Text("Status").ShouldBe("NoAuthentication");
        seen.GetProperty("Files").GetInt32().ShouldBe(0);
    }

    [PwshFact]
    public async Task WhatIf_of_Connect_Qwen_begins_no_sign_in_and_keeps_the_session()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("QWEN_OAUTH_BASE_URL", server.Origin.AbsoluteUri);

        var result = await pwsh.RunAsync("""
            Connect-Qwen -Method OAuth -AllowNonInteractive -WhatIf
            Connect-Qwen -Provider Ollama -Model m -WhatIf
            "status: $((Get-QwenAuth).Status)"
            """);

        result.Errors.ShouldBeEmpty();
        result.Output.Split("What if:").Length.ShouldBe(3);
        result.Output.ShouldContain("status: NoAuthentication");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_warning_that_stops_the_command_comes_after_key_and_route_are_written()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", "OPENROUTER_API_KEY=sk-or-project-0123456789\n");

        var result = await pwsh.RunAsync($$"""
            try { Connect-Qwen -Provider OpenRouter -ApiKey {{Key}} -Model m -PersistKey -WarningAction Stop } catch { "stopped" }
            """);

        result.Output.ShouldContain("stopped");
        (await File.ReadAllTextAsync(Path.Join(pwsh.Home, ".qwen", ".env"), TestContext.Current.CancellationToken)).ShouldContain(Key);
        Settings(pwsh).GetProperty("model").Text("name").ShouldBe("m");
    }

    private static JsonElement Settings(PwshRun pwsh)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Join(pwsh.Home, ".qwen", "settings.json")));
        return document.RootElement.Clone();
    }

    private static void EnsureNoKey(PwshRun pwsh, string? besides = null)
    {
        foreach (var file in Directory.GetFiles(pwsh.Home, "*", SearchOption.AllDirectories).Where(file => file != besides && !file.Contains("powershell", StringComparison.OrdinalIgnoreCase)))
            File.ReadAllText(file).ShouldNotContain(Key, Case.Sensitive, file);
    }
}
