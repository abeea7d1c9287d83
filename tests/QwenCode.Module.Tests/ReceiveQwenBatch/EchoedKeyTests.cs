namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>A service that repeats the key in what it says of a batch.</summary>
public sealed class EchoedKeyTests
{
    private const string Key = "hunter2+s3cr3t/of-no-known-shape";

    [PwshFact]
    public async Task A_key_in_the_reasons_of_a_failed_job_is_neither_shown_nor_kept()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Pwsh.With("OPENAI_API_KEY", Key);
        batch.Batches.Script = batch.Batches.Script with { End = "failed", FailureMessage = $"The key {Key} has no right to batches." };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name failed | Out-Null
            Wait-QwenBatch failed | Out-Null
            Receive-QwenBatch failed -ErrorAction SilentlyContinue -ErrorVariable failed
            $shown = Get-QwenBatch failed
            @{ Errors = "$($shown.Errors)"; JobErrors = "$($shown.Jobs.Errors)"; Message = "$failed" } | ConvertTo-Json -Compress
            """);

        seen.Text("Message").ShouldContain("has no right to batches");
        seen.Text("Message").ShouldNotContain(Key);
        seen.Text("Errors").ShouldNotContain(Key);
        seen.Text("JobErrors").ShouldNotContain(Key);
        batch.KeptText().ShouldNotContain(Key);
    }

    [PwshFact]
    public async Task A_key_in_the_reason_of_a_request_that_was_not_carried_out_is_not_shown()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Pwsh.With("OPENAI_API_KEY", Key);
        batch.Batches.Script = batch.Batches.Script with { Line = static _ => LineOutcome.Error("batch_expired", $"The quota of {Key} is used up.") };

        var seen = await batch.Pwsh.JsonAsync("""
            'a' | Start-QwenBatch -Name expired | Out-Null
            Receive-QwenBatch expired -ErrorAction SilentlyContinue -ErrorVariable failed
            @{ Message = "$failed" } | ConvertTo-Json -Compress
            """);

        seen.Text("Message").ShouldContain("The quota of");
        seen.Text("Message").ShouldNotContain(Key);
    }
}
