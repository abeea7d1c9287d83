using System.ClientModel;
using System.Text.Json;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;

namespace QwenCode.Connectors.Tests.Batches;

#pragma warning disable OPENAI001 // The SDK's batch client is experimental.

/// <summary>The OpenAI SDK as a client of the loopback server's batch service.</summary>
public sealed class BatchSdkTests
{
    [Fact]
    public async Task The_protocol_methods_of_the_SDK_complete_a_job()
    {
        await using var stage = await BatchStage.StartAsync();
        var client = new OpenAIClient(new ApiKeyCredential(BatchStage.Key), new OpenAIClientOptions { Endpoint = stage.Server.BaseUrl });
        OpenAIFileClient files = client.GetOpenAIFileClient();
        BatchClient batches = client.GetBatchClient();

        using var input = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(BatchStage.Lines(2)));
        OpenAIFile uploaded = await files.UploadFileAsync(input, "eingabe ü.jsonl", new FileUploadPurpose("batch"), TestContext.Current.CancellationToken);
        stage.Server.Batches.Files.ShouldHaveSingleItem().Name.ShouldBe("eingabe ü.jsonl");

        using var body = BinaryContent.Create(BinaryData.FromString(BatchStage.CreateBody(uploaded.Id)));
        var id = (await batches.CreateBatchAsync(body, waitUntilCompleted: false)).BatchId;
        JsonElement job;
        do
            job = JsonElement.Parse((await batches.GetBatchAsync(id, options: null!)).GetRawResponse().Content);
        while (job.GetProperty("status").GetString() != "completed");

        BinaryData output = await files.DownloadFileAsync(job.GetProperty("output_file_id").GetString(), TestContext.Current.CancellationToken);
        output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }
}
