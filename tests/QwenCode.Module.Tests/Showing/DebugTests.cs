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
        texts[2].ShouldContain("qwen3.7-max");
        texts[3].ShouldContain("HTTP 400");
        texts[3].ShouldContain("\"error\"");
        texts[4].ShouldContain("HTTP 400");
        texts[4].ShouldContain("\"error\"");
        texts[5].ShouldNotContain("\u001b");
        texts[6].ShouldContain("You said: hi");
        texts[7].ShouldBe("");
        texts.ShouldAllBe(text => !text.Contains("canary") && !text.Contains("G7h8I9"));
    }

    private static readonly string[] Remarkable =
    [
        """{"choices":[{"message":{"content":"cut"},"finish_reason":"length"}]}""",
        """{"choices":[{"message":{"content":"","refusal":"no"},"finish_reason":"stop"}]}""",
        """{"choices":[{"message":{"content":null,"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}""",
        """{"choices":[{"index":0,"message":{"content":"one"},"finish_reason":"stop"},{"index":1,"message":{"content":"two"},"finish_reason":"stop"}]}""",
    ];

    [PwshTheory]
    [InlineData("")]
    [InlineData("-Live")]
    [InlineData("-AsText")]
    [InlineData("-ThrottleLimit 3")]
    [InlineData("-AuthContext (Get-QwenAuth)")]
    public async Task Warnings_with_Debug_do_not_prompt_and_lose_no_answer(string parameters)
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue([.. Remarkable.Select(Fault.RawJson)]);
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync($$"""
            $VerbosePreference = 'Continue'
            $answers = 'a', 'b', 'c', 'd', 'e' | Invoke-QwenChat {{parameters}} -Debug -WarningVariable warnings 3>$null 4>$null 5>$null 6>$null
            @{ Answers = $answers.Count; Warnings = @($warnings | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Number("Answers").ShouldBe(5);
        seen.Texts("Warnings").Length.ShouldBe(4);
        seen.Texts("Warnings").Distinct().Count().ShouldBe(4);
    }

    [PwshFact]
    public async Task A_warning_that_ends_the_pipeline_comes_after_the_answer()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $texts = foreach ($parameters in @{}, @{ AsText = $true }, @{ Live = $true }, @{ Stream = $true }, @{ Stream = $true; AsText = $true }) {
                $written = [Collections.Generic.List[object]]::new()
                try { Invoke-QwenChat one two three four -Model fault-length-stop @parameters -WarningAction Stop 6> $null | ForEach-Object { $written.Add($_) } } catch { $end = $_ }
                "$($end.FullyQualifiedErrorId): $($written[-1].Answer ?? ($written -join ''))"
            }
            ConvertTo-Json -Compress @($texts)
            """.Replace("one two three four", "'one two three four'", StringComparison.Ordinal));

        seen.Texts().Length.ShouldBe(5);
        seen.Texts().ShouldAllBe(text => text.StartsWith("ActionPreferenceStop") && text.EndsWith(": You said: one"), string.Join('\n', seen.Texts()));
    }

    [PwshFact]
    public async Task A_warning_before_a_request_and_verbose_messages_do_not_prompt_with_Debug()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().With("OPENAI_API_KEY", "sk-from-the-process-0123");
        pwsh.Write("project/.env", $"OPENAI_BASE_URL={server.BaseUrl}\nOPENAI_MODEL=qwen3-max\nnot an assignment\n");

        var result = await pwsh.RunAsync("""
            $VerbosePreference = 'Continue'
            Invoke-QwenChat hi -Debug 4>$null 5>$null
            $null = Connect-Qwen -ApiKey sk-0123456789abcdef -BaseUrl $env:OPENAI_BASE_URL/v1 -Model m -Debug 4>$null
            Set-QwenAuth -Model n -Debug 4>$null
            Import-QwenEnv -Debug 4>$null
            Disconnect-Qwen -Debug 4>$null
            'end'
            """.Replace("$env:OPENAI_BASE_URL/v1", server.BaseUrl.AbsoluteUri, StringComparison.Ordinal));

        result.Errors.ShouldBe("");
        result.Output.ShouldContain("WARNING: The key goes to 127.0.0.1");
        result.Output.ShouldContain("You said: hi");
        result.Output.TrimEnd().ShouldEndWith("end");
    }

    [PwshFact]
    public async Task WarningAction_and_the_preference_variable_still_apply_with_Debug()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            function Get-Outcome($step) { try { $all = & $step 3>&1 5>$null; @($all | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Count } catch { $_.FullyQualifiedErrorId } }
            @(
                Get-Outcome { Invoke-QwenChat hi -Model fault-length-stop -Debug }
                Get-Outcome { Invoke-QwenChat hi -Model fault-length-stop -Debug -WarningAction Ignore }
                Get-Outcome { Invoke-QwenChat hi -Model fault-length-stop -Debug -WarningAction Stop }
                Get-Outcome { $WarningPreference = 'SilentlyContinue'; Invoke-QwenChat hi -Model fault-length-stop -Debug }
                Get-Outcome { $WarningPreference = 'Stop'; Invoke-QwenChat hi -Model fault-length-stop -Debug }
            ) | ForEach-Object { ("$_" -split ',')[0] } | ConvertTo-Json -Compress
            """);

        seen.Texts().ShouldBe(["1", "0", "ActionPreferenceStop", "0", "ActionPreferenceStop"]);
    }
}
