namespace QwenCode.ModuleTests.ArgumentCompletion;

/// <summary>Batches are offered by name and by id, the newest first.</summary>
public sealed class BatchCompletionTests
{
    [PwshFact]
    public async Task Names_and_ids_are_offered_with_what_is_known_of_the_batch()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync(Tab.Functions + """
            $one = 'x' | Start-QwenBatch -Name one
            $two = 'y', 'z' | Start-QwenBatch -Name two
            @{
                Names = @(Tab 'Wait-QwenBatch ¦')
                Ids   = @(Tab 'Wait-QwenBatch -Id ¦').Replace($one.Id, '<one>').Replace($two.Id, '<two>')
                Typed = @((Tab "Stop-QwenBatch -Id $($two.Id.Substring(0, 8))¦").Replace($two.Id, '<two>'))
                Tips  = @(Tip 'Get-QwenBatch -Id ¦') -replace '^.*?: '
            } | ConvertTo-Json -Compress
            """);

        seen.Texts("Names").ShouldBe(["Wait-QwenBatch two", "Wait-QwenBatch one"]);
        seen.Texts("Ids").ShouldBe(["Wait-QwenBatch -Id <two>", "Wait-QwenBatch -Id <one>"]);
        seen.Texts("Typed").ShouldBe(["Stop-QwenBatch -Id <two>"]);
        seen.Texts("Tips")[0].ShouldStartWith("two, ");
        seen.Texts("Tips")[0].ShouldContain("2 requests for ");
    }
}
