namespace QwenCode.Receiving;

/// <summary>A body that was read into memory. An object, since a task of one needs no code of its own and a task of a structure does.</summary>
/// <param name="bytes">Its bytes.</param>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;
}
