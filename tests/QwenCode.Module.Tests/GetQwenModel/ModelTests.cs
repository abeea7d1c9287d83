namespace QwenCode.ModuleTests.GetQwenModel;

/// <summary><c>Get-QwenModel</c>.</summary>
public sealed class ModelTests
{
    [PwshFact]
    public async Task Models_are_listed_in_the_endpoint_s_order_and_filtered_by_wildcards()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            @{
                All     = @((Get-QwenModel).Id)
                Some    = @((Get-QwenModel qwen3*plus, qwen3*max, *MINI).Id)
                Piped   = @(('qwen3.6-flash', 'coder-model' | Get-QwenModel).Id)
                Nothing = @(Get-QwenModel nothing-*).Count
                First   = Get-QwenModel qwen3.7-max | Select-Object Id, OwnedBy, Provider
                View    = Get-QwenModel | Out-String -Width 100
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("All").ShouldBe(server.Options.Models);
        seen.Texts("Some").ShouldBe(["qwen3.6-plus", "qwen3.7-max", "gpt-4.1-mini"]);
        seen.Texts("Piped").ShouldBe(["qwen3.6-flash", "coder-model"]);
        seen.Number("Nothing").ShouldBe(0);
        seen.GetProperty("First").Text("OwnedBy").ShouldBe("qwen");
        seen.GetProperty("First").Text("Provider").ShouldBe("Custom");
        seen.Text("View").ShouldMatch(@"gpt-4\.1-mini\s+openai\s+2025-01-01\s+Custom");
    }

    [PwshFact]
    public async Task An_invalid_pattern_is_rejected_before_the_list_is_requested()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $failure = try { Get-QwenModel 'qwen[3' } catch { $_ }
            @{ Id = $failure.FullyQualifiedErrorId; Message = "$failure" } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("InvalidParameter,QwenCode.Commands.GetQwenModelCommand");
        seen.Text("Message").ShouldBe("'qwen[3' is not a valid wildcard pattern. For a name that contains a bracket, write: Get-QwenModel 'qwen`[3'");
        server.Requests.ShouldBeEmpty();
    }

    [PwshFact]
    public async Task An_unknown_name_is_the_error_s_target_and_the_other_names_are_listed()
    {
        await using var server = await LoopbackServer.StartAsync();
        using var pwsh = new PwshRun().WithServer(server);

        var seen = await pwsh.JsonAsync("""
            $given = @(Get-QwenModel nothing, qwen3.6-flash -ErrorVariable failures -ErrorAction SilentlyContinue)
            $piped = @('nothing', 'qwen3.6-flash' | Get-QwenModel -ErrorVariable +failures -ErrorAction SilentlyContinue)
            @{
                Ids     = @($failures.FullyQualifiedErrorId)
                Piped   = @($piped | ForEach-Object Id)
                Given   = @($given | ForEach-Object Id)
                Targets = @($failures | ForEach-Object { "$($_.TargetObject)" })
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Ids").ShouldBe(["ModelNotFound,QwenCode.Commands.GetQwenModelCommand", "ModelNotFound,QwenCode.Commands.GetQwenModelCommand"]);
        seen.Texts("Piped").ShouldBe(["qwen3.6-flash"]);
        seen.Texts("Given").ShouldBe(["qwen3.6-flash"]);
        seen.Texts("Targets").ShouldBe(["nothing", "nothing"]);
    }
}
