namespace QwenCode.ModuleTests.ConnectQwen;

/// <summary><c>Connect-Qwen</c>, <c>Disconnect-Qwen</c> and <c>Get-QwenAuth</c>.</summary>
public sealed class ConnectTests
{
    [PwshFact]
    public async Task A_key_with_a_NUL_character_or_of_a_whole_file_is_rejected_and_not_truncated()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $secure = [securestring]::new()
            "sk-canary`0tail".ToCharArray() | ForEach-Object { $secure.AppendChar($_) }
            ConvertTo-Json -Compress @(foreach ($key in "sk-canary`0tail", $secure, ('x' * 65537)) {
                try { $null = Connect-Qwen -ApiKey $key -BaseUrl http://127.0.0.1:1/v1 -Model m; 'connected' } catch { "$_" }
            })
            """);

        var messages = seen.EnumerateArray().Select(message => message.GetString()!).ToList();
        messages[..2].ShouldAllBe(message => message.StartsWith("The API key from parameter -ApiKey cannot be used: it contains a space or a control character."));
        messages[2].ShouldContain("The value has more than 65536 characters. Specify the key");
        messages[2].ShouldNotContain("length (");
    }

    [PwshFact]
    public async Task A_key_is_a_SecureString_a_string_or_a_credential()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_BASE_URL", server.BaseUrl.AbsoluteUri).With("OPENAI_API_KEY", "sk-environment");

        var seen = await pwsh.JsonAsync("""
            $keys = @(
                (ConvertTo-SecureString sk-secure -AsPlainText -Force)
                'sk-plain'
                [pscredential]::new('me', (ConvertTo-SecureString sk-credential -AsPlainText -Force))
                ('sk-wrapped' | Write-Output)
            )
            $hints = foreach ($key in $keys) {
                $lines = Connect-Qwen -ApiKey $key -Model qwen3.7-max -Verbose 4>&1
                $null = Invoke-QwenChat hi
                @($lines | Where-Object { "$_" -like '*plain text*' }).Count
            }
            Disconnect-Qwen
            $null = Invoke-QwenChat hi -Model qwen3.7-max
            ConvertTo-Json -Compress $hints
            """);

        server.Requests.Select(request => request.Key()).ShouldBe(["sk-secure", "sk-plain", "sk-credential", "sk-wrapped", "sk-environment"]);
        seen.EnumerateArray().Select(hints => hints.GetInt32()).ShouldBe([0, 1, 0, 1]);
    }

    [PwshFact]
    public async Task Connect_returns_what_is_in_effect_and_Get_QwenAuth_shows_the_same()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("SERVER", server.BaseUrl.AbsoluteUri);
        pwsh.Write("project/.env", "OPENAI_MODEL=from-the-file\nOPENAI_API_KEY=sk-file\n");

        var seen = await pwsh.JsonAsync("""
            $connected = Connect-Qwen -ApiKey sk-explicit-0123456789-abcd -BaseUrl "$env:SERVER/"
            $null = Invoke-QwenChat hi
            $shown = Get-QwenAuth
            @{
                Connected = $connected
                Shown     = $shown
                View      = $shown | Out-String -Width 100
            } | ConvertTo-Json -Compress -Depth 4 -EnumsAsStrings
            """);

        foreach (var context in new[] { seen.GetProperty("Connected"), seen.GetProperty("Shown") })
        {
            context.Text("Method").ShouldBe("ApiKey");
            context.Text("Provider").ShouldBe("Custom");
            context.Text("BaseUrl").ShouldBe(server.BaseUrl.AbsoluteUri);
            context.Text("Model").ShouldBe("from-the-file");
            context.Text("Status").ShouldBe("Ready");
            context.List("Sources").Select(source => source.Text("Name")).ShouldBe(["Method", "ApiKey", "BaseUrl", "Model"]);
            var key = context.List("Sources")[1];
            key.Text("Value").ShouldBe("****abcd");
            key.Texts("Overridden").Single().ShouldContain("OPENAI_API_KEY in ");
            context.List("Sources")[3].Text("Source").ShouldEndWith(".env, line 1");
        }

        seen.GetProperty("Shown").Number("RequestsLastMinute").ShouldBe(1);
        seen.GetProperty("Shown").Number("RequestsToday").ShouldBe(1);
        foreach (var word in new[] { "Ready", "from-the-file", server.BaseUrl.AbsoluteUri, "****abcd", "1 in the last minute" })
            seen.Text("View").ShouldContain(word);
    }

    [PwshFact]
    public async Task A_provider_s_base_URL_is_written_to_JSON_unchanged()
    {
        using var pwsh = new PwshRun();

        var context = await pwsh.JsonAsync("Connect-Qwen -ApiKey sk-explicit -Provider OpenRouter | ConvertTo-Json -Compress");

        context.Text("Provider").ShouldBe("OpenRouter");
        context.Text("Model").ShouldBe("z-ai/glm-4.5-air:free");
        context.Text("BaseUrl").ShouldBe("https://openrouter.ai/api/v1");
    }

    [PwshFact]
    public async Task With_nothing_configured_Get_QwenAuth_shows_what_to_do()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            $context = Get-QwenAuth
            @{ Method = $context.Method; Status = $context.StatusMessage; View = $context | Out-String -Width 100 } | ConvertTo-Json -Compress
            """);

        seen.Text("Method").ShouldBeNull();
        seen.Text("Status").ShouldContain("OPENAI_API_KEY");
        seen.Text("Status").ShouldContain("Connect-Qwen");
        seen.Text("View").ShouldContain("Status");
    }

    [PwshFact]
    public async Task A_failed_connection_leaves_the_session_unchanged()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync("""
            function Id([scriptblock] $script) { try { $null = & $script; 'none' } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
            $nothing = @((Id { Connect-Qwen }), (Id { Connect-Qwen -Method Environment }), (Id { Connect-Qwen -Method ApiKey }))
            $null = Connect-Qwen -ApiKey sk-explicit-0123456789-abcd -Provider OpenRouter -Model explicit
            $before = Get-QwenAuth | Out-String -Width 200
            $ids = @(
                (Id { Connect-Qwen -Method Environment })
                (Id { Connect-Qwen -Provider NoSuchProvider })
                (Id { Connect-Qwen -ApiKey sk-x -BaseUrl 'not a url' })
                (Id { Connect-Qwen -Method Environment -ApiKey sk-x })
                (Id { Set-QwenAuth })
            )
            $message = try { Connect-Qwen -Provider NoSuchProvider } catch { "$_" }
            @{ Nothing = $nothing; Ids = $ids; Message = $message; Same = $before -eq (Get-QwenAuth | Out-String -Width 200) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Nothing").ShouldAllBe(id => id == "NoAuthentication");
        seen.Texts("Ids").ShouldBe(["NoAuthentication", "InvalidParameter", "InvalidParameter", "InvalidParameter", "InvalidParameter"]);
        seen.Text("Message").ShouldContain("DashScopeIntl");
        seen.Flag("Same").ShouldBeTrue();
    }

    [PwshFact]
    public async Task A_key_that_no_header_can_carry_is_rejected_and_not_shown()
    {
        using var pwsh = new PwshRun();

        var errors = await pwsh.JsonAsync("""
            $keys = '', '   ', "sk-unusable`nkey", "sk-unusable`r", 'sk-unusable–key', 'sk-unusable key', [securestring]::new()
            $errors = foreach ($command in 'Connect-Qwen', 'Set-QwenAuth') {
                foreach ($key in $keys) { try { & $command -ApiKey $key; 'accepted' } catch { "$($_.FullyQualifiedErrorId): $_" } }
            }
            $env:OPENAI_API_KEY = "sk-unusable`nkey"
            $errors += try { Invoke-QwenChat hi; 'accepted' } catch { "$($_.FullyQualifiedErrorId): $_" }
            ConvertTo-Json -Compress $errors
            """);

        errors.Texts().Length.ShouldBe(15);
        errors.Texts().ShouldAllBe(error => error.StartsWith("InvalidApiKey,", StringComparison.Ordinal) && !error.Contains("unusable"));
        errors.Texts()[^1].ShouldContain("process variable OPENAI_API_KEY");
    }
}
