using System.Text;
using QwenCode.Connectors.Tests.Batches;
using QwenCode.Errors;
using QwenCode.Loopback;
using QwenCode.Testing;

namespace QwenCode.Connectors.Tests.BatchService;

/// <summary>Downloads of results.</summary>
public sealed class FileTransferTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_download_that_ends_too_early_begins_again()
    {
        await using var bench = await ServiceBench.StartAsync();
        var lines = BatchStage.Lines(5000);
        var id = await bench.UploadAsync(lines);
        bench.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(300_000));
        await using var target = bench.Create("out");

        await bench.Service.DownloadAsync(id, target, Cancellation);

        ContentOf(target).ShouldBe(lines);
        bench.Count("GET", "/content").ShouldBe(2);
        bench.Time.Pauses.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_an_earlier_attempt_left_beyond_the_end_is_removed()
    {
        await using var bench = await ServiceBench.StartAsync();
        var id = await bench.UploadAsync();
        await using var target = bench.Create("out");
        target.SetLength(1_000_000);

        await bench.Service.DownloadAsync(id, target, Cancellation);

        ContentOf(target).ShouldBe(BatchStage.Lines(2));
    }

    [Fact]
    public async Task A_download_that_always_ends_too_early_fails_after_all_attempts()
    {
        await using var bench = await ServiceBench.StartAsync();
        var id = await bench.UploadAsync();
        for (var attempt = 0; attempt < 4; attempt++)
            bench.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(10));
        await using var target = bench.Create("out");

        var failure = await Should.ThrowAsync<QwenRequestException>(() => bench.ServiceOf(retries: 3).DownloadAsync(id, target, Cancellation));

        (failure.Id, failure.Attempts).ShouldBe((ErrorId.IncompleteAnswer, 4));
        bench.Count("GET", "/content").ShouldBe(4);
    }

    [Fact]
    public async Task Retries_before_and_after_the_response_count_together()
    {
        await using var bench = await ServiceBench.StartAsync();
        var id = await bench.UploadAsync();
        bench.Batches.Enqueue(BatchStep.Download, BatchFault.Status(503));
        for (var attempt = 0; attempt < 2; attempt++)
            bench.Batches.Enqueue(BatchStep.Download, BatchFault.TruncatedBody(10));
        await using var target = bench.Create("out");

        var failure = await Should.ThrowAsync<QwenRequestException>(() => bench.ServiceOf(retries: 2).DownloadAsync(id, target, Cancellation));

        (failure.Id, failure.Attempts).ShouldBe((ErrorId.IncompleteAnswer, 3));
        bench.Count("GET", "/content").ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_requested_once()
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var target = bench.Create("out");
        Uri url;
        await using (var closed = new RawServer(default(ReadOnlyMemory<byte>)))
            url = closed.BaseUrl;

        var failure = await Should.ThrowAsync<QwenRequestException>(() => bench.ServiceOf(retries: 3, url: url).DownloadAsync("file-1", target, Cancellation));

        (failure.Id, failure.Attempts).ShouldBe((ErrorId.ConnectionFailed, 1));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_requested_again()
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var target = bench.Create("out");

        (await Should.ThrowAsync<QwenException>(() => bench.Service.DownloadAsync("file-none", target, Cancellation))).Id.ShouldBe(ErrorId.BatchFailed);

        bench.Count("GET", "/content").ShouldBe(1);
    }

    [Fact]
    public async Task A_download_may_be_silent_for_as_long_as_the_limit_each_time()
    {
        await using var bench = await ServiceBench.StartAsync();
        using var further = new SemaphoreSlim(0);
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"u8.ToArray(), token);
            foreach (var part in "abc")
            {
                await further.WaitAsync(token);
                await stream.WriteAsync(Encoding.ASCII.GetBytes([part]), token);
            }
        });
        var time = new ManualTimeProvider();
        await using var target = bench.Create("out");

        var downloading = bench.ServiceOf(url: server.BaseUrl, time: time, idleTimeout: Silence).DownloadAsync("file-1", target, Cancellation);
        await time.WaitForTimersAsync(2, Cancellation);
        for (var length = 1; length <= 3; length++)
        {
            time.Advance(Silence - Moment);
            further.Release();
            while (RandomAccess.GetLength(target.SafeFileHandle) < length && !downloading.IsCompleted)
                await Task.Delay(1, Cancellation);
        }

        await downloading;
        ContentOf(target).ShouldBe("abc");
    }

    [Fact]
    public async Task A_download_that_is_silent_for_longer_is_an_error()
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var time = new ManualTimeProvider();
        await using var target = bench.Create("out");

        var downloading = bench.ServiceOf(url: server.BaseUrl, time: time, idleTimeout: Silence).DownloadAsync("file-1", target, Cancellation);
        await time.WaitForTimersAsync(2, Cancellation);
        time.Advance(Silence);

        var failure = await Should.ThrowAsync<QwenRequestException>(() => downloading);
        failure.Id.ShouldBe(ErrorId.RequestTimedOut);
        failure.Message.ShouldContain("sent nothing for 60 seconds");
        server.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_download_ends_when_it_is_cancelled()
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var server = new RawServer(async (_, stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"u8.ToArray(), token);
            await Task.Delay(Timeout.Infinite, token);
        });
        var time = new ManualTimeProvider();
        await using var target = bench.Create("out");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var downloading = bench.ServiceOf(url: server.BaseUrl, time: time, idleTimeout: Silence).DownloadAsync("file-1", target, cancelled.Token);
        await time.WaitForTimersAsync(2, Cancellation);
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => downloading);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n\r\nhello world", "hello")]
    [InlineData("Connection: close\r\n\r\nhello world", "hello world")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world")]
    [InlineData("Content-Length: 0\r\n\r\n", "")]
    public async Task The_body_is_what_the_response_says(string response, string content)
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var server = new RawServer(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{response}"));
        await using var target = bench.Create("out");

        await bench.ServiceOf(url: server.BaseUrl).DownloadAsync("file-1", target, Cancellation);

        ContentOf(target).ShouldBe(content);
    }

    [Theory]
    [InlineData("Content-Length: 50\r\n\r\nhello world")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n wor")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nx\r\n")]
    public async Task A_body_that_ends_too_early_is_incomplete(string response)
    {
        await using var bench = await ServiceBench.StartAsync();
        await using var server = new RawServer(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{response}"));
        await using var target = bench.Create("out");

        var failure = await Should.ThrowAsync<QwenRequestException>(() => bench.ServiceOf(retries: 2, url: server.BaseUrl).DownloadAsync("file-1", target, Cancellation));

        (failure.Id, failure.Attempts, server.Count).ShouldBe((ErrorId.IncompleteAnswer, 3, 3));
    }

    private static string ContentOf(FileStream file)
    {
        file.Position = 0;
        using var reader = new StreamReader(file, leaveOpen: true);
        return reader.ReadToEnd();
    }
}
