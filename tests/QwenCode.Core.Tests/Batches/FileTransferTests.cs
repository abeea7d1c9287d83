using System.Text;
using QwenCode.Batches;
using QwenCode.Core.Tests.Chat;
using QwenCode.Errors;
using QwenCode.Http;
using QwenCode.Testing;

namespace QwenCode.Core.Tests.Batches;

/// <summary>Downloads whose length is not the one that was announced, and those that never end.</summary>
public sealed class FileTransferTests : IDisposable
{
    private readonly TemporaryFolder _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("hello", "5", null, true)]
    [InlineData("hello", null, null, true)]
    [InlineData("hello", "many", null, true)]
    [InlineData("", "0", null, true)]
    [InlineData("hello", "3", "gzip", true)]
    [InlineData("hello", "6", null, false)]
    [InlineData("hello", "4", null, false)]
    [InlineData("", "1", null, false)]
    public async Task A_body_has_the_length_that_was_announced(string body, string? length, string? encoding, bool isComplete)
    {
        using var response = FakeResponse.Of(200, body, [.. Headers(("Content-Length", length), ("Content-Encoding", encoding))]);
        await using var target = new FileStream(_files.At("output"), FileMode.CreateNew);

        if (isComplete)
            await CopyAsync(response, target);
        else
            (await Should.ThrowAsync<QwenRequestException>(() => CopyAsync(response, target))).ShouldSatisfyAllConditions(
                failure => failure.Id.ShouldBe(ErrorId.IncompleteAnswer),
                failure => failure.Message.ShouldContain($"{body.Length} of {length} bytes arrived"));
        target.Length.ShouldBe(Encoding.UTF8.GetByteCount(body));
    }

    [Theory]
    [InlineData("5", null, null, true)]
    [InlineData(null, null, "chunked", true)]
    [InlineData("5", "gzip", null, false)]
    [InlineData(null, null, null, false)]
    public async Task A_body_is_certainly_complete_if_its_end_was_announced(string? length, string? encoding, string? transfer, bool isCertain)
    {
        using var response = FakeResponse.Of(200, "hello", [.. Headers(("Content-Length", length), ("Content-Encoding", encoding), ("Transfer-Encoding", transfer))]);
        await using var target = new FileStream(_files.At("output"), FileMode.CreateNew);

        (await CopyAsync(response, target)).ShouldBe(isCertain);
    }

    [Fact]
    public async Task A_file_of_more_than_eight_gigabytes_is_not_read_further()
    {
        using var response = new FakeResponse(200) { Body = new FullStream() };
        await using var target = new DiscardingFile(_files.At("output"));
        var time = new ManualTimeProvider();
        var activity = new RequestActivity(time);
        activity.Begin("Download", "localhost", "file");
        activity.Sent();

        var failure = await Should.ThrowAsync<QwenRequestException>(() => CopyAsync(response, target, time, activity));

        failure.Id.ShouldBe(ErrorId.AnswerTooLarge);
        target.Written.ShouldBe(8L << 30);
        activity.State.Status.ShouldBe("receiving the file, 8,192 MB in 0 s");
    }

    [Fact]
    public async Task A_time_limit_that_passes_while_bytes_are_written_is_that_of_the_request()
    {
        var time = new ManualTimeProvider();
        using var response = new FakeResponse(200) { Body = new LateStream(time) };
        await using var target = new FileStream(_files.At("output"), FileMode.CreateNew);

        (await Should.ThrowAsync<QwenRequestException>(() => CopyAsync(response, target, time))).Id.ShouldBe(ErrorId.RequestTimedOut);
    }

    [Fact]
    public async Task A_slow_disk_is_not_a_silent_service()
    {
        var time = new ManualTimeProvider();
        using var response = FakeResponse.Of(200, new string('a', 600_000));
        await using var target = new SlowFile(_files.At("output"), time);

        await CopyAsync(response, target, time);

        target.Length.ShouldBe(600_000);
    }

    private static Task<bool> CopyAsync(ServiceResponse response, FileStream target) => CopyAsync(response, target, new ManualTimeProvider());

    private static async Task<bool> CopyAsync(ServiceResponse response, FileStream target, ManualTimeProvider time, RequestActivity? activity = null)
    {
        using var deadline = new Deadline(TimeSpan.FromHours(1), time, TestContext.Current.CancellationToken);
        var call = new ServiceCall(TestEndpoint.Of(new Uri("http://localhost/v1"), time), new CallOptions { Activity = activity }, deadline, "GET", "files/file-1/content");
        return await new FileTransfer(call, time).CopyAsync(response, target);
    }

    private static IEnumerable<(string Name, string Value)> Headers(params (string Name, string? Value)[] headers) =>
        headers.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!));

    // Fills each buffer, without touching it.
    private sealed class FullStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(buffer.Length);
    }

    // The last bytes within the time limit.
    private sealed class LateStream(ManualTimeProvider time) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromHours(2));
            return ValueTask.FromResult(buffer.Length);
        }
    }

    // Each write takes longer than the service may be silent.
    private sealed class SlowFile(string path, ManualTimeProvider time) : FileStream(path, FileMode.CreateNew)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            time.Advance(TimeSpan.FromMinutes(5));
            return base.WriteAsync(buffer, cancellationToken);
        }
    }

    private sealed class DiscardingFile(string path) : FileStream(path, FileMode.CreateNew)
    {
        public long Written { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
