using System.Net;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>How jobs end, and what is in their files then.</summary>
public sealed class BatchEndTests
{
    [Fact]
    public async Task A_failed_job_has_the_scripted_error_and_no_files()
    {
        await using var stage = await BatchStage.StartAsync(script: new() { End = "failed", FailureCode = "no_rights", FailureMessage = "No." });
        var job = await stage.RunAsync(BatchStage.Lines(2));

        job.GetProperty("status").GetString().ShouldBe("failed");
        var error = job.GetProperty("errors").GetProperty("data")[0];
        (error.GetProperty("code").GetString(), error.GetProperty("message").GetString()).ShouldBe(("no_rights", "No."));
        job.GetProperty("output_file_id").ValueKind.ShouldBe(JsonValueKind.Null);
        job.GetProperty("error_file_id").ValueKind.ShouldBe(JsonValueKind.Null);
        job.GetProperty("failed_at").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Theory]
    [InlineData("expired", "batch_expired")]
    [InlineData("cancelled", "batch_cancelled")]
    public async Task A_job_that_ends_early_keeps_the_finished_lines(string end, string code)
    {
        await using var stage = await BatchStage.StartAsync(script: new() { End = end, FinishedLines = 3, InOrder = true });
        var job = await stage.RunAsync(BatchStage.Lines(5));

        job.GetProperty("status").GetString().ShouldBe(end);
        (await stage.ResultsAsync(job)).Select(IdOf).ShouldBe(["id-0", "id-1", "id-2"]);
        var unfinished = await stage.ResultsAsync(job, "error_file_id");
        unfinished.Select(IdOf).ShouldBe(["id-3", "id-4"]);
        unfinished.ShouldAllBe(result => result.GetProperty("response").ValueKind == JsonValueKind.Null && result.GetProperty("error").GetProperty("code").GetString() == code);
        Counts(job).ShouldBe((5, 3, 2));
    }

    [Fact]
    public async Task Failed_lines_are_in_the_error_file_and_without_success_there_is_no_output()
    {
        await using var stage = await BatchStage.StartAsync(script: new()
        {
            Line = line => line.Index == 0 ? LineOutcome.Fail(400, "bad", "Bad.") : LineOutcome.Error("lost", "Lost."),
            InOrder = true,
        });
        var job = await stage.RunAsync(BatchStage.Lines(2));

        job.GetProperty("status").GetString().ShouldBe("completed");
        job.GetProperty("output_file_id").ValueKind.ShouldBe(JsonValueKind.Null);
        Counts(job).ShouldBe((2, 0, 2));
        var failed = await stage.ResultsAsync(job, "error_file_id");
        failed[0].GetProperty("response").GetProperty("status_code").GetInt32().ShouldBe(400);
        failed[0].GetProperty("response").GetProperty("body").GetProperty("error").GetProperty("code").GetString().ShouldBe("bad");
        failed[0].GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        failed[1].GetProperty("response").ValueKind.ShouldBe(JsonValueKind.Null);
        failed[1].GetProperty("error").GetProperty("message").GetString().ShouldBe("Lost.");
    }

    [Fact]
    public async Task DashScope_puts_failed_lines_into_the_output_and_counts_none()
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.DashScope, new() { Line = line => line.Index == 1 ? LineOutcome.Fail(400, "bad", "Bad.") : LineOutcome.Reply });
        var job = await stage.RunAsync(BatchStage.Lines(3));

        Counts(job).ShouldBe((3, 3, 0));
        job.GetProperty("error_file_id").ValueKind.ShouldBe(JsonValueKind.Null);
        var results = await stage.ResultsAsync(job);
        results.Count.ShouldBe(3);
        results.Single(result => IdOf(result) == "id-1").GetProperty("response").GetProperty("status_code").GetInt32().ShouldBe(400);
        job.GetProperty("output_file_id").GetString().ShouldStartWith("file-batch_output-");
        job.GetProperty("input_file_id").GetString().ShouldStartWith("file-batch-");
    }

    [Fact]
    public async Task Lines_can_be_missing_be_there_twice_or_be_any_text()
    {
        await using var stage = await BatchStage.StartAsync(script: new()
        {
            InOrder = true,
            Line = line => line.CustomId switch { "id-0" => LineOutcome.Missing, "id-1" => LineOutcome.Twice("t"), "id-2" => LineOutcome.Raw("{not json"), _ => LineOutcome.Answer("a") },
        });
        var job = await stage.RunAsync(BatchStage.Lines(4));

        var lines = (await stage.GetAsync($"files/{job.GetProperty("output_file_id").GetString()}/content")).Body.Split('\n');
        lines.Length.ShouldBe(5);
        IdOf(JsonElement.Parse(lines[0])).ShouldBe("id-1");
        lines[1].ShouldBe(lines[0]);
        lines[2].ShouldBe("{not json");
        BatchRunTests.TextOf(JsonElement.Parse(lines[3])).ShouldBe("a");
        lines[4].ShouldBeEmpty();
    }

    [Fact]
    public async Task The_default_outcome_rejects_what_the_chat_endpoint_rejects()
    {
        await using var stage = await BatchStage.StartAsync(options: new() { Reply = request => request.LastUserText.ToUpperInvariant(), Strict = true });
        var job = await stage.RunAsync(BatchStage.Line("good") + BatchStage.Line("streamed", more: ",\"stream\":true") + BatchStage.Line("unknown", more: ",\"x\":1"));

        BatchRunTests.TextOf((await stage.ResultsAsync(job)).ShouldHaveSingleItem()).ShouldBe("SAY GOOD");
        (await stage.ResultsAsync(job, "error_file_id")).Select(IdOf).ShouldBe(["streamed", "unknown"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_invalid_file_fails_the_job_only_when_it_is_no_longer_validating()
    {
        await using var stage = await BatchStage.StartAsync();
        var id = await stage.CreateAsync(BatchStage.Line("a") + BatchStage.Line("a"));
        (await stage.GetAsync($"batches/{id}")).Text("status").ShouldBe("validating");
        var job = (await stage.GetAsync($"batches/{id}")).Json;
        job.GetProperty("status").GetString().ShouldBe("failed");
        job.GetProperty("errors").GetProperty("data")[0].GetProperty("line").GetInt32().ShouldBe(2);
        (await stage.CancelAsync(id)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Times_that_are_not_set_are_null_or_empty_by_rule()
    {
        await using var openAI = await BatchStage.StartAsync();
        await using var dashScope = await BatchStage.StartAsync(BatchRules.DashScope);
        var first = (await openAI.GetAsync($"batches/{await openAI.CreateAsync(BatchStage.Lines(1))}")).Json;
        var second = (await dashScope.GetAsync($"batches/{await dashScope.CreateAsync(BatchStage.Lines(1), window: "14d")}")).Json;

        first.GetProperty("in_progress_at").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("in_progress_at").GetString().ShouldBeEmpty();
        (second.GetProperty("expires_at").GetInt64() - second.GetProperty("created_at").GetInt64()).ShouldBe(14 * 24 * 3600);
    }

    [Fact]
    public async Task The_output_expires()
    {
        var time = new ManualTime();
        await using var stage = await BatchStage.StartAsync(options: new() { TimeProvider = time });
        var job = await stage.RunAsync(BatchStage.Lines(1), ",\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600}");
        var path = $"files/{job.GetProperty("output_file_id").GetString()}/content";

        time.Now += TimeSpan.FromSeconds(3599);
        (await stage.GetAsync(path)).Status.ShouldBe(HttpStatusCode.OK);
        time.Now += TimeSpan.FromSeconds(1);
        (await stage.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Embeddings_have_an_answer_too()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync("""{"custom_id":"e","method":"POST","url":"/v1/embeddings","body":{"model":"m","input":"x"}}""", endpoint: "/v1/embeddings");
        var result = (await stage.ResultsAsync(job)).ShouldHaveSingleItem();
        result.GetProperty("response").GetProperty("body").GetProperty("data")[0].GetProperty("embedding").GetArrayLength().ShouldBe(2);
    }

    private static string? IdOf(JsonElement result) => result.GetProperty("custom_id").GetString();

    private static (int Total, int Completed, int Failed) Counts(JsonElement job)
    {
        var counts = job.GetProperty("request_counts");
        return (counts.GetProperty("total").GetInt32(), counts.GetProperty("completed").GetInt32(), counts.GetProperty("failed").GetInt32());
    }
}
