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

    [PwshFact]
    public async Task A_service_that_fails_is_one_warning_and_the_reason_in_the_error_of_the_time_limit()
    {
        await using var batch = await BatchServer.StartAsync();
        for (var poll = 0; poll < 20; poll++)
            batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(500));

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name failing | Out-Null
            try { Wait-QwenBatch failing -TimeoutSec 4 -MaximumRetryCount 0 -WarningVariable warned -WarningAction SilentlyContinue } catch { $failure = $_ }
            @{ Warned = @($warned | ForEach-Object { "$_" }); Id = $failure.FullyQualifiedErrorId.Split(',')[0]; Text = $failure.Exception.Message
               Inner = "$($failure.Exception.InnerException.ErrorId)"; Status = $failure.Exception.InnerException.StatusCode } | ConvertTo-Json -Compress
            """);

        var warning = seen.Texts("Warned").ShouldHaveSingleItem();
        warning.ShouldMatch("^The state of the batch 'failing' is unknown: http://127\\.0\\.0\\.1:\\d+/v1/batches/\\S+ failed \\(HTTP 500.*\\. The batch continues, and its state is requested again\\.$");
        seen.Text("Id").ShouldBe("RequestTimedOut");
        seen.Text("Text").ShouldMatch("^The batch 'failing' did not end within 4 seconds\\. It continues\\. The last request for its state failed: http://127\\.0\\.0\\.1:\\d+/v1/batches/\\S+ failed \\(HTTP 500.*-TimeoutSec\\.$");
        (seen.Text("Inner"), seen.Number("Status")).ShouldBe(("ServiceUnavailable", 500));
    }

    [PwshFact]
    public async Task The_error_of_the_time_limit_has_the_reason_of_a_retry_in_progress_or_that_nothing_was_received()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Status(503));
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Slow(TimeSpan.FromHours(1)));

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name failing | Out-Null
            $texts = foreach ($again in 1, 2) { try { Wait-QwenBatch failing -TimeoutSec 3 -RetryIntervalSec 3600 } catch { "$_" } }
            @{ Texts = @($texts) } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts")[0].ShouldStartWith("The batch 'failing' did not end within 3 seconds. It continues. The last request for its state failed (HTTP 503), and was to be sent again.");
        seen.Texts("Texts")[1].ShouldStartWith("The batch 'failing' did not end within 3 seconds. It continues. The service did not respond to the request for its state.");
    }
}
