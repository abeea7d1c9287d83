namespace QwenCode.ModuleTests.StopQwenBatch;

/// <summary><c>Stop-QwenBatch</c>.</summary>
public sealed class StopBatchTests
{
    [PwshFact]
    public async Task It_cancels_and_what_is_finished_can_be_received()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Statuses = ["in_progress", "in_progress", "in_progress"], FinishedLines = 1, InOrder = true };

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch -Name stopped | Out-Null
            $null = Get-QwenBatch stopped
            Stop-QwenBatch stopped -WhatIf
            $stopped = Stop-QwenBatch stopped -PassThru
            $done = Wait-QwenBatch stopped
            $answers = Receive-QwenBatch stopped -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ States = @("$($stopped.State)", "$($done.State)"); Answers = @($answers.InputObject); Failed = @($failed.TargetObject) } | ConvertTo-Json -Compress
            """);

        seen.Texts("States").ShouldBe(["Cancelling", "Cancelled"]);
        seen.Texts("Answers").ShouldBe(["a"]);
        seen.Texts("Failed").ShouldBe(["b"]);
        batch.Of("POST", "/cancel").Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_job_that_has_ended_meanwhile_is_not_an_error()
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name over | Out-Null
            $null = Get-QwenBatch over
            $stopped = Stop-QwenBatch over -PassThru
            @{ State = "$($stopped.State)"; Text = (Receive-QwenBatch over).InputObject } | ConvertTo-Json -Compress
            """);

        seen.Text("State").ShouldBe("Completed");
        seen.Text("Text").ShouldBe("a");
        batch.Of("POST", "/cancel").Count.ShouldBe(1);
    }
}
