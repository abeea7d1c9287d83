namespace QwenCode.ModuleTests.WaitQwenBatch;

/// <summary><c>Wait-QwenBatch</c>.</summary>
public sealed class WaitBatchTests
{
    [PwshFact]
    public async Task It_polls_until_the_end_and_records_it()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = ["in_progress"] };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name slow | Out-Null
            try { Receive-QwenBatch slow } catch { $early = "$($_.FullyQualifiedErrorId.Split(',')[0]): $($_.Exception.Message)" }
            $done = Wait-QwenBatch slow
            $env:OPENAI_BASE_URL = 'http://127.0.0.1:9'
            @{ Early = $early; State = "$($done.State)"; Later = "$((Get-QwenBatch slow).State)" } | ConvertTo-Json -Compress
            """);

        seen.Text("Early").ShouldStartWith("BatchNotFinished: The batch 'slow' has not ended (InProgress, 0 of 1 completed).");
        seen.Text("State").ShouldBe("Completed");
        seen.Text("Later").ShouldBe("Completed");
    }

    [PwshFact]
    public async Task It_ends_at_its_time_limit_and_the_batch_continues()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 50)] };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name long | Out-Null
            try { Wait-QwenBatch long -TimeoutSec 1 } catch { $error = $_ }
            @{ Id = $error.FullyQualifiedErrorId.Split(',')[0]; Text = $error.Exception.Message } | ConvertTo-Json -Compress
            """.Replace("$error", "$failure", StringComparison.Ordinal));

        seen.Text("Id").ShouldBe("RequestTimedOut");
        seen.Text("Text").ShouldStartWith("The batch 'long' did not end within 1 second (status at the service: in_progress). It continues.");
        batch.Of("POST", "/cancel").ShouldBeEmpty();
    }

    [PwshFact]
    public async Task A_batch_that_the_service_no_longer_has_can_be_removed_here()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = [.. Enumerable.Repeat("in_progress", 50)] };
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(404));

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name gone | Out-Null
            try { Wait-QwenBatch gone } catch { $failure = $_ }
            Remove-QwenBatch gone -Force -WarningAction SilentlyContinue
            @{ Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Text = $failure.Exception.Message; Left = @(Get-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Text("Id").ShouldBe("BatchFailed");
        seen.Text("Text").ShouldStartWith("The service has no batch at http://127.0.0.1");
        seen.Text("Text").ShouldEndWith("Remove-QwenBatch <name> -Force removes the batch from this machine.");
        seen.Number("Left").ShouldBe(0);
    }

    [PwshFact]
    public async Task An_incomplete_or_unknown_batch_is_an_error()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Create, BatchFault.Status(400));

        var seen = await batch.Pwsh.JsonAsync("""
            $ErrorActionPreference = 'Stop'
            try { 'a' | Start-QwenBatch -Name half } catch { }
            $errors = foreach ($step in { Wait-QwenBatch half }, { Receive-QwenBatch half }, { Wait-QwenBatch none }, { Receive-QwenBatch -Id none }, { Stop-QwenBatch none }, { Remove-QwenBatch none }, { Start-QwenBatch -Retry none }) {
                try { & $step; 'none' } catch { "$_".Split('.')[0] }
            }
            @{ Errors = @($errors); All = @(Wait-QwenBatch).Count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Errors")[..2].ShouldAllBe(error => error.StartsWith("The batch 'half' was not started completely", StringComparison.Ordinal));
        seen.Texts("Errors")[2..].ShouldAllBe(error => error == "There is no batch 'none' on this machine");
        seen.Number("All").ShouldBe(0);
    }
}
