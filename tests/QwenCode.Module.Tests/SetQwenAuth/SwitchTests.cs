namespace QwenCode.ModuleTests.SetQwenAuth;

/// <summary>Switching between methods in a running session, by the servers' own record.</summary>
public sealed class SwitchTests
{
    [PwshFact]
    public async Task Nothing_of_the_old_method_reaches_the_new_endpoint_and_the_conversation_continues()
    {
        await using var keyed = await LoopbackServer.StartAsync();
        await using var login = await LoopbackServer.StartAsync(new LoopbackOptions { RequireOAuth = true });
        using var pwsh = new PwshRun().WithLogin(login).With("KEYED", keyed.BaseUrl.AbsoluteUri);
        var token = login.OAuth.Issued.Single();

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey sk-one -BaseUrl $env:KEYED -Model first
            $a = Invoke-QwenChat one
            Set-QwenAuth -Method OAuth -WarningAction SilentlyContinue
            $b = $a | Invoke-QwenChat two
            Set-QwenAuth -ApiKey sk-two -BaseUrl $env:KEYED -Model third
            $c = $b | Invoke-QwenChat three
            Set-QwenAuth -ApiKey sk-three
            $d = $c | Invoke-QwenChat four
            ConvertTo-Json -Compress @($a, $b, $c, $d).Model
            """);

        seen.Texts().ShouldBe(["first", "coder-model", "third", "third"]);
        keyed.Requests.Select(r => r.Key()).ShouldBe(["sk-one", "sk-two", "sk-three"]);
        login.Requests.Select(r => r.Key()).ShouldBe([token.AccessToken]);
        login.Requests.Single().Messages().ShouldBe(["user: one", "assistant: You said: one", "user: two"]);
        keyed.Requests[^1].Messages().Length.ShouldBe(7);
        keyed.Requests.ShouldAllBe(r => !Holds(r, token.AccessToken) && !Holds(r, token.RefreshToken));
        login.Requests.ShouldAllBe(r => !Holds(r, "sk-one") && !r.Headers.ContainsKey("Cookie"));
    }

    [PwshFact]
    public async Task Persist_of_OAuth_writes_the_method_and_nothing_else_and_WhatIf_writes_nothing()
    {
        const string Before = "{\n  // mine\n  \"ui\": { \"theme\": \"dark\" },\n  \"security\": { \"auth\": { \"selectedType\": \"openai\" } }, /* end */\n}\n";
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-environment-0123456789-abcd");
        var file = pwsh.Write("home/.qwen/settings.json", Before);

        var result = await pwsh.RunAsync($$"""
            Set-QwenAuth -Method OAuth -Persist -WhatIf
            Set-QwenAuth -Persist -WhatIf
            $same = (Get-Content -Raw '{{file}}') -eq (Get-Content -Raw '{{pwsh.Write("before", Before)}}')
            Set-QwenAuth -Method OAuth -Persist -WarningVariable warnings -WarningAction SilentlyContinue
            $oauth = Get-Content -Raw '{{file}}'
            @{ Same = $same; OAuth = $oauth; Warning = "$warnings" } | ConvertTo-Json -Compress
            """);

        result.Output.Split("What if:").Length.ShouldBe(4);
        result.Json.Flag("Same").ShouldBeTrue();
        result.Json.Text("OAuth").ShouldBe(Before.Replace("openai", "qwen-oauth", StringComparison.Ordinal));
        result.Json.Text("Warning").ShouldContain("Connect-Qwen -Method OAuth");
    }

    [PwshFact]
    public async Task Invalid_changes_are_rejected_and_leave_session_and_settings_unchanged()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("home/.qwen/settings.json", """{ "security": { "auth": { "enforcedType": "openai" } } }""");

        var seen = await pwsh.JsonAsync("""
            function Id([scriptblock] $script) { try { $null = & $script; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
            $null = Connect-Qwen -ApiKey sk-explicit-0123456789-abcd -Provider OpenRouter
            $before = Get-QwenAuth | Out-String -Width 200
            $ids = @(
                (Id { Set-QwenAuth -Method OAuth })
                (Id { Set-QwenAuth -Method OAuth -Persist })
                (Id { Connect-Qwen -Method OAuth -AllowNonInteractive })
                (Id { Set-QwenAuth -Method Environment -ApiKey sk-x })
                (Id { Set-QwenAuth -Method OAuth -Provider OpenAI })
                (Id { Set-QwenAuth -BaseUrl 'not a url' })
            )
            @{ Ids = $ids; Same = $before -eq (Get-QwenAuth | Out-String -Width 200); File = Get-Content -Raw ~/.qwen/settings.json } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldBe(["MethodNotAllowed", "MethodNotAllowed", "MethodNotAllowed", "InvalidParameter", "InvalidParameter", "InvalidParameter"]);
        seen.Flag("Same").ShouldBeTrue();
        seen.Text("File").ShouldNotContain("selectedType");
    }

    [PwshTheory]
    [InlineData("Set-QwenAuth -Method Entra -Provider AzureOpenAI -BaseUrl https://x.openai.azure.com -Model m -Persist", "InvalidParameter")]
    [InlineData("Set-QwenAuth -Model other -Persist", "SettingsFileUnwritable")]
    [InlineData("Set-QwenAuth -Provider OpenAI -Model m -ApiKey sk-other-0123456789-wxyz -Persist", "SettingsFileUnwritable")]
    [InlineData("Connect-Qwen -Provider OpenAI -Model m -ApiKey sk-other-0123456789-wxyz -PersistKey", "CredentialFileUnwritable")]
    public async Task A_choice_that_cannot_be_persisted_leaves_the_session_unchanged(string command, string id)
    {
        using var pwsh = new PwshRun();
        pwsh.Write("home/.qwen", "not a folder");

        var seen = await pwsh.JsonAsync($$"""
            $null = Connect-Qwen -ApiKey sk-explicit-0123456789-abcd -Provider OpenRouter -WarningAction Ignore
            $before = Get-QwenAuth | Out-String -Width 200
            $id = try { {{command}} -WarningAction Ignore; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] }
            @{ Id = $id; Before = $before; After = Get-QwenAuth | Out-String -Width 200 } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe(id);
        seen.Text("After").ShouldBe(seen.Text("Before"));
    }

    [PwshFact]
    public async Task The_syntax_of_NET_projects_applies_to_the_session_once_it_is_chosen()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        pwsh.Write("project/.env", $"PART=made\nOPENAI_API_KEY=sk-${{PART}}-up\nOPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\nOPENAI_MODEL=m\n");

        var seen = await pwsh.JsonAsync("""
            $null = Invoke-QwenChat hi
            Set-QwenAuth -EnvSyntax DotNetEnv
            $null = Invoke-QwenChat hi
            Set-Content .env "A=1`nOPENAI_API_KEY='sk-quoted"
            $status = (Get-QwenAuth).StatusMessage
            @{ Status = $status; Error = try { Invoke-QwenChat hi } catch { "$($_.FullyQualifiedErrorId) $_" } } | ConvertTo-Json -Compress
            """);

        server.Requests.Select(r => r.Key()).ShouldBe(["sk-${PART}-up", "sk-made-up"]);
        seen.Text("Error").ShouldStartWith("EnvFileUnreadable,");
        seen.Text("Error").ShouldContain("line 2 does not match the syntax DotNetEnv");
        seen.Text("Error").ShouldNotContain("sk-quoted");
        seen.Text("Status").ShouldContain("Set-QwenAuth -EnvSyntax Dotenv");
    }

    [PwshFact]
    public async Task A_project_s_endpoint_for_the_user_s_key_is_one_warning_and_rejected_if_strict()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-mine");
        pwsh.Write("project/.env", $"OPENAI_BASE_URL={server.BaseUrl.AbsoluteUri}\n");

        var seen = await pwsh.JsonAsync("""
            $quiet = @(Get-QwenAuth 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Count
            $first = @(Invoke-QwenChat hi 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }) -join ''
            $second = @(Invoke-QwenChat hi 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Count
            $env:QWEN_STRICT_ENV = '1'
            $strict = try { Invoke-QwenChat hi } catch { "$($_.FullyQualifiedErrorId) $_" }
            $shown = Get-QwenAuth
            @{ Quiet = $quiet; First = $first; Second = $second; Strict = $strict; Status = $shown.StatusMessage; Shown = @($shown.Sources.Name) } | ConvertTo-Json -Compress
            """);

        seen.Number("Quiet").ShouldBe(0);
        seen.Text("First").ShouldContain("127.0.0.1");
        seen.Text("First").ShouldContain(Path.Join(pwsh.Project, ".env"));
        seen.Number("Second").ShouldBe(0);
        seen.Text("Strict").ShouldStartWith("UntrustedEndpoint,");
        seen.Text("Strict").ShouldEndWith("Specify the endpoint yourself: Connect-Qwen -BaseUrl <url>", customMessage: "Invoke-QwenChat has no -BaseUrl");
        seen.Text("Status").ShouldContain("QWEN_STRICT_ENV");
        seen.Texts("Shown").ShouldBe(["Method", "ApiKey", "BaseUrl", "Model"]);
        server.Requests.Count.ShouldBe(2);
    }

    [PwshFact]
    public async Task Sources_show_for_each_value_its_source_and_what_it_overrides()
    {
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-process-0123456789-abcd").With("OPENAI_MODEL", "");
        var file = pwsh.Write("project/.env", "OPENAI_API_KEY=sk-file\nOPENAI_MODEL=file-model\n");
        var settings = pwsh.Write("home/.qwen/settings.json", """{ "model": { "name": "settings-model" }, "security": { "auth": { "baseUrl": "https://h.example/v1" } } }""");

        var seen = await pwsh.JsonAsync("""
            $context = Get-QwenAuth
            @{
                Rows  = @($context.Sources | ForEach-Object { "$($_.Name)|$($_.Value)|$($_.Source)|$($_.Overridden -join '+')" })
                View  = $context | Out-String -Width 120
                Table = $context.Sources | Out-String -Width 160
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Rows").ShouldBe(
        [
            $"Method|ApiKey|process variable OPENAI_API_KEY|",
            $"ApiKey|****abcd|process variable OPENAI_API_KEY|OPENAI_API_KEY in {file}, line 1",
            $"BaseUrl|https://h.example/v1|security.auth.baseUrl in {settings}|",
            $"Model|file-model|OPENAI_MODEL in {file}, line 2|model.name in {settings}",
        ]);
        foreach (var word in new[] { "Ready", "https://h.example/v1", "file-model", "process variable OPENAI_API_KEY", "  over ", "****abcd" })
            seen.Text("View").ShouldContain(word);
        foreach (var word in new[] { "  over OPENAI_API_KEY in", "file-model", "BaseUrl" })
            seen.Text("Table").ShouldContain(word);
    }

    [PwshFact]
    public async Task An_endpoint_specified_with_its_key_overrides_nothing()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $null = Connect-Qwen -ApiKey k-1234567890abcdef -BaseUrl http://127.0.0.1:9/v1 -Model m
            ConvertTo-Json -Compress @((Get-QwenAuth).Sources | ForEach-Object { "$($_.Name): $($_.Overridden)" })
            """);

        seen.Texts().ShouldBe(["Method: ", "ApiKey: ", "BaseUrl: ", "Model: "]);
    }

    private static bool Holds(RecordedRequest request, string secret) =>
        request.Body.Contains(secret, StringComparison.Ordinal) || request.Headers.Values.Any(v => v.Contains(secret, StringComparison.Ordinal));
}
