using QwenCode.Batches;
using QwenCode.Errors;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>The creation of jobs, none of them twice.</summary>
public sealed class JobCreationTests
{
    private const string NoJobs = """{"object":"list","data":[],"has_more":false}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_lost_response_a_job_that_only_the_third_list_shows_is_found()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed(NoJobs));
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed(NoJobs));

        var job = await Creation(bench).CreateAsync(order, earlierAt: null, Cancellation);

        bench.Batches.Jobs.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
        (bench.Count("POST", "/batches"), bench.Count("GET", "/batches")).ShouldBe((1, 3));
        bench.Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task After_a_lost_request_none_is_sent_before_the_command_is_run_again()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.DroppedRequest);
        var begin = bench.Time.GetUtcNow();

        var failure = await Should.ThrowAsync<QwenException>(() => Creation(bench).CreateAsync(order, earlierAt: null, Cancellation));

        failure.Id.ShouldBe(ErrorId.ConnectionFailed);
        failure.Message.ShouldContain("Whether the service created the batch is not known.");
        (bench.Count("POST", "/batches"), bench.Count("GET", "/batches")).ShouldBe((1, 6));
        bench.Time.Pauses.Select(pause => pause.TotalSeconds).ShouldBe([1, 2, 4, 8, 15]);

        (await Creation(bench).CreateAsync(order, begin, Cancellation)).Id.ShouldBe(bench.Batches.Jobs.ShouldHaveSingleItem().Id);
        (bench.Count("POST", "/batches"), bench.Count("GET", "/batches")).ShouldBe((2, 12));
    }

    [Fact]
    public async Task A_job_that_the_list_shows_late_is_not_created_again()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);
        for (var look = 0; look < 9; look++)
            bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed(NoJobs));
        var begin = bench.Time.GetUtcNow();

        await Should.ThrowAsync<QwenException>(() => Creation(bench).CreateAsync(order, earlierAt: null, Cancellation));
        var job = await Creation(bench).CreateAsync(order, begin, Cancellation);

        bench.Batches.Jobs.ShouldHaveSingleItem().Id.ShouldBe(job.Id);
        bench.Count("POST", "/batches").ShouldBe(1);
    }

    [Fact]
    public async Task A_list_without_input_files_is_searched_by_metadata_in_whatever_order_it_has()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        var (name, value) = order.Metadata[^1];
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed($$"""{"data":[{"id":"old","status":"failed","input_file_id":"other","created_at":1},{"id":"new","status":"failed","input_file_id":"other","created_at":2}],"has_more":true}"""));
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed($$$"""{"data":[{"id":"found","status":"in_progress","created_at":3,"metadata":{"{{{name}}}":"{{{value}}}"}}],"has_more":false}"""));

        (await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation)).Id.ShouldBe("found");
    }

    [Fact]
    public async Task A_job_is_found_on_the_second_page_of_the_list()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        var earlier = await bench.Service.CreateAsync(order, Cancellation);
        var other = ServiceBench.OrderOf(await bench.UploadAsync());
        for (var number = 0; number < 110; number++)
            await bench.Service.CreateAsync(other, Cancellation);

        var job = await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation);

        job.Id.ShouldBe(earlier.Id);
        bench.Of("GET", "/batches").Select(request => request.QueryString).ShouldBe(["?limit=100", $"?limit=100&after={bench.Batches.Jobs[11].Id}"]);
        bench.Batches.Jobs.Count.ShouldBe(111);
    }

    [Fact]
    public async Task Pages_with_jobs_of_long_before_are_not_read()
    {
        await using var bench = await ServiceBench.StartAsync();
        var other = ServiceBench.OrderOf(await bench.UploadAsync());
        for (var number = 0; number < 110; number++)
            await bench.Service.CreateAsync(other, Cancellation);
        bench.Time.Advance(TimeSpan.FromHours(3));
        var order = ServiceBench.OrderOf(await bench.UploadAsync());

        var job = await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation);

        job.InputFileId.ShouldBe(order.InputFileId);
        bench.Count("GET", "/batches").ShouldBe(6);
    }

    [Fact]
    public async Task DashScope_filters_the_list_by_the_input_file()
    {
        await using var bench = await ServiceBench.StartAsync(BatchRules.DashScope, "DashScope");
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        var earlier = await bench.Service.CreateAsync(order, Cancellation);
        await bench.Service.CreateAsync(ServiceBench.OrderOf(await bench.UploadAsync()), Cancellation);

        var job = await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation);

        job.Id.ShouldBe(earlier.Id);
        bench.Of("GET", "/batches").ShouldHaveSingleItem().QueryString.ShouldBe($"?limit=100&input_file_ids={order.InputFileId}");
    }

    [Fact]
    public async Task After_a_lost_response_a_list_that_fails_leaves_open_whether_there_is_a_job()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.LostResponse);
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Status(400));

        var failure = await Should.ThrowAsync<QwenException>(() => Creation(bench).CreateAsync(order, earlierAt: null, Cancellation));

        failure.Id.ShouldBe(ErrorId.ConnectionFailed);
        failure.Message.ShouldContain("Whether the service created the batch is not known.");
        bench.Count("POST", "/batches").ShouldBe(1);

        (await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation)).Id.ShouldBe(bench.Batches.Jobs.ShouldHaveSingleItem().Id);
    }

    [Fact]
    public async Task Without_a_list_no_second_request_follows_an_interrupted_one()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Status(500));
        bench.Batches.Enqueue(BatchStep.List, BatchFault.Status(500));

        var failure = await Should.ThrowAsync<QwenRequestException>(() => Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation));

        (failure.Id, failure.Attempts).ShouldBe((ErrorId.ServiceUnavailable, 2));
        bench.Count("POST", "/batches").ShouldBe(0);
    }

    [Fact]
    public async Task A_list_that_never_ends_is_left_after_the_maximum_of_pages()
    {
        await using var bench = await ServiceBench.StartAsync();
        var order = ServiceBench.OrderOf(await bench.UploadAsync());
        for (var page = 0; page < 50; page++)
            bench.Batches.Enqueue(BatchStep.List, BatchFault.Malformed("""{"data":[{"id":"batch-x","status":"failed"}],"has_more":true}"""));

        var job = await Creation(bench).CreateAsync(order, bench.Time.GetUtcNow(), Cancellation);

        job.InputFileId.ShouldBe(order.InputFileId);
        bench.Count("GET", "/batches").ShouldBe(12);
    }

    [Theory]
    [InlineData(400, "InvalidRequest")]
    [InlineData(401, "InvalidApiKey")]
    public async Task A_rejected_request_is_an_error_and_nothing_is_looked_for(int status, string id)
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.Status(status));

        var failure = await Should.ThrowAsync<QwenRequestException>(() => Creation(bench).CreateAsync(ServiceBench.OrderOf("file-1"), earlierAt: null, Cancellation));

        failure.ErrorId.ShouldBe(id);
        (bench.Count("POST", "/batches"), bench.Count("GET", "/batches")).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData(404, """{"error":{"message":"No such File object: file-1","type":"invalid_request_error"}}""", "BatchFailed", "did not find the uploaded file of requests (HTTP 404: No such File object: file-1)")]
    [InlineData(404, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", "ModelNotFound", "has no model 'm' (HTTP 404")]
    [InlineData(404, null, "BatchesUnsupported", "/v1 has no batches (HTTP 404")]
    [InlineData(405, null, "BatchesUnsupported", "/v1 has no batches (HTTP 405")]
    [InlineData(413, null, "BatchFailed", "larger than the service accepts (HTTP 413")]
    public async Task A_rejected_request_names_what_the_service_lacks(int status, string? body, string id, string text)
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Create, BatchFault.Status(status, body));

        var failure = await Should.ThrowAsync<QwenRequestException>(() => Creation(bench).CreateAsync(ServiceBench.OrderOf("file-1") with { Model = "m" }, earlierAt: null, Cancellation));

        failure.ErrorId.ShouldBe(id);
        failure.Message.ShouldContain(text);
        (failure.StatusCode, bench.Count("GET", "/batches")).ShouldBe((status, 0));
    }

    private static JobCreation Creation(ServiceBench bench) => new(bench.Service, bench.Service.Endpoint.Provider.Batches!);
}
