using System.Net;
using System.Text.Json;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>Lists of jobs and files.</summary>
public sealed class BatchListTests
{
    [Fact]
    public async Task Pages_go_from_the_newest_job_to_the_oldest()
    {
        await using var stage = await BatchStage.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await stage.CreateAsync(BatchStage.Lines(1)));

        var first = (await stage.GetAsync("batches?limit=2")).Json;
        IdsOf(first).ShouldBe([ids[2], ids[1]]);
        (first.GetProperty("first_id").GetString(), first.GetProperty("last_id").GetString(), first.GetProperty("has_more").GetBoolean()).ShouldBe((ids[2], ids[1], true));
        var second = (await stage.GetAsync($"batches?limit=2&after={ids[1]}")).Json;
        IdsOf(second).ShouldBe([ids[0]]);
        second.GetProperty("has_more").GetBoolean().ShouldBeFalse();
        stage.Server.Batches.Jobs.ShouldAllBe(job => job.Polls == 0);
    }

    [Fact]
    public async Task A_page_has_20_jobs_by_default()
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        for (var i = 0; i < 21; i++)
            await stage.PostAsync("batches", BatchStage.CreateBody(file));
        var page = (await stage.GetAsync("batches")).Json;
        (IdsOf(page).Count, page.GetProperty("has_more").GetBoolean()).ShouldBe((20, true));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("after=batch_x", "after")]
    [InlineData("ds_name=x", "ds_name")]
    public async Task A_bad_parameter_is_named(string query, string parameter)
    {
        await using var stage = await BatchStage.StartAsync();
        var reply = await stage.GetAsync("batches?" + query);
        (reply.Status, reply.Json.GetProperty("error").GetProperty("param").GetString()).ShouldBe((HttpStatusCode.BadRequest, parameter));
    }

    [Fact]
    public async Task DashScope_filters_by_name_file_status_and_time_and_shows_30_days()
    {
        var time = new ManualTime();
        await using var stage = await BatchStage.StartAsync(BatchRules.DashScope, options: new() { TimeProvider = time });
        var old = await stage.CreateAsync(BatchStage.Lines(1), ",\"metadata\":{\"ds_name\":\"old\"}");
        time.Now += TimeSpan.FromDays(1);
        var job = await stage.RunAsync(BatchStage.Lines(1), ",\"metadata\":{\"ds_name\":\"new\"}");
        var (id, file) = (job.GetProperty("id").GetString()!, job.GetProperty("input_file_id").GetString());

        (await ListAsync("ds_name=new")).ShouldBe([id]);
        (await ListAsync($"input_file_ids=x,{file}")).ShouldBe([id]);
        (await ListAsync("status=validating,failed")).ShouldBe([old]);
        (await ListAsync("create_after=20260201000000")).ShouldBe([id]);
        (await ListAsync("create_before=20260201000000")).ShouldBe([old]);
        (await ListAsync("")).ShouldBe([id, old]);
        time.Now += TimeSpan.FromDays(29.5);
        (await ListAsync("")).ShouldBe([id]);

        foreach (var bad in (string[])["create_after=2026-02-01", "input_file_ids=" + string.Join(',', Enumerable.Repeat("f", 21))])
            (await stage.GetAsync("batches?" + bad)).Status.ShouldBe(HttpStatusCode.BadRequest);

        async Task<IReadOnlyList<string>> ListAsync(string query) => IdsOf((await stage.GetAsync("batches?" + query)).Json);
    }

    [Fact]
    public async Task Files_are_listed_by_purpose()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(1));
        string input = job.GetProperty("input_file_id").GetString()!, output = job.GetProperty("output_file_id").GetString()!;

        IdsOf((await stage.GetAsync("files")).Json).ShouldBe([output, input]);
        IdsOf((await stage.GetAsync("files?order=asc")).Json).ShouldBe([input, output]);
        IdsOf((await stage.GetAsync("files?purpose=batch_output")).Json).ShouldBe([output]);
    }

    private static List<string> IdsOf(JsonElement list) => [.. list.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)];
}
