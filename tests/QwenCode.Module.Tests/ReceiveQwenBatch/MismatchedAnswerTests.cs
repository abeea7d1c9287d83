namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>Answers that do not match the schema of the batch.</summary>
public sealed class MismatchedAnswerTests
{
    [PwshFact]
    public async Task What_was_an_error_record_is_sent_again_by_retry()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => LineOutcome.Answer(line.CustomId == "1" ? "no JSON" : """{"id":1}""") };

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b' | Start-QwenBatch -Name typed -Schema @{ type = 'object'; properties = @{ id = @{ type = 'integer' } } } | Out-Null
            Receive-QwenBatch typed -ErrorAction SilentlyContinue -ErrorVariable failed | Out-Null
            try { $count = (Start-QwenBatch -Retry typed).Count } catch { $refused = "$_" }
            @{ Failed = @($failed.TargetObject); Count = [int]$count; Refused = "$refused" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failed").ShouldBe(["a"]);
        seen.Text("Refused").ShouldBeEmpty();
        seen.Number("Count").ShouldBe(1);
    }
}
