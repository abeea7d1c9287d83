using System.Net;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>Scripted faults of single requests of the batch protocol.</summary>
public sealed class BatchFaultTests
{
    [Fact]
    public async Task A_lost_response_of_a_creation_leaves_a_job_that_the_list_shows()
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        stage.Server.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);

        await Should.ThrowAsync<HttpRequestException>(() => stage.PostAsync("batches", BatchStage.CreateBody(file)));

        var listed = (await stage.GetAsync("batches")).Json.GetProperty("data")[0];
        listed.GetProperty("input_file_id").GetString().ShouldBe(file);
        listed.GetProperty("id").GetString().ShouldBe(stage.Server.Batches.Jobs.ShouldHaveSingleItem().Id);
    }

    [Fact]
    public async Task A_lost_response_of_an_upload_leaves_the_file()
    {
        await using var stage = await BatchStage.StartAsync();
        stage.Server.Batches.Enqueue(BatchStep.Upload, BatchFault.LostResponse);
        await Should.ThrowAsync<HttpRequestException>(() => stage.UploadAsync("{}\n"));
        stage.Server.Batches.Files.ShouldHaveSingleItem().Length.ShouldBe(3);
    }

    [Fact]
    public async Task A_dropped_request_does_nothing()
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        stage.Server.Batches.Enqueue(BatchStep.Create, BatchFault.DroppedRequest);
        stage.Server.Batches.Enqueue(BatchStep.Upload, BatchFault.DroppedRequest);

        await Should.ThrowAsync<HttpRequestException>(() => stage.PostAsync("batches", BatchStage.CreateBody(file)));
        await Should.ThrowAsync<HttpRequestException>(() => stage.UploadAsync("{}\n"));

        stage.Server.Batches.Jobs.ShouldBeEmpty();
        stage.Server.Batches.Files.Count.ShouldBe(1);
        stage.Server.Requests[^2].Aborted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_status_comes_with_its_body_and_retry_after_and_does_nothing()
    {
        await using var stage = await BatchStage.StartAsync();
        stage.Server.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(429, """{"error":{"message":"slow"}}""", TimeSpan.FromMilliseconds(1500)));
        stage.Server.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(503));

        var limited = await stage.UploadAsync(new string('x', 5_000_000));
        (limited.Status, limited.Error, limited.RetryAfter).ShouldBe((HttpStatusCode.TooManyRequests, "slow", TimeSpan.FromSeconds(2)));
        var unavailable = await stage.UploadAsync("{}\n");
        (unavailable.Status, unavailable.Error).ShouldBe((HttpStatusCode.ServiceUnavailable, "Service Unavailable"));
        stage.Server.Batches.Files.ShouldBeEmpty();
        (await stage.UploadAsync("{}\n")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_malformed_body_replaces_the_answer_to_work_that_was_done()
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        stage.Server.Batches.Enqueue(BatchStep.Create, BatchFault.Malformed("<html>"));

        var reply = await stage.PostAsync("batches", BatchStage.CreateBody(file));

        (reply.Status, reply.Body).ShouldBe((HttpStatusCode.OK, "<html>"));
        stage.Server.Batches.Jobs.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public async Task A_truncated_download_fails_once(int bytes)
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(3));
        stage.Server.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(bytes));

        var path = $"files/{job.GetProperty("output_file_id").GetString()}/content";
        await Should.ThrowAsync<HttpRequestException>(() => stage.GetAsync(path));
        (await stage.ResultsAsync(job)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_truncation_behind_the_end_changes_nothing()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(3));
        stage.Server.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(1_000_000));
        (await stage.ResultsAsync(job)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_slow_request_does_nothing_if_the_client_goes_before()
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        stage.Server.Batches.Enqueue(BatchStep.Create, BatchFault.Slow(TimeSpan.FromHours(1)));
        using var impatient = new CancellationTokenSource();

        var creation = stage.PostAsync("batches", BatchStage.CreateBody(file), cancellation: impatient.Token);
        var record = await stage.Server.WaitForRequestAsync(1, TestContext.Current.CancellationToken);
        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => creation);
        await record.ClientGone;
        stage.Server.Batches.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_is_used_by_its_own_step_and_once()
    {
        await using var stage = await BatchStage.StartAsync();
        var id = await stage.CreateAsync(BatchStage.Lines(1));
        foreach (var step in Enum.GetValues<BatchStep>())
            stage.Server.Batches.Enqueue(step, BatchFault.Status(500 + (int)step));

        var file = stage.Server.Batches.Files[0].Id;
        (BatchStep Step, Func<Task<BatchReply>> Send)[] requests =
        [
            (BatchStep.Upload, () => stage.UploadAsync("{}")),
            (BatchStep.FileStatus, () => stage.GetAsync($"files/{file}")),
            (BatchStep.ListFiles, () => stage.GetAsync("files")),
            (BatchStep.Create, () => stage.PostAsync("batches", BatchStage.CreateBody(file))),
            (BatchStep.Retrieve, () => stage.GetAsync($"batches/{id}")),
            (BatchStep.List, () => stage.GetAsync("batches")),
            (BatchStep.Cancel, () => stage.CancelAsync(id)),
            (BatchStep.Download, () => stage.GetAsync($"files/{file}/content")),
            (BatchStep.Delete, () => stage.DeleteAsync($"files/{file}")),
        ];
        foreach (var (step, send) in requests)
            ((int)(await send()).Status).ShouldBe(500 + (int)step);
        foreach (var (_, send) in requests)
            (await send()).Status.ShouldBe(HttpStatusCode.OK);
    }
}
