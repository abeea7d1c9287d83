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
            @{ Failed = @($failed.TargetObject); Why = "$failed"; Count = [int]$count; Refused = "$refused" } | ConvertTo-Json -Compress
            """);

        seen.Texts("Failed").ShouldBe(["a"]);
        seen.Text("Why").ShouldEndWith("Send all failed requests again: Start-QwenBatch -Retry 'typed'");
        seen.Text("Refused").ShouldBeEmpty();
        seen.Number("Count").ShouldBe(1);
    }

    [PwshFact]
    public async Task An_answer_that_the_schema_does_not_allow_is_an_error_record_with_the_path()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = line => LineOutcome.Answer(line.CustomId == "1" ? """{"Name":"x"}""" : """{"Name":"y","Population":5}""") };

        var seen = await batch.Pwsh.JsonAsync("""
            class City { [string] $Name; [int] $Population }
            'a', 'b' | Start-QwenBatch -Name cities -Schema ([City]) | Out-Null
            $answers = @(Receive-QwenBatch cities -ErrorAction SilentlyContinue -ErrorVariable failed)
            $count = (Start-QwenBatch -Retry cities).Count
            @{ Types = @($answers | ForEach-Object { $_.Parsed.GetType().Name }); Failed = @($failed.TargetObject); Why = "$failed"; Count = $count } | ConvertTo-Json -Compress
            """);

        seen.Texts("Types").ShouldBe(["PSCustomObject"]);
        seen.Texts("Failed").ShouldBe(["a"]);
        seen.Text("Why").ShouldContain("does not match the schema: $.Population is missing.");
        seen.Number("Count").ShouldBe(1);
    }

    [PwshFact]
    public async Task A_batch_of_an_earlier_version_whose_schema_would_be_rejected_today_is_received()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = _ => LineOutcome.Answer("""{"id":1}""") };

        await batch.Pwsh.JsonAsync("""@{ Name = ('a' | Start-QwenBatch -Name early -Schema '{"type":"object","properties":{"id":{"type":"integer"}}}').Name } | ConvertTo-Json -Compress""");
        var ledger = Path.Join(batch.FolderOf("early"), "batch.json");
        var text = await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken);
        text.ShouldContain("integer");
        await File.WriteAllTextAsync(ledger, text.Replace("integer", "strng", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var seen = await batch.Pwsh.JsonAsync("""@{ Id = (Receive-QwenBatch early).Parsed.id; Text = $(try { Start-QwenBatch -Retry early } catch { "$_" }) } | ConvertTo-Json -Compress""");

        seen.Number("Id").ShouldBe(1);
        seen.Text("Text").ShouldContain("No request of the batch 'early' has failed");
    }
}
