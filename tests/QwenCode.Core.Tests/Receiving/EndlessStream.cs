namespace QwenCode.Core.Tests.Receiving;

/// <summary>Returns one byte repeatedly, and counts.</summary>
internal sealed class EndlessStream(byte value) : MemoryStream
{
    public long Given { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        buffer.Span.Fill(value);
        Given += buffer.Length;
        return new(buffer.Length);
    }
}
