namespace QwenCode.Batches;

/// <summary>Bytes as hexadecimal digits.</summary>
internal static class HexText
{
    /// <summary>The digits, in lower case.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => string.Create(2 * bytes.Length, Convert.ToHexString(bytes), static (digits, text) => text.AsSpan().ToLowerInvariant(digits));
}
