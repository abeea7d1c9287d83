using System.Net;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>Cancelling jobs.</summary>
public sealed class BatchCancelTests
{
    [Fact]
    public async Task A_cancelled_job_is_cancelling_for_one_poll_and_keeps_finished_lines()
    {
        await using var stage = await BatchStage.StartAsync(script: new() { FinishedLines = 1 });
        var id = await stage.CreateAsync(BatchStage.Lines(3));
        (await stage.CancelAsync(id)).Text("status").ShouldBe("cancelling");
        (await stage.GetAsync($"batches/{id}")).Text("status").ShouldBe("cancelling");
        var job = (await stage.GetAsync($"batches/{id}")).Json;

        job.GetProperty("status").GetString().ShouldBe("cancelled");
        (await stage.ResultsAsync(job)).Count.ShouldBe(1);
        (await stage.ResultsAsync(job, "error_file_id")).Count.ShouldBe(2);
        job.GetProperty("cancelling_at").GetInt64().ShouldBeLessThanOrEqualTo(job.GetProperty("cancelled_at").GetInt64());
    }

    [Theory]
    [InlineData(0, "cancelled")]
    [InlineData(null, "cancelling")]
    public async Task The_end_of_a_cancellation_comes_at_once_or_never(int? polls, string status)
    {
        await using var stage = await BatchStage.StartAsync(script: new() { CancellingPolls = polls });
        var id = await stage.CreateAsync(BatchStage.Lines(2));
        (await stage.CancelAsync(id)).Text("status").ShouldBe(status);
        for (var i = 0; i < 5; i++)
            (await stage.GetAsync($"batches/{id}")).Text("status").ShouldBe(status);
    }

    [Fact]
    public async Task A_settled_job_cannot_be_cancelled()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(1));
        var reply = await stage.CancelAsync(job.GetProperty("id").GetString()!);
        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Error.ShouldContain("cannot be cancelled");
    }
}
