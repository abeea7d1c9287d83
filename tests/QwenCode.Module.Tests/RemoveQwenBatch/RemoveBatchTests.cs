namespace QwenCode.ModuleTests.RemoveQwenBatch;

/// <summary><c>Remove-QwenBatch</c>.</summary>
public sealed class RemoveBatchTests
{
    [PwshFact]
    public async Task It_removes_the_files_at_the_service_and_here()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => line.CustomId == "1" ? LineOutcome.Fail(500, "server_error", "no") : LineOutcome.Answer("x") };
        batch.Batches.Enqueue(BatchStep.Delete, BatchFault.Status(404));

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch -Name gone | Out-Null
            $null = Receive-QwenBatch gone -ErrorAction SilentlyContinue
            Remove-QwenBatch gone -WhatIf
            $before = @(Get-QwenBatch).Count
            Get-QwenBatch gone | Remove-QwenBatch
            @{ Before = $before; After = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Number("Before").ShouldBe(1);
        seen.Number("After").ShouldBe(0);
        Directory.Exists(batch.FolderOf("gone")).ShouldBeFalse();
        batch.Of("DELETE", "").Count.ShouldBe(3);
        batch.Batches.Files.Count(file => file.IsDeleted).ShouldBe(2);
    }

    [PwshFact]
    public async Task The_results_are_removed_although_nobody_has_received_them()
    {
        await using var batch = await BatchServer.StartAsync();

        await batch.Pwsh.JsonAsync("'a' | Start-QwenBatch -Name unseen | Out-Null; Get-QwenBatch unseen | Out-Null; Remove-QwenBatch unseen; '{}'");

        batch.Batches.Files.Count.ShouldBe(2);
        batch.Batches.Files.ShouldAllBe(file => file.IsDeleted);
    }

    [PwshFact]
    public async Task One_that_runs_or_is_of_another_account_is_removed_by_force_only()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 50)] };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name running | Out-Null
            'a' | Start-QwenBatch -Name other | Out-Null
            try { Remove-QwenBatch running } catch { $first = $_.FullyQualifiedErrorId.Split(',')[0] }
            Remove-QwenBatch running -Force
            $env:OPENAI_API_KEY = 'sk-of-somebody-else'
            try { Remove-QwenBatch other } catch { $second = $_.FullyQualifiedErrorId.Split(',')[0] }
            Remove-QwenBatch other -Force
            @{ Errors = @($first, $second); Left = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors").ShouldBe(["BatchNotFinished", "BatchOfOtherAccount"]);
        seen.Number("Left").ShouldBe(0);
        batch.Of("DELETE", "").Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task By_force_a_service_that_refuses_does_not_keep_the_batch_here()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Delete, BatchFault.Status(403));
        batch.Batches.Enqueue(BatchStep.Delete, BatchFault.Status(403));

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name refused | Out-Null
            try { Remove-QwenBatch refused } catch { $first = $_.FullyQualifiedErrorId.Split(',')[0] }
            $before = @(Get-QwenBatch).Count
            Remove-QwenBatch refused -Force -WarningAction SilentlyContinue -WarningVariable warnings
            @{ Error = $first; Before = $before; After = @(Get-QwenBatch).Count; Warning = "$warnings" } | ConvertTo-Json -Compress
            """);

        seen.Text("Error").ShouldBe("PermissionDenied");
        (seen.Number("Before"), seen.Number("After")).ShouldBe((1, 0));
        seen.Text("Warning").ShouldStartWith("The files of the batch 'refused' stay at the service:");
    }
}
