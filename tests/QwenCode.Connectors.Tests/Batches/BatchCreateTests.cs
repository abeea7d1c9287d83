using System.Net;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.Batches;

/// <summary>What the loopback server's batch service takes as a job.</summary>
public sealed class BatchCreateTests
{
    public static TheoryData<string, string> BadBodies => new()
    {
        { "{", "could not parse" },
        { "[]", "could not parse" },
        { """{"endpoint":"/v1/chat/completions","completion_window":"24h"}""", "'input_file_id'" },
        { """{"input_file_id":1,"endpoint":"/v1/chat/completions","completion_window":"24h"}""", "'input_file_id'" },
        { """{"input_file_id":"file-x","endpoint":"/v1/chat/completions","completion_window":"24h"}""", "there is no file 'file-x'" },
        { """{"input_file_id":"ID","completion_window":"24h"}""", "'endpoint'" },
        { """{"input_file_id":"ID","endpoint":"/v1/responses","completion_window":"24h"}""", "'/v1/responses'" },
        { """{"input_file_id":"ID","endpoint":"/v1/chat/ds-test","completion_window":"24h"}""", "'/v1/chat/ds-test'" },
        { """{"input_file_id":"ID","endpoint":"/v1/chat/completions"}""", "'completion_window'" },
        { BatchStage.CreateBody("ID", window: "48h"), "'48h'" },
        { BatchStage.CreateBody("ID", window: "1d"), "'1d'" },
        { BatchStage.CreateBody("ID", ",\"model\":\"m\""), "Unknown parameter: 'model'" },
        { BatchStage.CreateBody("ID", ",\"metadata\":[]"), "'metadata'" },
        { BatchStage.CreateBody("ID", ",\"metadata\":{\"a\":1}"), "'metadata.a'" },
        { BatchStage.CreateBody("ID", $",\"metadata\":{{\"{new string('k', 65)}\":\"v\"}}"), "longer than 64" },
        { BatchStage.CreateBody("ID", $",\"metadata\":{{\"k\":\"{new string('v', 513)}\"}}"), "longer than 512" },
        { BatchStage.CreateBody("ID", $",\"metadata\":{{{string.Join(',', Enumerable.Range(0, 17).Select(number => $"\"{number}\":\"\""))}}}"), "at most 16" },
        { BatchStage.CreateBody("ID", ",\"output_expires_after\":{\"seconds\":3600}"), "anchor" },
        { BatchStage.CreateBody("ID", ",\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3599}"), "3600 to 2592000" },
        { BatchStage.CreateBody("ID", ",\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":2592001}"), "3600 to 2592000" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_rejected(string body, string message)
    {
        await using var stage = await BatchStage.StartAsync();
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        var reply = await stage.PostAsync("batches", body.Replace("ID", file, StringComparison.Ordinal));

        reply.Status.ShouldBe(HttpStatusCode.BadRequest);
        reply.Error.ShouldContain(message);
        stage.Server.Batches.Jobs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_has_what_was_requested()
    {
        await using var stage = await BatchStage.StartAsync();
        var id = await stage.CreateAsync(BatchStage.Lines(1), ",\"metadata\":{\"name\":\"n\"}");
        var job = stage.Server.Batches.Jobs.ShouldHaveSingleItem();

        (job.Id, job.Owner, job.Endpoint, job.CompletionWindow, job.Status).ShouldBe((id, BatchStage.Key, "/v1/chat/completions", "24h", "validating"));
        job.InputFileId.ShouldBe(stage.Server.Batches.Files[0].Id);
        job.Metadata.ShouldBe(new Dictionary<string, string> { ["name"] = "n" });
        (await stage.GetAsync($"batches/{id}")).Json.GetProperty("metadata").GetProperty("name").GetString().ShouldBe("n");
    }

    [Theory]
    [InlineData("24h", true)]
    [InlineData("336h", true)]
    [InlineData("1d", true)]
    [InlineData("14d", true)]
    [InlineData("23h", false)]
    [InlineData("337h", false)]
    [InlineData("15d", false)]
    [InlineData("0d", false)]
    [InlineData("24", false)]
    [InlineData("h", false)]
    [InlineData("-24h", false)]
    public async Task DashScope_takes_windows_of_1_to_14_days(string window, bool accepted)
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.DashScope);
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        var reply = await stage.PostAsync("batches", BatchStage.CreateBody(file, window: window));
        reply.Status.ShouldBe(accepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("\"metadata\":{\"ds_name\":\"@100\"}", true)]
    [InlineData("\"metadata\":{\"ds_name\":\"@101\"}", false)]
    [InlineData("\"metadata\":{\"ds_description\":\"@201\"}", false)]
    [InlineData("\"output_expires_after\":{\"anchor\":\"created_at\",\"seconds\":3600}", false)]
    public async Task DashScope_limits_names_and_has_no_output_expiry(string member, bool accepted)
    {
        await using var stage = await BatchStage.StartAsync(BatchRules.DashScope);
        var file = (await stage.UploadAsync(BatchStage.Lines(1))).Text("id");
        foreach (var length in (int[])[100, 101, 201])
            member = member.Replace($"@{length}", new string('n', length), StringComparison.Ordinal);
        var reply = await stage.PostAsync("batches", BatchStage.CreateBody(file, "," + member));
        reply.Status.ShouldBe(accepted ? HttpStatusCode.OK : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_output_file_is_not_an_input()
    {
        await using var stage = await BatchStage.StartAsync();
        var job = await stage.RunAsync(BatchStage.Lines(1));
        var reply = await stage.PostAsync("batches", BatchStage.CreateBody(job.GetProperty("output_file_id").GetString()!));
        (reply.Status, reply.Error.Contains("'batch_output'", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.BadRequest, true));
    }
}
