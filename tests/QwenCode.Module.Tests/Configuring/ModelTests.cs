namespace QwenCode.ModuleTests.Configuring;

/// <summary><c>Get-QwenModel</c>, and the completion of names at the prompt.</summary>
public sealed class ModelTests
{
    private const string Complete = """
        function Complete([string] $line) { (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches | ForEach-Object CompletionText }

        """;

    [PwshFact]
    public async Task Models_are_listed_in_the_endpoint_s_order_and_chosen_by_wildcards()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            @{
                All     = @((Get-QwenModel).Id)
                Some    = @((Get-QwenModel qwen3-*, *MINI).Id)
                Piped   = @(('qwen-turbo', 'coder-model' | Get-QwenModel).Id)
                Nothing = @(Get-QwenModel nothing-*).Count
                First   = Get-QwenModel qwen3-max | Select-Object Id, OwnedBy, Provider
                View    = Get-QwenModel | Out-String -Width 100
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("All").ShouldBe(server.Options.Models);
        seen.Texts("Some").ShouldBe(["qwen3-coder-plus", "qwen3-max", "gpt-4.1-mini"]);
        seen.Texts("Piped").ShouldBe(["qwen-turbo", "coder-model"]);
        seen.Number("Nothing").ShouldBe(0);
        seen.GetProperty("First").Text("OwnedBy").ShouldBe("qwen");
        seen.GetProperty("First").Text("Provider").ShouldBe("Custom");
        seen.Text("View").ShouldMatch(@"gpt-4\.1-mini\s+openai\s+2025-01-01\s+Custom");
    }

    [PwshFact]
    public async Task An_unknown_name_is_the_error_s_target_and_the_other_names_are_listed()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $given = @(Get-QwenModel nothing, qwen-turbo -ErrorVariable failures -ErrorAction SilentlyContinue)
            $piped = @('nothing', 'qwen-turbo' | Get-QwenModel -ErrorVariable +failures -ErrorAction SilentlyContinue)
            @{
                Ids     = @($failures.FullyQualifiedErrorId)
                Piped   = @($piped | ForEach-Object Id)
                Given   = @($given | ForEach-Object Id)
                Targets = @($failures | ForEach-Object { "$($_.TargetObject)" })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldBe(["ModelNotFound,QwenCode.Commands.GetQwenModelCommand", "ModelNotFound,QwenCode.Commands.GetQwenModelCommand"]);
        seen.Texts("Piped").ShouldBe(["qwen-turbo"]);
        seen.Texts("Given").ShouldBe(["qwen-turbo"]);
        seen.Texts("Targets").ShouldBe(["nothing", "nothing"]);
    }

    [PwshFact]
    public async Task Tab_completes_models_from_the_endpoint_quoted_where_needed_and_asks_once()
    {
        await using var server = await LoopbackServer.StartAsync(new LoopbackOptions
        {
            Models = ["qwen3-max", "my qwen", "it's-qwen", "qwen/qwen3:free", "$qwen", "@cf/qwen", "other"],
        });
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Complete + """
            @{
                All    = @(Complete 'Invoke-QwenChat hi -Model ')
                Begun  = @(Complete 'Invoke-QwenChat hi -Model QWEN')
                Quoted = @(Complete "Set-QwenAuth -Model 'my")
                Name   = @(Complete 'Get-QwenModel oth')
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("All").ShouldBe(["qwen3-max", "'my qwen'", "'it''s-qwen'", "qwen/qwen3:free", "'$qwen'", "'@cf/qwen'", "other"]);
        seen.Texts("Begun").ShouldBe(["qwen3-max", "qwen/qwen3:free", "'my qwen'", "'it''s-qwen'", "'$qwen'", "'@cf/qwen'"]);
        seen.Texts("Quoted").ShouldBe(["'my qwen'"]);
        seen.Texts("Name").ShouldBe(["other"]);
        server.Requests.Single().Path.ShouldBe("/v1/models");
    }

    [PwshFact]
    public async Task Tab_at_an_endpoint_that_hangs_or_fails_completes_nothing_soon_and_without_an_error()
    {
        await using var server = await LoopbackServer.StartAsync();
        server.Enqueue(Fault.Hang, Fault.ServerError, Fault.HtmlPage, Fault.Reset);
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync(Complete + """
            $Error.Clear()
            $clock = [Diagnostics.Stopwatch]::StartNew()
            $found = @(1..4 | ForEach-Object { Complete 'Invoke-QwenChat hi -Model qwen' })
            $seconds = $clock.Elapsed.TotalSeconds
            Remove-Item Env:OPENAI_*
            $found += Complete 'Invoke-QwenChat hi -Model qwen'
            @{ Found = @($found | Where-Object { $_ -like 'qwen*' }); Seconds = $seconds; Errors = @($Error | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Found").ShouldBeEmpty();
        seen.Texts("Errors").ShouldBeEmpty();
        seen.GetProperty("Seconds").GetDouble().ShouldBeLessThan(8);
        await server.Requests[0].ClientGone;
    }

    [PwshFact]
    public async Task Tab_completes_providers_and_methods_without_any_request()
    {
        using var pwsh = new PwshRun();

        var seen = await pwsh.JsonAsync(Complete + """
            $line = 'Connect-Qwen -Provider openr'
            @{
                Providers = @(Complete 'Connect-Qwen -Provider ')
                Begun     = @(Complete 'Set-QwenAuth -Provider dash')
                Quoted    = @(Complete 'Connect-Qwen -Provider "modelsc')
                Tip       = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches[0].ToolTip
                Methods   = @(Complete 'Connect-Qwen -Method ')
            } | ConvertTo-Json -Compress
            """);

        string[] some = ["DashScope", "OpenRouter", "OpenAI", "ModelScope"];
        some.ShouldBeSubsetOf(seen.Texts("Providers"));
        seen.Texts("Begun").ShouldBe(["DashScope", "DashScopeIntl", "DashScopeUS"]);
        seen.Texts("Quoted").ShouldBe(["ModelScope"]);
        seen.Text("Tip").ShouldContain("OPENROUTER_API_KEY");
        string[] methods = ["ApiKey", "Environment"];
        methods.ShouldBeSubsetOf(seen.Texts("Methods"));
    }
}
