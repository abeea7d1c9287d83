namespace QwenCode.Core.Tests.Chat;

/// <summary>Returns its bytes in reads of specified sizes, the rest at once, as a network would.</summary>
internal sealed class SmallReadStream(byte[] bytes, IEnumerable<int> sizes) : MemoryStream(bytes)
{
    private readonly Queue<int> _sizes = new(sizes.Where(size => size > 0));

    /// <summary>Whether it never ends after its bytes.</summary>
    public bool Hangs { get; init; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Hangs && Position == Length)
            await Task.Delay(Timeout.Infinite, cancellationToken);
        return Read(buffer.Span[..Math.Min(buffer.Length, _sizes.TryDequeue(out var size) ? size : int.MaxValue)]);
    }
}
