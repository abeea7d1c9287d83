namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>Models at the prompt, from the endpoint.</summary>
public sealed class ModelCompletionTests
{
    // What is loaded at the first request is loaded by then.
    private const string Warm = Tab.Functions + "$null = Get-QwenModel\n";

    [PwshFact]
    public async Task Models_of_the_endpoint_are_quoted_if_needed_and_requested_once()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            Models = ["qwen3-max", "my qwen", "it's-qwen", "qwen/qwen3:free", "$qwen", "@cf/qwen", "-qwen", "other"],
        });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync(Warm + """
            @{
                All     = @(Tab 'Invoke-QwenChat hi -Model ¦')
                Begun   = @(Tab 'Invoke-QwenChat hi -Model QWEN¦')
                Quoted  = @(Tab "Set-QwenAuth -Model 'my¦"; Tab 'Set-QwenAuth -Model "my q¦"'; Tab "Set-QwenAuth -Model 'it''s¦'")
                Middle  = @(Tab 'Invoke-QwenChat hi -Model ot¦h -Stream'; Tab 'Invoke-QwenChat hi -Model:ot¦ -Stream')
                List    = @(Tab 'Invoke-QwenChat hi -FallbackModel other, qwen3¦'; Tab 'Get-QwenModel other,oth¦')
                Pattern = @(Tab 'Get-QwenModel q*max¦')
                None    = @(Tab 'Get-QwenModel nothing¦').Count
                Tip     = @(Tip 'Get-QwenModel qwen3-max¦')
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("All").ShouldBe(Lines("Invoke-QwenChat hi -Model ", "qwen3-max", "'my qwen'", "'it''s-qwen'", "qwen/qwen3:free", "'$qwen'", "'@cf/qwen'", "'-qwen'", "other"));
        seen.Texts("Begun").ShouldBe(Lines("Invoke-QwenChat hi -Model ", "qwen3-max", "qwen/qwen3:free", "'my qwen'", "'it''s-qwen'", "'$qwen'", "'@cf/qwen'", "'-qwen'"));
        seen.Texts("Quoted").ShouldBe(Lines("Set-QwenAuth -Model ", "'my qwen'", "'my qwen'", "'it''s-qwen'"));
        seen.Texts("Middle").ShouldBe(["Invoke-QwenChat hi -Model other -Stream", "Invoke-QwenChat hi -Model:other -Stream"]);
        seen.Texts("List").ShouldBe(["Invoke-QwenChat hi -FallbackModel other, qwen3-max", "Invoke-QwenChat hi -FallbackModel other, qwen/qwen3:free", "Get-QwenModel other,other"]);
        seen.Texts("Pattern").ShouldBe(["Get-QwenModel qwen3-max"]);
        seen.Number("None").ShouldBe(0);
        seen.Texts("Tip").Single().ShouldMatch("^qwen3-max: qwen3-max by qwen, of 20..-..-.., at Custom$");
        server.Requests.Select(request => request.Path).ShouldBe(["/v1/models", "/v1/models"]);
    }

    [PwshFact]
    public async Task Models_are_requested_again_for_another_account()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Models = ["qwen3-max"] });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        await pwsh.RunAsync(Warm + """
            $null = Tab 'Get-QwenModel q¦'; $null = Tab 'Get-QwenModel q¦'
            $null = Set-QwenAuth -ApiKey sk-of-another-account -BaseUrl $env:OPENAI_BASE_URL
            $null = Tab 'Get-QwenModel q¦'; $null = Tab 'Get-QwenModel q¦'
            """);

        server.Requests.Select(request => request.Key()).ShouldBe(["sk-from-the-process", "sk-from-the-process", "sk-of-another-account"]);
    }

    [PwshFact]
    public async Task Dates_in_tooltips_are_Gregorian_in_each_culture()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions { Models = ["qwen3-max"] });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);
        pwsh.Write("home/.local/share/QwenCode/conversations/talk.jsonl", """
            {"qwenCode":1,"startedAt":"2026-03-04T05:06:07Z","workingDirectory":"/tmp"}

            """);

        var seen = await pwsh.JsonAsync(Warm + """
            [cultureinfo]::CurrentCulture = 'th-TH'
            @(Tip 'Get-QwenModel qwen3-max¦'; Tip 'Get-QwenConversation ta¦') | ConvertTo-Json -Compress
            """);

        seen.Texts().Length.ShouldBe(2);
        seen.Texts().ShouldAllBe(tip => tip.Contains(" 20", StringComparison.Ordinal));
    }

    [PwshFact]
    public async Task The_endpoint_is_the_one_of_the_command_line()
    {
        await using var one = await LoopbackServer.StartAsync(new LoopbackOptions { Models = ["from-one"] });
        await using var two = await LoopbackServer.StartAsync(new LoopbackOptions { Models = ["from-two"], ApiKey = "sk-for-two" });
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(one).With("TWO", two.BaseUrl.AbsoluteUri);

        var seen = await pwsh.JsonAsync(Warm + """
            $other = Connect-Qwen -BaseUrl $env:TWO -ApiKey sk-for-two
            Disconnect-Qwen
            ConvertTo-Json -Compress @(Tab 'Invoke-QwenChat hi -Model ¦'; Tab 'Invoke-QwenChat hi -Model ¦ -AuthContext $other'; Tab 'Get-QwenModel -AuthContext $other ¦')
            """);

        seen.Texts().ShouldBe(["Invoke-QwenChat hi -Model from-one", "Invoke-QwenChat hi -Model from-two -AuthContext $other", "Get-QwenModel -AuthContext $other from-two"]);
    }

    [PwshFact]
    public async Task An_endpoint_that_hangs_or_fails_completes_nothing_quickly_and_without_an_error()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.Hang, Fault.ServerError, Fault.HtmlPage, Fault.Reset);
        using var pwsh = new PwshRun { HasOwnProcess = true }.WithServer(server);

        var seen = await pwsh.JsonAsync(Tab.Functions + """
            $Error.Clear()
            Set-Content qwen.txt 'a file that has nothing to do with it'
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $found = @(1..4 | ForEach-Object { Tab 'Invoke-QwenChat hi -Model qwen¦' })
            $seconds = $clock.Elapsed.TotalSeconds
            Remove-Item Env:OPENAI_*
            $found += Tab 'Invoke-QwenChat hi -Model qwen¦'
            @{ Found = $found; Seconds = $seconds; Errors = @($Error | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Found").ShouldBeEmpty();
        seen.Texts("Errors").ShouldBeEmpty();
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(30);
        await server.Requests[0].ClientGone;
    }

    private static string[] Lines(string start, params string[] ends) => [.. ends.Select(end => start + end)];
}
