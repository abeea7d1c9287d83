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

    [PwshFact]
    public async Task A_line_that_cannot_be_used_is_an_error_and_the_others_are_received()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with
        {
            InOrder = true,
            Line = line => line.CustomId switch
            {
                "2" => LineOutcome.Raw("not JSON"),
                "3" => LineOutcome.Raw("""{"custom_id":"99","response":{"status_code":200,"body":{}}}"""),
                _ => LineOutcome.Answer("good"),
            },
        };

        var seen = await batch.Pwsh.JsonAsync("""
            'a', 'b', 'c', 'd' | Start-QwenBatch -Name seen | Out-Null
            $answers = @(Receive-QwenBatch seen -ErrorAction SilentlyContinue -ErrorVariable failed)
            $again = @(Receive-QwenBatch seen -ErrorAction SilentlyContinue)
            @{ Texts = @($answers | ForEach-Object { "$($_.InputObject): $_" }); Again = $again.Count; IsReceived = $null -ne (Get-QwenBatch seen).ReceivedAt
               Failed = @($failed | ForEach-Object { "$($_.TargetObject): $($_.FullyQualifiedErrorId.Split(',')[0])" }); Errors = @($failed | ForEach-Object { "$_" }); Retried = (Start-QwenBatch -Retry seen -Name more).Total } | ConvertTo-Json -Compress
            """);

        seen.Texts("Texts").ShouldBe(["a: good", "d: good"]);
        seen.Texts("Failed").ShouldBe(["b: BatchRequestNotRun", "c: BatchRequestNotRun", "seen: BatchFileInvalid", "seen: BatchFileInvalid"]);
        seen.Texts("Errors")[0].ShouldStartWith("No line of the results can be used for the request");
        seen.Texts("Errors")[2].ShouldMatch("^Line 2 of .* cannot be used: it is not a JSON object\\. .*Start-QwenBatch -Retry 'seen'$");
        seen.Texts("Errors")[3].ShouldMatch("^Line 3 of .* cannot be used: the batch has no request with its custom_id\\.");
        (seen.Number("Again"), seen.Flag("IsReceived"), seen.Number("Retried")).ShouldBe((2, true, 2));
    }

    [PwshFact]
    public async Task A_line_beside_the_answers_of_all_requests_is_no_reason_to_send_one_again()
    {
        await using var batch = await StartedAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Malformed(
            """
            garbage
            {"custom_id":"1","response":{"status_code":200,"body":{"choices":[{"message":{"content":"good"},"finish_reason":"stop"}]}},"error":null}
            {"custom_id":"2","response":{"status_code":200,"body":{"choices":[{"message":{"content":"good"},"finish_reason":"stop"}]}},"error":null}
            """));

        var seen = await batch.Pwsh.JsonAsync(Receive);

        seen.Texts("Texts").ShouldBe(["a: good", "b: good"]);
        seen.Number("Failed").ShouldBe(1);
        seen.Text("Text").ShouldMatch("^Line 1 of .* cannot be used: it is not a JSON object\\. The other lines were read\\. Nothing has to be sent again: each request has an answer\\.$");
    }

    [PwshFact]
    public async Task A_last_line_that_is_incomplete_at_the_service_is_an_error_and_the_file_is_kept()
    {
        await using var batch = await StartedAsync();
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Malformed(
            """
            {"custom_id":"1","response":{"status_code":200,"body":{"choices":[{"message":{"content":"good"},"finish_reason":"stop"}]}},"error":null}
            {"custom_id":"2","response":{"status_co
            """));

        var first = await batch.Pwsh.JsonAsync(Receive);
        var second = await batch.Pwsh.JsonAsync(Receive);

        first.Texts("Texts").ShouldBe(["a: good"]);
        first.Text("Text").ShouldContain("Line 2 of ");
        first.Flag("IsReceived").ShouldBeTrue();
        second.Texts("Texts").ShouldBe(["a: good"]);
        batch.Of("GET", "/content").Count.ShouldBe(1);
    }

    [PwshFact]
    public async Task A_file_of_errors_that_cannot_be_used_withholds_no_answer()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with { Line = static line => line.CustomId == "1" ? LineOutcome.Answer("good") : LineOutcome.Fail(500, "server_error", "failed") };
        await batch.Pwsh.JsonAsync("@{ Name = ('a', 'b' | Start-QwenBatch -Name seen).Name } | ConvertTo-Json -Compress");
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Slow(TimeSpan.Zero));
        batch.Batches.Enqueue(BatchStep.Download, BatchFault.Malformed("not JSON\n"));

        var first = await batch.Pwsh.JsonAsync(Receive);
        var second = await batch.Pwsh.JsonAsync(Receive);

        (first.Texts("Texts"), first.Number("Failed"), first.Flag("IsReceived")).ShouldSatisfyAllConditions(
            seen => seen.Item1.ShouldBe(["a: good"]), seen => seen.Item2.ShouldBe(2), seen => seen.Item3.ShouldBeTrue());
        first.Text("Text").ShouldContain("no line of it is the result of a request (line 1: it is not a JSON object)");
        second.Text("Text").ShouldContain("HTTP 500", customMessage: "the file was downloaded again");
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
