namespace QwenCode.Receiving;

/// <summary>A body that was read into memory. A class, since a task of a structure needs compiled code of its own.</summary>
/// <param name="bytes">Its bytes.</param>
internal sealed class ReceivedBody(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;
}
