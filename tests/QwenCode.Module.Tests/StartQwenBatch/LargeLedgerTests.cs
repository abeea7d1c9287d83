namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>What is kept of a batch can be read again, whatever its size.</summary>
public sealed class LargeLedgerTests
{
    [PwshFact]
    public async Task A_batch_with_a_large_schema_is_refused_before_it_is_sent_or_can_be_received()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = static _ => LineOutcome.Answer("{}") };

        var seen = await batch.Pwsh.JsonAsync("""
            $schema = @{ type = 'object'; properties = @{ id = @{ type = 'string'; description = 'x' * 1200000 } } }
            try { 'a' | Start-QwenBatch -Name large -Schema $schema -ErrorAction Stop | Out-Null } catch { $refused = "$_" }
            $answers = @(Receive-QwenBatch large -ErrorAction SilentlyContinue -ErrorVariable failed)
            @{ IsRefused = $null -ne $refused; Answers = $answers.Count; Failed = "$failed" } | ConvertTo-Json -Compress
            """);

        if (seen.Flag("IsRefused"))
            batch.Of("POST", "/files").ShouldBeEmpty();
        else
            seen.Number("Answers").ShouldBe(1, seen.Text("Failed"));
    }

    [PwshFact]
    public async Task A_batch_whose_ledger_cannot_be_read_can_be_removed_by_force()
    {
        await using var batch = await BatchServer.StartAsync();
        await batch.Pwsh.JsonAsync("@{ Name = ('a' | Start-QwenBatch -Name damaged).Name } | ConvertTo-Json -Compress");
        await File.WriteAllTextAsync(Path.Join(batch.FolderOf("damaged"), "batch.json"), "{", TestContext.Current.CancellationToken);

        await batch.Pwsh.JsonAsync("Remove-QwenBatch damaged -Force -ErrorAction SilentlyContinue; @{ Done = $true } | ConvertTo-Json -Compress");

        Directory.Exists(batch.FolderOf("damaged")).ShouldBeFalse();
    }
}
