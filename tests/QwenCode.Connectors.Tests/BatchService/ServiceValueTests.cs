using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>What services really send instead of times, counts, states and ids.</summary>
public sealed class ServiceValueTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Times_that_are_empty_strings_are_not_set()
    {
        await using var bench = await ServiceBench.StartAsync(BatchRules.DashScope, "DashScope");
        var ledger = await bench.BeginAsync("in_progress");

        var running = await bench.Service.GetAsync(ledger.Jobs[0].Job!.Id, Cancellation);
        var ended = await bench.Service.GetAsync(running.Id, Cancellation);

        (running.State, running.EndedAt, running.CreatedAt).ShouldBe((BatchState.InProgress, null, bench.Time.GetUtcNow()));
        (ended.State, ended.EndedAt).ShouldBe((BatchState.Completed, bench.Time.GetUtcNow()));
    }

    [Theory]
    [InlineData("""{"completed":3,"failed":2}""", 3, 2)]
    [InlineData("""{"completed":"3","failed":"2"}""", 3, 2)]
    [InlineData("""{"completed":3.9,"failed":2e0}""", 3, 2)]
    [InlineData("""{"completed":null,"failed":null}""", 0, 0)]
    [InlineData("""{"completed":"","failed":"many"}""", 0, 0)]
    [InlineData("""{"completed":-1,"failed":1e400}""", 0, 0)]
    [InlineData("""{"completed":"NaN","failed":"Infinity"}""", 0, 0)]
    [InlineData("""{"completed":[3],"failed":{"n":2}}""", 0, 0)]
    [InlineData("{}", 0, 0)]
    [InlineData("null", 0, 0)]
    [InlineData("\"\"", 0, 0)]
    [InlineData("[3,2]", 0, 0)]
    public async Task Counts_that_are_not_numbers_are_zero(string counts, long completed, long failed)
    {
        var job = await ReadAsync($$"""{"id":"batch-1","status":"in_progress","request_counts":{{counts}}}""");

        (job.Completed, job.Failed).ShouldBe((completed, failed));
    }

    [Theory]
    [InlineData("1767225600", true)]
    [InlineData("\"1767225600\"", true)]
    [InlineData("1767225600.5", true)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    [InlineData("0", false)]
    [InlineData("-5", false)]
    [InlineData("1e300", false)]
    [InlineData("\"soon\"", false)]
    [InlineData("{}", false)]
    public async Task Times_that_are_not_times_are_not_set(string time, bool isSet)
    {
        var job = await ReadAsync($$"""{"id":"batch-1","status":"completed","created_at":{{time}},"completed_at":{{time}},"expires_at":{{time}}}""");

        DateTimeOffset? expected = isSet ? DateTimeOffset.FromUnixTimeSeconds(1767225600) : null;
        (job.CreatedAt, job.EndedAt, job.ExpiresAt).ShouldBe((expected, expected, expected));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../batches")]
    [InlineData("file-1/content")]
    [InlineData("file-1?x=y")]
    [InlineData("file-1#x")]
    [InlineData("file%2f1")]
    [InlineData("file 1")]
    [InlineData("file\\\\1")]
    [InlineData("file\\n1")]
    [InlineData("dätei")]
    [InlineData("\\ud800")]
    public async Task An_id_that_cannot_be_part_of_a_path_is_ignored(string id)
    {
        var job = await ReadAsync($$"""{"id":"batch-1","status":"completed","input_file_id":"{{id}}","output_file_id":"{{id}}","error_file_id":"{{id}}"}""");
        (job.InputFileId, job.OutputFileId, job.ErrorFileId).ShouldBe((null, null, null));

        (await Should.ThrowAsync<QwenRequestException>(() => ReadAsync($$"""{"id":"{{id}}","status":"completed"}"""))).Id.ShouldBe(ErrorId.ProtocolViolation);

        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Upload, BatchFault.Malformed($$"""{"id":"{{id}}"}"""));
        (await Should.ThrowAsync<QwenRequestException>(() => bench.UploadAsync())).Id.ShouldBe(ErrorId.ProtocolViolation);
    }

    [Fact]
    public async Task A_result_without_a_usable_id_is_not_requested()
    {
        await using var bench = await ServiceBench.StartAsync();
        var ledger = await bench.BeginAsync();
        bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Malformed($$"""{"id":"{{ledger.Jobs[0].Job!.Id}}","status":"completed","output_file_id":"../batches","error_file_id":".."}"""));

        await new BatchReceiver(bench.Folder, bench.Service).PrepareAsync(ledger, Cancellation);

        bench.Count("GET", "/content").ShouldBe(0);
        File.Exists(bench.Folder.Output(1)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("file-1")]
    [InlineData("file-batch_output-1.x")]
    [InlineData("0")]
    public async Task Other_ids_are_used_as_they_are(string id) =>
        (await ReadAsync($$"""{"id":"batch-1","status":"completed","output_file_id":"{{id}}"}""")).OutputFileId.ShouldBe(id);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"id":"batch-1"}""")]
    [InlineData("""{"id":"batch-1","status":""}""")]
    [InlineData("""{"id":"batch-1","status":5}""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task A_response_that_is_not_a_job_is_an_error(string json) =>
        (await Should.ThrowAsync<QwenRequestException>(() => ReadAsync(json))).Id.ShouldBe(ErrorId.ProtocolViolation);

    [Theory]
    [InlineData("""{"data":[{"code":"a","message":"b","line":3},{"message":"c"},{"code":"d"},{},null,"e"]}""", "a: b (line 3)|c|d")]
    [InlineData("""[{"message":"c"}]""", "c")]
    [InlineData("null", "")]
    [InlineData("\"no\"", "")]
    [InlineData("""{"data":"no"}""", "")]
    public async Task Errors_are_read_in_each_of_their_shapes(string errors, string expected) =>
        string.Join('|', (await ReadAsync($$"""{"id":"batch-1","status":"failed","errors":{{errors}}}""")).Errors).ShouldBe(expected);

    private static async Task<ServiceJob> ReadAsync(string json)
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Retrieve, BatchFault.Malformed(json));
        return await bench.Service.GetAsync("batch-1", Cancellation);
    }
}
