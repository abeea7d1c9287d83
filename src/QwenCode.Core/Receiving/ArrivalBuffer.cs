using System.Buffers;

namespace QwenCode.Receiving;

/// <summary>
/// Growing arrays for received data. Small ones are pooled; a large one is passed on to the next response that needs it, unless the garbage
/// collector was faster: large responses, one after the other, take the memory of one.
/// </summary>
internal static class ArrivalBuffer
{
    private const int InitialSize = 16 * 1024;
    private const int Large = 1024 * 1024;
    private const int GrowthOfLarge = 4;

    private static readonly WeakReference<byte[]?> Spare = new(null);

    /// <summary>An array to begin with.</summary>
    public static byte[] Begin() => ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>A larger array with the same bytes.</summary>
    /// <param name="bytes">The array, full; not to be used any more.</param>
    /// <param name="limit">Maximum number of bytes that are needed.</param>
    public static byte[] Grow(byte[] bytes, int limit)
    {
        var size = (int)Math.Min(bytes.Length < Large ? 2L * bytes.Length : GrowthOfLarge * (long)bytes.Length, limit);
        var larger = size > Large ? TakeSpare(size) ?? GC.AllocateUninitializedArray<byte>(size) : new byte[size];
        bytes.CopyTo(larger, 0);
        Release(bytes);
        return larger;
    }

    /// <summary>The received bytes, in an array of their size.</summary>
    /// <param name="bytes">The array; not to be used any more.</param>
    /// <param name="length">The number of bytes.</param>
    public static ReadOnlyMemory<byte> End(byte[] bytes, int length)
    {
        if (bytes.Length > InitialSize && length > bytes.Length / 2)
            return bytes.AsMemory(0, length);
        var trimmed = bytes.AsSpan(0, length).ToArray();
        Release(bytes);
        return trimmed;
    }

    /// <summary>Passes on an array that is no longer used.</summary>
    public static void Release(byte[] bytes)
    {
        if (bytes.Length == InitialSize)
            ArrayPool<byte>.Shared.Return(bytes);
        if (bytes.Length <= Large)
            return;
        lock (Spare)
        {
            if (!Spare.TryGetTarget(out var spare) || spare.Length < bytes.Length)
                Spare.SetTarget(bytes);
        }
    }

    private static byte[]? TakeSpare(int size)
    {
        lock (Spare)
        {
            if (!Spare.TryGetTarget(out var spare) || spare.Length < size)
                return null;
            Spare.SetTarget(null);
            return spare;
        }
    }
}
