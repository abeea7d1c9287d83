using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>A job of the loopback server's batch service from upload to download.</summary>
public sealed class BatchRunTests
{
    [Fact]
    public async Task A_job_shows_each_scripted_status_then_completed()
    {
        await using var stage = await BatchStage.StartAsync();
        var id = await stage.CreateAsync(BatchStage.Lines(6));
        var seen = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var job = (await stage.GetAsync($"batches/{id}")).Json;
            seen.Add($"{job.GetProperty("status").GetString()} {job.GetProperty("request_counts").GetProperty("completed")}/{job.GetProperty("request_counts").GetProperty("total")}");
        }

        seen.ShouldBe(["validating 0/0", "in_progress 2/6", "finalizing 4/6", "completed 6/6", "completed 6/6"]);
        stage.Server.Batches.Jobs.ShouldHaveSingleItem().Polls.ShouldBe(5);
    }

    [Fact]
    public async Task The_output_has_a_completion_for_each_line_in_another_order()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(40));
        var results = await stage.ResultsAsync(job);
        var ids = results.Select(result => result.GetProperty("custom_id").GetString()!).ToList();

        ids.ShouldBe(Enumerable.Range(0, 40).Select(number => $"id-{number}"), ignoreOrder: true);
        ids.ShouldNotBe(Enumerable.Range(0, 40).Select(number => $"id-{number}"));
        foreach (var result in results)
        {
            result.GetProperty("response").GetProperty("status_code").GetInt32().ShouldBe(200);
            TextOf(result).ShouldBe($"You said: say {result.GetProperty("custom_id").GetString()}");
            result.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        }

        job.GetProperty("error_file_id").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Reproducible_order_and_input_order_are_as_scripted()
    {
        var first = await IdsAsync(new());
        (await IdsAsync(new())).ShouldBe(first);
        (await IdsAsync(new() { InOrder = true })).ShouldBe(Enumerable.Range(0, 20).Select(number => $"id-{number}"));

        static async Task<IReadOnlyList<string>> IdsAsync(BatchScript script)
        {
            await using var stage = await BatchStage.StartAsync(script: script);
            var results = await stage.ResultsAsync(await stage.RunAsync(BatchStage.Lines(20)));
            return [.. results.Select(result => result.GetProperty("custom_id").GetString()!)];
        }
    }

    internal static string TextOf(JsonElement result) =>
        result.GetProperty("response").GetProperty("body").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
}
