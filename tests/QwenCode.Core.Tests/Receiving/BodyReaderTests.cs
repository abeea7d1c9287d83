using QwenCode.Core.Tests.Chat;
using QwenCode.Errors;
using QwenCode.Receiving;

namespace QwenCode.Core.Tests.Receiving;

public sealed class BodyReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8 * 1024)]
    [InlineData(100_000)]
    public async Task A_body_as_large_as_the_limit_is_read(int size)
    {
        var bytes = new byte[size];
        new Random(1).NextBytes(bytes);
        using var body = new SmallReadStream(bytes, Enumerable.Repeat(1000, 20));

        (await BodyReader.ReadAsync(body, size, Cancellation)).Bytes.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8 * 1024)]
    [InlineData(100_000)]
    public async Task A_body_one_byte_larger_than_the_limit_is_an_error(int limit)
    {
        using var body = new MemoryStream(new byte[limit + 1]);

        (await Should.ThrowAsync<ResponseTooLargeException>(() => BodyReader.ReadAsync(body, limit, Cancellation))).Limit.ShouldBe(limit);
    }

    [Fact]
    public async Task An_endless_body_takes_no_more_memory_than_the_limit_allows()
    {
        const int Limit = 4 * 1024 * 1024;
        using var body = new EndlessStream((byte)'x');

        var (allocated, reading) = Allocations.Of(() => BodyReader.ReadAsync(body, Limit, Cancellation));

        await Should.ThrowAsync<ResponseTooLargeException>(reading);
        allocated.ShouldBeLessThan(3L * Limit);
        body.Given.ShouldBeLessThanOrEqualTo(Limit + 1);
    }

    [Fact]
    public async Task The_body_of_an_error_ends_at_its_limit()
    {
        using var body = new EndlessStream((byte)'x');

        (await BodyReader.ReadErrorAsync(body, Cancellation)).Bytes.Length.ShouldBe(ReceiveLimits.Error);
        body.Given.ShouldBeLessThanOrEqualTo(ReceiveLimits.Error + 1);
    }

    [Fact]
    public async Task An_incomplete_body_of_an_error_is_the_part_that_was_received()
    {
        foreach (var failure in new Exception[] { new InvalidDataException(), new IOException(), new HttpRequestException(), new InvalidOperationException() })
        {
            using var body = new BreakingStream("words"u8.ToArray(), failure);

            (await BodyReader.ReadErrorAsync(body, Cancellation)).Bytes.ToArray().ShouldBe("words"u8.ToArray());
        }
    }

    [Fact]
    public async Task Every_exception_of_a_decompressor_is_corrupt_data()
    {
        foreach (var failure in new Exception[] { new InvalidDataException(), new InvalidOperationException(), new ArgumentOutOfRangeException() })
        {
            using var body = new BreakingStream([], failure);

            await Should.ThrowAsync<InvalidDataException>(() => BodyReader.ReadAsync(body, 100, Cancellation));
        }
    }

    [Fact]
    public async Task Reading_ends_when_it_is_cancelled()
    {
        using var body = new SmallReadStream("words"u8.ToArray(), []) { Hangs = true };
        using var cancelled = new CancellationTokenSource();

        var (whole, error) = (BodyReader.ReadAsync(body, 100, cancelled.Token), BodyReader.ReadErrorAsync(body, cancelled.Token));
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => whole);
        await Should.ThrowAsync<OperationCanceledException>(() => error);
    }

    private sealed class BreakingStream(byte[] bytes, Exception failure) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? ValueTask.FromException<int>(failure) : base.ReadAsync(buffer, cancellationToken);
    }
}
