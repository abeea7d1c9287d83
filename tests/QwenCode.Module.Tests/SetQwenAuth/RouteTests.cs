namespace QwenCode.ModuleTests.SetQwenAuth;

/// <summary>The routes that today's Qwen Code writes into its settings, by the servers' own record.</summary>
public sealed class RouteTests
{
    [PwshFact]
    public async Task The_one_file_setup_of_the_documentation_is_ready_and_its_chat_reaches_the_host_with_key_and_headers()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();
        pwsh.Write("home/.qwen/settings.json", $$"""
            {
              // as /auth writes it
              "modelProviders": {
                "openai": [
                  {
                    "id": "qwen3.6-plus", "name": "[ModelStudio Coding Plan] qwen3.6-plus", "baseUrl": "{{server.BaseUrl}}", "envKey": "BAILIAN_CODING_PLAN_API_KEY",
                    "generationConfig": {
                      "customHeaders": { "X-Title": "mine-${WHO}" },
                      "extra_body": { "top_k": 5, "enable_thinking": true },
                      "samplingParams": { "temperature": 0.25, "max_tokens": 321 },
                      "contextWindowSize": 1000000
                    }
                  }
                ]
              },
              "env": { "BAILIAN_CODING_PLAN_API_KEY": "sk-sp-canary-0123456789" },
              "security": { "auth": { "selectedType": "openai" } },
              "model": { "name": "qwen3.6-plus" },
              "$version": 4
            }
            """);

        var result = await pwsh.With("WHO", "ann").RunAsync("""
            $context = Get-QwenAuth
            $first = Invoke-QwenChat hello
            $second = Invoke-QwenChat hello -Temperature 1 -EnableThinking:$false -MaxTokens 7
            ConvertTo-Json -Compress -Depth 4 @{ Status = $context.Status; Model = $first.Model; Sources = @($context.Sources | ForEach-Object { "$($_.Name): $($_.Source)" }); Values = "$($context.Sources.Value)" }
            """);

        result.Errors.ShouldBeEmpty();
        result.Json.Text("Status").ShouldBe("Ready");
        result.Json.GetProperty("Sources").Texts().ShouldContain(s => s.StartsWith("ApiKey: modelProviders.openai[0].envKey in ", StringComparison.Ordinal) && s.Contains("env.BAILIAN_CODING_PLAN_API_KEY", StringComparison.Ordinal));
        result.Json.GetProperty("Sources").Texts().ShouldContain(s => s.StartsWith("GenerationConfig: modelProviders.openai[0].generationConfig in ", StringComparison.Ordinal));
        result.Output.ShouldNotContain("canary");
        server.Requests.ShouldAllBe(r => r.Key() == "sk-sp-canary-0123456789" && r.Headers["X-Title"] == "mine-ann");
        Members(server.Requests[0]).ShouldBe("qwen3.6-plus 5 True 0.25 321");
        Members(server.Requests[1]).ShouldBe("qwen3.6-plus 5 False 1 7");
    }

    [PwshFact]
    public async Task A_route_turns_thinking_off_and_a_parameter_turns_it_on()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("K", "k-0");
        pwsh.Write("home/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [{ "id": "m", "baseUrl": "{{server.BaseUrl}}", "envKey": "K", "generationConfig": { "reasoning": false } }] },
              "model": { "name": "m" }, "security": { "auth": { "selectedType": "openai" } }
            }
            """);

        var result = await pwsh.RunAsync("""
            $null = Invoke-QwenChat hello
            $null = Invoke-QwenChat hello -Stream
            $null = Invoke-QwenChat hello -EnableThinking
            """);

        result.Errors.ShouldBeEmpty();
        server.Requests.Select(r => r.Json().GetProperty("enable_thinking").GetBoolean()).ShouldBe([false, false, true]);
        server.Requests.Select(r => r.Json().GetProperty("chat_template_kwargs").GetProperty("enable_thinking").GetBoolean()).ShouldBe([false, false, true]);
    }

    [PwshFact]
    public async Task Each_of_five_routes_sees_its_own_key_alone_through_all_switches()
    {
        var servers = new List<LoopbackServer>();
        try
        {
            for (var i = 0; i < 5; i++)
                servers.Add(await LoopbackServer.StartAsync(new() { Models = [$"m-{i}"] }));
            using var pwsh = new PwshRun().With("OPENAI_API_KEY", "k-of-other-tools");
            for (var i = 0; i < 5; i++)
                pwsh.With($"K_{i}", $"k-{i}");
            pwsh.Write("home/.qwen/settings.json", $$"""
                {
                  "modelProviders": { "openai": [{{string.Join(", ", servers.Select((s, i) => $$"""{ "id": "m-{{i}}", "baseUrl": "{{s.BaseUrl}}", "envKey": "K_{{i}}" }"""))}}] },
                  "model": { "name": "m-0" }, "modelFallbacks": ["m-4"], "security": { "auth": { "selectedType": "openai" } }
                }
                """);

            var result = await pwsh.RunAsync("""
                $a = Invoke-QwenChat zero
                $b = $a | Invoke-QwenChat one -Model m-1
                Set-QwenAuth -Model m-2
                $c = $b | Invoke-QwenChat two
                $d = $c | Invoke-QwenChat three -Model m-3
                $e = $d | Invoke-QwenChat again
                $f = Invoke-QwenChat fallback -Model unknown-to-the-server-but-a-route
                """);

            servers.Select(s => string.Join(' ', s.Requests.Select(r => r.Key()).Distinct())).ShouldBe(["k-0", "k-1", "k-2", "k-3", ""]);
            servers[2].Requests.Count.ShouldBe(2);
            result.Errors.ShouldContain("m-0, m-1, m-2, m-3, m-4");
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }

    [PwshFact]
    public async Task A_fallback_of_the_settings_goes_over_its_own_route_with_its_own_key()
    {
        await using var busy = await LoopbackServer.StartAsync();
        await using var idle = await LoopbackServer.StartAsync();
        busy.Always = Fault.Unavailable;
        using var pwsh = new PwshRun().With("K_A", "k-a").With("K_B", "k-b");
        pwsh.Write("home/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [
                { "id": "m-a", "baseUrl": "{{busy.BaseUrl}}", "envKey": "K_A", "generationConfig": { "maxRetries": 0, "samplingParams": { "seed": 7 } } },
                { "id": "m-b", "baseUrl": "{{idle.BaseUrl}}", "envKey": "K_B" }] },
              "model": { "name": "m-a" }, "modelFallbacks": ["m-b"]
            }
            """);

        var answer = await pwsh.JsonAsync("Invoke-QwenChat hello | Select-Object Model, RequestedModel, Attempts | ConvertTo-Json -Compress");

        (answer.Text("Model"), answer.Text("RequestedModel"), answer.Number("Attempts")).ShouldBe(("m-b", "m-a", 2));
        busy.Requests.Select(r => r.Key()).ShouldBe(["k-a"]);
        idle.Requests.Select(r => r.Key()).ShouldBe(["k-b"]);
        idle.Requests.Single().Json().TryGetProperty("seed", out _).ShouldBeFalse();
    }

    [PwshFact]
    public async Task Fallbacks_and_routes_of_a_project_do_not_lead_away_from_an_endpoint_of_the_user()
    {
        await using var busy = await LoopbackServer.StartAsync();
        await using var strange = await LoopbackServer.StartAsync();
        busy.Always = Fault.Unavailable;
        using var pwsh = new PwshRun().WithServer(busy);
        pwsh.Write("project/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [{ "id": "m-b", "baseUrl": "{{strange.BaseUrl}}", "envKey": "K_B" }] },
              "modelFallbacks": ["m-b"], "env": { "K_B": "k-of-the-project" }
            }
            """);

        var seen = await pwsh.JsonAsync("""
            $errors = @(
                { Invoke-QwenChat hello -MaximumRetryCount 0 -WarningAction Ignore }
                { Invoke-QwenChat hello -MaximumRetryCount 0 -FallbackModel m-b -WarningAction Ignore }
            ) | ForEach-Object { try { $null = & $_; 'answered' } catch { $_.Exception.ErrorId } }
            @{ Errors = @($errors); Warnings = "$((Get-QwenAuth).Warnings)" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").ShouldBe(["ServiceUnavailable", "ServiceUnavailable"]);
        seen.Text("Warnings").ShouldContain("modelFallbacks in ");
        seen.Text("Warnings").ShouldContain("does not lead away from an endpoint that it does not set");
        strange.Requests.ShouldBeEmpty();
        busy.Requests.Count.ShouldBe(3);
    }

    [PwshFact]
    public async Task A_fallback_of_a_project_is_not_sent_a_key_of_the_user()
    {
        await using var server = await LoopbackServer.StartAsync();
        await using var other = await LoopbackServer.StartAsync();
        server.Always = Fault.Unavailable;
        using var pwsh = new PwshRun().With("DASHSCOPE_API_KEY", "sk-of-the-user-0123456789");
        pwsh.Write("project/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [
                { "id": "m-a", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_OF_THE_PROJECT" },
                { "id": "m-b", "baseUrl": "{{other.BaseUrl}}", "envKey": "DASHSCOPE_API_KEY" }] },
              "env": { "K_OF_THE_PROJECT": "k-of-the-project" }, "model": { "name": "m-a" }, "modelFallbacks": ["m-b"]
            }
            """);

        var seen = await pwsh.JsonAsync("""
            $texts = foreach ($fallbacks in @{}, @{ FallbackModel = 'm-b' }) {
                try { $null = Invoke-QwenChat hello -MaximumRetryCount 0 @fallbacks } catch { "$_" }
            }
            @{ Texts = @($texts) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").Length.ShouldBe(2);
        seen.Texts("Texts").ShouldAllBe(text => text.Contains("The fallback m-b failed, too: The credential was not sent to ", StringComparison.Ordinal)
            && text.Contains("a project's fallback is not sent what is not the project's", StringComparison.Ordinal));
        other.Requests.ShouldBeEmpty();
        server.Requests.Select(r => r.Key()).ShouldBe(["k-of-the-project", "k-of-the-project"]);
    }

    [PwshFact]
    public async Task A_warning_about_ignored_fallbacks_is_given_once_and_not_beside_a_list_that_is_used()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Always = Fault.Unavailable;
        using var pwsh = new PwshRun().With("K_A", "k-a");
        pwsh.Write("home/.qwen/settings.json", $$"""
            {
              "modelProviders": { "openai": [
                { "id": "m-b", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_A" },
                { "id": "m-c", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_A" }] },
              "model": { "name": "m-b" }
            }
            """);
        pwsh.Write("project/.qwen/settings.json", """{ "modelFallbacks": ["m-b", "m-c"] }""");
        pwsh.Write("other/.qwen/settings.json", $$"""
            { "modelFallbacks": ["m-b", "m-c"], "env": { "OPENAI_BASE_URL": "{{server.BaseUrl}}", "OPENAI_API_KEY": "k-of-the-project" }, "model": { "name": "own" } }
            """);

        var seen = await pwsh.JsonAsync("""
            function Get-Warning($folder, $session) {
                Set-Location $folder
                try { $null = Invoke-QwenChat hello -MaximumRetryCount 0 @session -WarningVariable given 3>$null } catch { }
                @($given | ForEach-Object { "$_" } | Where-Object { $_ -like '*modelFallbacks*' })
            }
            @{ Ignored = @(Get-Warning $PWD @{ FallbackModel = 'm-b', 'm-c' }); Used = @(Get-Warning ../other @{}) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ignored").Length.ShouldBe(1);
        seen.Texts("Used").ShouldBeEmpty();
        server.Requests.Count.ShouldBe(6);
    }

    [PwshFact]
    public async Task A_switch_to_a_route_that_cannot_work_is_rejected_and_leaves_the_session()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("K_A", "k-a").With("URL", server.BaseUrl.AbsoluteUri);
        pwsh.Write("home/.qwen/settings.json", $$"""
            { "modelProviders": { "openai": [
                { "id": "m-a", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_A" },
                { "id": "m-b", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_MISSING" },
                { "id": "m-c", "baseUrl": "https://c.example/v1", "envKey": "K_A" }, { "id": "m-c", "baseUrl": "{{server.BaseUrl}}", "envKey": "K_A" }],
              "anthropic": [{ "id": "m-x", "baseUrl": "https://x.example", "envKey": "K_A" }] } }
            """);

        var seen = await pwsh.JsonAsync("""
            function Id([scriptblock] $script) { try { $null = & $script; 'none' } catch { "$_" } }
            $ids = @((Id { Set-QwenAuth -Model m-b }), (Id { Set-QwenAuth -Model m-c }), (Id { Set-QwenAuth -Model m-x }), (Id { Set-QwenAuth -Model nothing }))
            $model = (Get-QwenAuth).Model
            Set-QwenAuth -Model m-c -BaseUrl $env:URL
            @{ Ids = $ids; Model = $model; Then = (Get-QwenAuth).Model; Url = "$((Get-QwenAuth).BaseUrl)"; Answer = (Invoke-QwenChat hi).Text } | ConvertTo-Json -Compress
            """);

        var ids = seen.GetProperty("Ids").Texts();
        ids[0].ShouldContain("K_MISSING");
        ids[1].ShouldContain("several routes");
        ids[2].ShouldContain("protocol of anthropic");
        ids[3].ShouldContain("no route");
        (seen.Text("Model"), seen.Text("Then"), seen.Text("Url")).ShouldBe(("m-a", "m-c", server.BaseUrl.AbsoluteUri));
        seen.Text("Answer").ShouldBe("You said: hi");
    }

    private static string Members(RecordedRequest request)
    {
        var body = request.Json();
        return string.Join(' ', new[] { "model", "top_k", "enable_thinking", "temperature", "max_tokens" }.Select(name => body.TryGetProperty(name, out var value) ? value.ToString() : "-"));
    }
}
