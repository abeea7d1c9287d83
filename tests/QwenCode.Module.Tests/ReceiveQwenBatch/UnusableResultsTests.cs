namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>A download that is not the results, or a job whose results are not there yet, is not the end of the results.</summary>
public sealed class UnusableResultsTests
{
    private const string Receive = """
        $answers = @(Receive-QwenBatch seen -ErrorAction SilentlyContinue -ErrorVariable failed)
        @{ Texts = @($answers | ForEach-Object { "$($_.InputObject): $_" }); Failed = @($failed).Count; Text = "$failed"; IsReceived = $null -ne (Get-QwenBatch seen).ReceivedAt } | ConvertTo-Json -Compress
        """;

    [PwshTheory]
    [InlineData("<html><title>Sign in</title></html>")]
    [InlineData("")]
    [InlineData("""{"custom_id":"1","response":{"status_co""")]
    [InlineData("""{"custom_id":"7","response":{"status_code":200,"body":{}}}""")]
    public async Task What_is_not_the_results_is_downloaded_again(string body)
    {
        await using var batch = await StartedAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Malformed(body));

        var first = await batch.Pwsh.JsonAsync(Receive);
        var second = await batch.Pwsh.JsonAsync(Receive);

        first.Number("Failed").ShouldBeGreaterThan(0);
        first.Text("Text").ShouldNotContain("-Retry", customMessage: "the requests were carried out and charged");
        first.Flag("IsReceived").ShouldBeFalse();
        second.Texts("Texts").ShouldBe(["a: good", "b: good"]);
    }

    [PwshTheory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"../../results\"")]
    public async Task Results_that_a_completed_job_has_not_named_yet_are_looked_for_again(string outputFileId)
    {
        await using var batch = await StartedAsync();
        var job = batch.Batches.Jobs.ShouldHaveSingleItem();
        batch.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Malformed(
            $$$"""{"id":"{{{job.Id}}}","status":"completed","output_file_id":{{{outputFileId}}},"error_file_id":null,"request_counts":{"total":2,"completed":2,"failed":0}}"""));

        var first = await batch.Pwsh.JsonAsync(Receive);
        var second = await batch.Pwsh.JsonAsync(Receive);

        first.Text("Text").ShouldNotContain("-Retry", customMessage: "the requests were carried out and charged");
        second.Texts("Texts").ShouldBe(["a: good", "b: good"]);
    }

    private static async Task<BatchServer> StartedAsync()
    {
        var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = static _ => LineOutcome.Answer("good") };
        await batch.Pwsh.JsonAsync("@{ Name = ('a', 'b' | Start-QwenBatch -Name seen).Name } | ConvertTo-Json -Compress");
        return batch;
    }
}
