namespace QwenCode.ModuleTests.StartQwenBatch;

/// <summary>Columns of the input that have the names of parameters.</summary>
public sealed class InputColumnTests
{
    [PwshTheory]
    [InlineData("Retry")]
    [InlineData("Name")]
    [InlineData("Model")]
    [InlineData("OutFile")]
    [InlineData("Schema")]
    public async Task A_column_is_input(string column)
    {
        await using var batch = await BatchServer.StartAsync();

        var seen = await batch.Pwsh.JsonAsync($$"""
            try { $batch = [pscustomobject]@{ Text = 'hello'; {{column}} = 'three' } | Start-QwenBatch } catch { $refused = "$_" }
            @{ Count = [int]$batch.Count; Refused = "$refused" } | ConvertTo-Json -Compress
            """);

        seen.Text("Refused").ShouldBeEmpty();
        seen.Number("Count").ShouldBe(1);
    }
}
