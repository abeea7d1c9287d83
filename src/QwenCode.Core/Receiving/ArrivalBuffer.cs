using System.Buffers;

namespace QwenCode.Receiving;

/// <summary>
/// Arrays for what arrives and grows. Small ones are pooled; a large one is handed on to the next response that needs it, unless the garbage
/// collector was faster: responses that are made to be large, one after the other, take the memory of one.
/// </summary>
internal static class ArrivalBuffer
{
    private const int InitialSize = 16 * 1024;
    private const int Large = 1024 * 1024;
    private const int GrowthOfLarge = 4;

    private static readonly WeakReference<byte[]?> Spare = new(null);

    /// <summary>An array to begin with.</summary>
    public static byte[] Begin() => ArrayPool<byte>.Shared.Rent(InitialSize);

    /// <summary>An array with the same bytes and more room.</summary>
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

    /// <summary>The bytes that arrived, in no larger an array than they need.</summary>
    /// <param name="bytes">The array; not to be used any more.</param>
    /// <param name="length">How many bytes there are.</param>
    public static ReadOnlyMemory<byte> End(byte[] bytes, int length)
    {
        if (bytes.Length > InitialSize && length > bytes.Length / 2)
            return bytes.AsMemory(0, length);
        var trimmed = bytes.AsSpan(0, length).ToArray();
        Release(bytes);
        return trimmed;
    }

    /// <summary>Hands on an array that nobody uses any more.</summary>
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
