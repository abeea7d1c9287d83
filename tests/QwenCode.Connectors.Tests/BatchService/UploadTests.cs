using System.Net.Sockets;
using QwenCode.Errors;
using QwenCode.Loopback;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>Uploads of requests.</summary>
public sealed class UploadTests
{
    private const int Megabyte = 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_read_while_it_is_sent()
    {
        await using var bench = await ServiceBench.StartAsync();
        var path = bench.Write("in.jsonl", new string('x', 20 * Megabyte));
        GatedStream? gate = null;
        var isConnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, token) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, token);
                gate = new GatedStream(new NetworkStream(socket, ownsSocket: true), 4 * Megabyte);
                isConnected.SetResult();
                return gate;
            },
        };
        using var http = new HttpClient(handler);

        var uploading = bench.ServiceOf(retries: 0, http: http).UploadAsync(path, "in.jsonl", Cancellation);
        await await Task.WhenAny(isConnected.Task, uploading);
        await await Task.WhenAny(gate!.Reached, uploading);
        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            // The end is still unread, so what is written there now is sent.
            file.Position = 10 * Megabyte;
            for (var count = 0; count < 10; count++)
                await file.WriteAsync(Enumerable.Repeat((byte)'y', Megabyte).ToArray(), Cancellation);
        }

        gate.Open();
        var id = await uploading;

        var stored = bench.Batches.Files.ShouldHaveSingleItem();
        (stored.Id, stored.Length).ShouldBe((id, 20L * Megabyte));
        await using var content = stored.OpenRead();
        var bytes = new byte[stored.Length];
        await content.ReadExactlyAsync(bytes, Cancellation);
        bytes.AsSpan(0, 10 * Megabyte).Count((byte)'x').ShouldBe(10 * Megabyte);
        bytes.AsSpan(10 * Megabyte).Count((byte)'y').ShouldBe(10 * Megabyte);
    }

    [Fact]
    public async Task An_upload_whose_response_is_lost_is_sent_again_whole()
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Upload, BatchFault.LostResponse);
        var lines = Batches.BatchStage.Lines(5000);

        var id = await bench.UploadAsync(lines);

        bench.Batches.Files.Count.ShouldBe(2);
        bench.Batches.Files.ShouldAllBe(file => file.Length == lines.Length);
        bench.Batches.Files[1].Id.ShouldBe(id);
    }

    [Theory]
    [InlineData(false, "it does not exist")]
    [InlineData(true, "it is a directory")]
    public async Task A_file_that_cannot_be_read_is_not_a_lost_connection(bool isDirectory, string reason)
    {
        await using var bench = await ServiceBench.StartAsync();
        var path = bench.Write("in.jsonl", "");
        File.Delete(path);
        if (isDirectory)
            Directory.CreateDirectory(path);

        var exception = await Should.ThrowAsync<QwenException>(() => bench.ServiceOf(retries: 0).UploadAsync(path, "in.jsonl", Cancellation));

        (exception.Id, exception.Message.Contains($"{path} cannot be used: {reason}", StringComparison.Ordinal)).ShouldBe((ErrorId.BatchFileInvalid, true), exception.Message);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task A_service_without_files_has_no_batches(int status)
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(status));

        (await Should.ThrowAsync<QwenException>(() => bench.UploadAsync())).Id.ShouldBe(ErrorId.BatchesUnsupported);
    }

    [Theory]
    [InlineData(413, "")]
    [InlineData(429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""")]
    public async Task A_file_that_the_service_does_not_take_is_sent_once(int status, string body)
    {
        await using var bench = await ServiceBench.StartAsync();
        bench.Batches.Enqueue(BatchStep.Upload, BatchFault.Status(status, body.Length == 0 ? null : body));

        (await Should.ThrowAsync<QwenRequestException>(() => bench.UploadAsync())).StatusCode.ShouldBe(status);

        bench.Count("POST", "/files").ShouldBe(1);
    }
}
