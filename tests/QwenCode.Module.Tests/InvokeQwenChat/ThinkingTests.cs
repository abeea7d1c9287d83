namespace QwenCode.ModuleTests.InvokeQwenChat;

/// <summary>Thinking parameters of each provider, fallback models, and attempts.</summary>
public sealed class ThinkingTests
{
    private static readonly (string Provider, string Parameters, string Members)[] Cases =
    [
        ("DashScope", "-EnableThinking -ThinkingBudget 500", """{"enable_thinking":true,"thinking_budget":500}"""),
        ("DashScope", "-EnableThinking:$false", """{"enable_thinking":false}"""),
        ("DashScope", "-ReasoningEffort low", """{"enable_thinking":true,"thinking_budget":1024}"""),
        ("DashScope", "-ReasoningEffort Minimal", """{"enable_thinking":false}"""),
        ("DashScope", "-EnableThinking -ExtraBody @{ enable_thinking = $false; top_k = 5 }", """{"enable_thinking":false,"top_k":5}"""),
        ("OpenRouter", "-EnableThinking -ThinkingBudget 500", """{"reasoning":{"enabled":true,"max_tokens":500}}"""),
        ("OpenRouter", "-ReasoningEffort high", """{"reasoning":{"effort":"high"}}"""),
        ("OpenRouter", "-EnableThinking -ExtraBody @{ reasoning = @{ effort = 'low' } }", """{"reasoning":{"effort":"low"}}"""),
        ("OpenAI", "-ReasoningEffort High -EnableThinking", """{"reasoning_effort":"high"}"""),
        ("OpenAI", "-EnableThinking:$false", """{"reasoning_effort":"none"}"""),
        ("TokenPlan", "-EnableThinking:$false", """{"enable_thinking":false}"""),
        ("ModelScope", "-EnableThinking:$false", """{"enable_thinking":false}"""),
        ("DeepSeek", "-EnableThinking:$false", """{"thinking":{"type":"disabled"}}"""),
        ("DeepSeek", "-EnableThinking -ReasoningEffort high", """{"reasoning_effort":"high","thinking":{"type":"enabled"}}"""),
        ("ZAI", "-EnableThinking:$false", """{"thinking":{"type":"disabled"}}"""),
        ("Moonshot", "-EnableThinking:$false", """{"thinking":{"type":"disabled"}}"""),
        ("MiniMax", "-EnableThinking", """{"thinking":{"type":"adaptive"}}"""),
        ("Grok", "-EnableThinking:$false", """{"reasoning_effort":"none"}"""),
        ("Ollama", "-EnableThinking:$false", """{"reasoning_effort":"none"}"""),
        ("VLLM", "-EnableThinking:$false", """{"chat_template_kwargs":{"enable_thinking":false}}"""),
        ("VLLM", "-EnableThinking:$false -ExtraBody @{ chat_template_kwargs = @{ thinking = $false } }", """{"chat_template_kwargs":{"thinking":false}}"""),
        ("OpenRouter", "-EnableThinking:$false", """{"reasoning":{"enabled":false}}"""),
        ("DashScope", "-EnableThinking:$false -Stream", """{"enable_thinking":false,"stream":true,"stream_options":{"include_usage":true}}"""),
        ("VLLM", "-EnableThinking:$false -Stream", """{"chat_template_kwargs":{"enable_thinking":false},"stream":true,"stream_options":{"include_usage":true}}"""),
        ("", "-EnableThinking:$false", """{"chat_template_kwargs":{"enable_thinking":false},"enable_thinking":false}"""),
        ("", "-EnableThinking -ThinkingBudget 500 -ReasoningEffort low", """{"chat_template_kwargs":{"enable_thinking":true,"thinking_budget":500},"enable_thinking":true,"reasoning_effort":"low","thinking_budget":500}"""),
        ("", "", "{}"),
    ];

    [PwshFact]
    public async Task Each_provider_gets_its_own_thinking_parameters()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);
        var asking = Cases.Select(c =>
            $"{(c.Provider.Length == 0 ? "$null = Disconnect-Qwen" : $"Set-QwenAuth -Provider {c.Provider} -BaseUrl {server.BaseUrl}")}; $null = Invoke-QwenChat hi -Model m {c.Parameters}");

        await pwsh.JsonAsync($"{string.Join('\n', asking)}\n'1'");

        server.Requests.Select(Members).ShouldBe(Cases.Select(c => c.Members));
    }

    [PwshFact]
    public async Task The_answer_of_a_fallback_model_names_both_models()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $lines = Invoke-QwenChat hi -Model fault-unavailable -MaximumRetryCount 0 -FallbackModel fault-model-not-found, good -Verbose 4>&1
            $lines[-1] | Select-Object Model, RequestedModel, Attempts, Text, @{ n = 'Told'; e = { @($lines | Select-Object -SkipLast 1 | ForEach-Object { "$_" }) } } | ConvertTo-Json -Compress
            """);

        (seen.Text("Model"), seen.Text("RequestedModel"), seen.Number("Attempts"), seen.Text("Text")).ShouldBe(("good", "fault-unavailable", 3, "You said: hi"));
        seen.Texts("Told").ShouldContain(line => line.Contains("falling back to fault-model-not-found"));
        seen.Texts("Told").ShouldContain(line => line.Contains("falling back to good"));
    }

    [PwshFact]
    public async Task Pauses_are_those_of_the_service_or_the_user_and_shown()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(
            Fault.RateLimited(retryAfterMs: 20), Fault.RateLimited(TimeSpan.FromSeconds(1)), Fault.None,
            Fault.Unavailable, Fault.None,
            Fault.RateLimited(TimeSpan.FromMinutes(5)));
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $first = Invoke-QwenChat hi -Verbose 4>&1
            $second = Invoke-QwenChat hi -RetryIntervalSec 2 -Verbose 4>&1
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $null = Invoke-QwenChat hi -ErrorAction SilentlyContinue -ErrorVariable failure
            @{
                Told    = @($first + $second | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object { "$_" } | Where-Object { $_ -like 'Attempt*' })
                Wait    = $failure[0].Exception.RetryAfter.TotalMinutes
                Seconds = $clock.Elapsed.TotalSeconds
                Attempts = @($first[-1].Attempts, $second[-1].Attempts, $failure[0].Exception.Attempts)
            } | ConvertTo-Json -Compress
            """);

        var told = seen.Texts("Told");
        told.Length.ShouldBe(3);
        told[0].ShouldBe("Attempt 1 failed (HTTP 429); retry 1 of 3 in 0.02 s.");
        told[1].ShouldBe("Attempt 2 failed (HTTP 429); retry 2 of 3 in 1 s.");
        told[2].ShouldMatch(@"^Attempt 1 failed \(HTTP 503\); retry 1 of 3 in (1\.[5-9]\d*|2) s\.$");
        seen.List("Attempts").Select(attempts => attempts.GetInt32()).ShouldBe([3, 2, 1]);
        seen.GetProperty("Wait").GetDouble().ShouldBe(5);
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(60);
    }

    [PwshFact]
    public async Task One_context_is_used_by_several_runspaces_at_once()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun();

        var texts = await pwsh.JsonAsync($$"""
            $context = Connect-Qwen -ApiKey sk-for-all-of-them -BaseUrl {{server.BaseUrl}} -Model qwen3-max
            1..4 | ForEach-Object -ThrottleLimit 2 -Parallel { Import-Module $using:manifest; "$(Invoke-QwenChat "q$_" -AuthContext $using:context)" } | Sort-Object | ConvertTo-Json -Compress
            """);

        texts.Texts().ShouldBe(["You said: q1", "You said: q2", "You said: q3", "You said: q4"]);
        server.Requests.ShouldAllBe(request => request.Key() == "sk-for-all-of-them");
    }

    private static string Members(RecordedRequest request)
    {
        var members = request.Json().EnumerateObject().Where(member => member.Name is not ("model" or "messages"))
            .OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => $"\"{member.Name}\":{member.Value.GetRawText()}");
        return $$"""{{{string.Join(',', members)}}}""";
    }
}
