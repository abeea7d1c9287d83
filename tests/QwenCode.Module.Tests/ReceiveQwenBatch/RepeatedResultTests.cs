namespace QwenCode.ModuleTests.ReceiveQwenBatch;

/// <summary>Several results for one request: one of them is used, and a warning names the others.</summary>
public sealed class RepeatedResultTests
{
    private const string Receive = """
         -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable warned
        @{ Texts = @($answers | ForEach-Object { "$($_.InputObject): $_" }); Failed = @($failed | ForEach-Object { "$($_.TargetObject)" }); Warned = @($warned | ForEach-Object { "$_" }) } | ConvertTo-Json -Compress
        """;

    [PwshFact]
    public async Task A_service_that_sends_two_results_for_a_request_is_named_in_a_warning()
    {
        await using var batch = await BatchServer.StartAsync();
        batch.Batches.Script = batch.Batches.Script with
        {
            InOrder = true,
            Line = line => line.CustomId switch
            {
                "2" => LineOutcome.Raw($"{Line("2", "first")}\n{Line("2", "second")}"),
                _ => LineOutcome.Answer("good"),
            },
        };

        var seen = await batch.Pwsh.JsonAsync($"$null = 'a', 'b', 'c' | Start-QwenBatch -Name seen\n$answers = Receive-QwenBatch seen{Receive}");

        seen.Texts("Texts").ShouldBe(["a: good", "b: first", "c: good"]);
        seen.Texts("Failed").ShouldBeEmpty();
        seen.Texts("Warned").ShouldHaveSingleItem().ShouldBe(
            $"The results of the batch 'seen' have 2 results for the request '2', one of them in line 3 of {Path.Join(batch.FolderOf("seen"), "1.output.jsonl")}. Only the first answer among them is used, or the first error if there is no answer.");
    }

    [PwshFact]
    public async Task So_is_another_engine()
    {
        using var pwsh = new PwshRun();
        pwsh.Write("project/one.jsonl", $"{Line("1", "first")}\n{Line("2", "good")}");
        pwsh.Write("project/two.jsonl", $"{Line("1", "second")}\n{Line("1", "third")}");

        var seen = await pwsh.JsonAsync($"$null = 'a', 'b' | Start-QwenBatch -Model m -OutFile requests.jsonl\n$answers = Receive-QwenBatch -Path one.jsonl, two.jsonl -RequestPath requests.jsonl{Receive}");
        var alone = await pwsh.JsonAsync($"$answers = Receive-QwenBatch -Path one.jsonl, two.jsonl{Receive}");

        seen.Texts("Texts").ShouldBe(["a: first", "b: good"]);
        var warning = seen.Texts("Warned").ShouldHaveSingleItem();
        warning.ShouldStartWith("The files of results have 3 results for the request '1', one of them in line 1 of ");
        warning.ShouldContain("two.jsonl. Only the first answer among them is used");
        alone.Texts("Texts").ShouldBe(["1: first", "1: second", "1: third", "2: good"]);
        alone.Texts("Warned").ShouldBeEmpty();
    }

    private static string Line(string id, string text) =>
        $$$"""{"custom_id":"{{{id}}}","response":{"status_code":200,"body":{"choices":[{"message":{"content":"{{{text}}}"},"finish_reason":"stop"}]}},"error":null}""";
}
